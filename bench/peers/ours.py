"""This project's server, on a release of the data."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import ClassVar

from bench.data import Data
from bench.peers.base import Loaded, Peer, run
from strategy_graph import __version__

# Python's own start is no part of a load: a server that is up loads without it.
_LOAD = """
import sys, time
from pathlib import Path
from strategy_graph.dataset import build_user_data_release, user_data_target
began = time.perf_counter()
release = build_user_data_release(Path(sys.argv[1]), user_data_target(Path(sys.argv[1])))
print(time.perf_counter() - began, release.directory)
"""


class Ours(Peer):
    name: ClassVar[str] = "ours"
    title: ClassVar[str] = "strategy-graph"
    program: ClassVar[str] = "strategy-graph"

    def executable(self) -> str | None:
        return sys.executable

    def version(self) -> str:
        return __version__

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        environment = {**os.environ, **self.environment(folder)}
        command = [sys.executable, "-c", _LOAD, str(data.path.resolve())]
        said = run(command, limit, cwd=folder, environment=environment)
        seconds, _, release = said.strip().partition(" ")
        return Loaded(float(seconds), Path(release) / "store")

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        serve = ["serve", "--data", str(data.path.resolve()), "--port", str(port)]
        return [sys.executable, "-m", "strategy_graph.cli", *serve]

    def environment(self, folder: Path) -> dict[str, str]:
        return {"XDG_CACHE_HOME": str(folder.resolve())}
