"""rdflib-endpoint: RDFLib in memory behind FastAPI; it loads as it starts."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from bench.data import Data
from bench.peers.base import Loaded, Peer, run


class RdflibEndpoint(Peer):
    name: ClassVar[str] = "rdflib-endpoint"
    title: ClassVar[str] = "rdflib-endpoint"
    path: ClassVar[str] = "/"
    program: ClassVar[str] = "rdflib-endpoint"

    def version(self) -> str:
        python = Path(str(self.executable())).with_name("python")
        said = "from importlib.metadata import version as v; print(v('rdflib-endpoint'), 'on RDFLib', v('rdflib'))"
        return run([str(python), "-c", said], 20, cwd=Path.cwd()).strip()

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        return Loaded()

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        return [str(self.executable()), "serve", "--host", "127.0.0.1", "--port", str(port), str(data.path.resolve())]
