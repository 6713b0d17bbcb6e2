"""rdflib-endpoint: RDFLib in memory behind FastAPI; it loads the data when it starts."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from bench.data import DataFile
from bench.servers.base import LoadResult, Server, run_command


class RdflibEndpoint(Server):
    name: ClassVar[str] = "rdflib-endpoint"
    title: ClassVar[str] = "rdflib-endpoint"
    endpoint: ClassVar[str] = "/"
    program: ClassVar[str] = "rdflib-endpoint"

    def version(self) -> str:
        python = Path(str(self.executable())).with_name("python")
        script = "from importlib.metadata import version as v; print(v('rdflib-endpoint'), 'on RDFLib', v('rdflib'))"
        return run_command([str(python), "-c", script], 20, cwd=Path.cwd()).strip()

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        return LoadResult()

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        return [str(self.executable()), "serve", "--host", "127.0.0.1", "--port", str(port), str(data.path.resolve())]
