"""Oxigraph's own server, over the same store as ours: what its speed leaves to us to lose."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import ClassVar

from bench.data import Data
from bench.peers.base import Loaded, Peer, run


class Oxigraph(Peer):
    name: ClassVar[str] = "oxigraph"
    title: ClassVar[str] = "Oxigraph"
    path: ClassVar[str] = "/query"
    program: ClassVar[str] = "oxigraph"

    def version(self) -> str:
        return run([str(self.executable()), "--version"], 20, cwd=Path.cwd()).split()[-1]

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        store = folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        began = time.perf_counter()
        program, where = str(self.executable()), ["--location", str(store)]
        run([program, "load", *where, "--file", str(data.path.resolve())], limit, cwd=folder)
        # As it advises for a store that is only read, and as ours does.
        run([program, "optimize", *where], limit, cwd=folder)
        return Loaded(time.perf_counter() - began, store)

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        store = str((folder / "store").resolve())
        return [str(self.executable()), "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
