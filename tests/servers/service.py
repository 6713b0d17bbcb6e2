"""The real command serving a release on a free loopback port."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.servers.stores import free_port

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A running server that answers requests."""

    address: str
    process: subprocess.Popen[bytes]
    releases: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def health(self) -> Any:
        return httpx.get(self.address + "/health", timeout=10).json()

    def queries(self) -> int:
        """Return the number of queries run, those included by which the service has read the index of its documents."""
        httpx.get(self.address + "/id/", timeout=30).raise_for_status()
        return int(self.health()["engine"]["queries"])


Serve = Callable[..., Running]


@contextmanager
def services(releases: Path, work: Path) -> Iterator[Serve]:
    """Yield a function that starts a server of a folder of releases; all servers are terminated at the end.

    Its positional arguments are those of the command, its keyword arguments become environment variables.

    :param work: a temporary folder in which the servers run.
    """
    environment = {
        **os.environ,
        "STRATEGY_GRAPH_RELEASE": str(releases),
        # Most tests ask for one page or none.
        "STRATEGY_GRAPH_PREPARE_PAGES": "false",
        "XDG_CACHE_HOME": str(work / "cache"),
        "PYTHONPATH": str(ROOT / "server"),
    }
    running: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str, **more: str) -> Running:
        port = free_port()
        command = [sys.executable, "-m", "strategy_graph.cli", "serve", "--port", str(port), *arguments]
        whole = {**environment, **more}
        process = subprocess.Popen(command, cwd=work, env=whole)
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            assert process.poll() is None, "the server ended before it answered"
            try:
                if httpx.get(address + "/health", timeout=2).status_code == 200:
                    return Running(address, process, Path(whole["STRATEGY_GRAPH_RELEASE"]))
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server did not answer within a minute")

    try:
        yield run
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)
