"""Comunica over a file, with as many workers as cores; it loads with the first query."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from bench.data import Data
from bench.peers.base import Loaded, Peer

_HEAP_MIB = 8192
_LOOPBACK = Path(__file__).with_name("loopback.cjs")


class Comunica(Peer):
    name: ClassVar[str] = "comunica"
    title: ClassVar[str] = "Comunica"
    program: ClassVar[str] = "comunica-sparql-file-http"

    def version(self) -> str:
        found = Path(str(self.executable())).resolve()
        for folder in found.parents:
            package = folder / "package.json"
            if package.is_file():
                return str(json.loads(package.read_text(encoding="utf-8"))["version"])
        return "unknown"

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        return Loaded()

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        workers = str(os.cpu_count() or 1)
        options = ["--port", str(port), "--workers", workers, "--timeout", "60", "--logLevel", "error"]
        return [str(self.executable()), *options, str(data.path.resolve())]

    def environment(self, folder: Path) -> dict[str, str]:
        # A Node that was installed beside it goes before the machine's own, which may be too old for it.
        beside = str(Path(str(self.executable())).parent)
        return {
            "PATH": os.pathsep.join((beside, os.environ.get("PATH", ""))),
            "NODE_OPTIONS": f'--max-old-space-size={_HEAP_MIB} --require "{_LOOPBACK}"',
        }
