"""The real command, serving the real graph on a free loopback port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts servers, each on a port of its own, and ends them all."""
    work = tmp_path_factory.mktemp("served")
    environment = {
        **os.environ,
        "STRATEGY_GRAPH_RELEASE": str(work / "release"),
        "XDG_CACHE_HOME": str(work / "cache"),
        "PYTHONPATH": str(ROOT / "server"),
    }
    running: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str) -> str:
        port = free_port()
        command = [sys.executable, "-m", "strategy_graph.cli", "serve", "--port", str(port), *arguments]
        process = subprocess.Popen(command, cwd=work, env=environment)
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            assert process.poll() is None, "the server ended before it answered"
            try:
                if httpx.get(address + "/health", timeout=2).status_code == 200:
                    return address
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server did not answer within a minute")

    yield run
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


@pytest.fixture(scope="package")
def server(start: Start) -> str:
    """The address of a server of our own graph, with a short time limit."""
    return start("--query-timeout", "2")
