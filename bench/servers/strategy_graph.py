"""This project's server, on a release that is built from the data."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar

from bench.data import DataFile
from bench.servers.base import LoadResult, Server, run_command
from strategy_graph import __version__

# The time is measured in the script, so that it excludes the start of Python: a running server loads without one.
_LOAD_SCRIPT = """
import sys, time
from pathlib import Path
from strategy_graph.dataset import build_user_data_release, user_data_target
started = time.perf_counter()
release = build_user_data_release(Path(sys.argv[1]), user_data_target(Path(sys.argv[1])))
print(time.perf_counter() - started, release.directory)
"""


class StrategyGraph(Server):
    name: ClassVar[str] = "ours"
    title: ClassVar[str] = "strategy-graph"
    program: ClassVar[str] = "strategy-graph"

    def executable(self) -> str | None:
        return sys.executable

    def version(self) -> str:
        return __version__

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        environment = {**os.environ, **self.environment(folder)}
        command = [sys.executable, "-c", _LOAD_SCRIPT, str(data.path.resolve())]
        output = run_command(command, limit, cwd=folder, environment=environment)
        seconds, _, release = output.strip().partition(" ")
        return LoadResult(float(seconds), Path(release) / "store")

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        serve = ["serve", "--data", str(data.path.resolve()), "--port", str(port)]
        return [sys.executable, "-m", "strategy_graph.cli", *serve]

    def environment(self, folder: Path) -> dict[str, str]:
        return {"XDG_CACHE_HOME": str(folder.resolve())}
