"""Oxigraph's own server, on the same storage engine as this project's server."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import ClassVar

from bench.data import DataFile
from bench.servers.base import LoadResult, Server, run_command


class Oxigraph(Server):
    name: ClassVar[str] = "oxigraph"
    title: ClassVar[str] = "Oxigraph"
    endpoint: ClassVar[str] = "/query"
    program: ClassVar[str] = "oxigraph"

    def version(self) -> str:
        return run_command([str(self.executable()), "--version"], 20, cwd=Path.cwd()).split()[-1]

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        store = folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        started = time.perf_counter()
        program, location = str(self.executable()), ["--location", str(store)]
        run_command([program, "load", *location, "--file", str(data.path.resolve())], limit, cwd=folder)
        # Recommended by Oxigraph for a read-only store; this project's server does the same.
        run_command([program, "optimize", *location], limit, cwd=folder)
        return LoadResult(time.perf_counter() - started, store)

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        store = str((folder / "store").resolve())
        return [str(self.executable()), "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
