"""Comunica on a file, with one worker per core; it loads the data with the first query."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from bench.data import DataFile
from bench.servers.base import LoadResult, Server

_HEAP_MIB = 8192
_LISTEN_ON_LOOPBACK = Path(__file__).with_name("listen_on_loopback.cjs")


class Comunica(Server):
    name: ClassVar[str] = "comunica"
    title: ClassVar[str] = "Comunica"
    program: ClassVar[str] = "comunica-sparql-file-http"

    def version(self) -> str:
        for folder in Path(str(self.executable())).resolve().parents:
            package = folder / "package.json"
            if package.is_file():
                return str(json.loads(package.read_text(encoding="utf-8"))["version"])
        return "unknown"

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        return LoadResult()

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        workers = str(os.cpu_count() or 1)
        options = ["--port", str(port), "--workers", workers, "--timeout", "60", "--logLevel", "error"]
        return [str(self.executable()), *options, str(data.path.resolve())]

    def environment(self, folder: Path) -> dict[str, str]:
        # Prefer a Node that is installed with Comunica, since the Node of the system may be too old.
        node_folder = str(Path(str(self.executable())).parent)
        return {
            "PATH": os.pathsep.join((node_folder, os.environ.get("PATH", ""))),
            "NODE_OPTIONS": f'--max-old-space-size={_HEAP_MIB} --require "{_LISTEN_ON_LOOPBACK}"',
        }
