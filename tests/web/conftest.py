"""Fixtures: the real command serves the real graph on a free loopback port."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from strategy_graph.dataset import Release
from tests.servers import STORES, RunningStore, free_port

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


Serve = Callable[..., Running]
Start = Callable[..., str]


@pytest.fixture(scope="package")
def serve(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return a function that starts a server of our release on a free port; all are terminated at the end.

    Keyword arguments become environment variables. The servers share a release folder, so tests must not build into it.
    """
    work = tmp_path_factory.mktemp("served")
    environment = {
        **os.environ,
        "STRATEGY_GRAPH_RELEASE": str(real_release.directory.parent),
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

    yield run
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


@pytest.fixture(scope="package")
def start(serve: Serve) -> Start:
    """Return a function that starts a server and returns its address."""
    return lambda *arguments, **more: serve(*arguments, **more).address


def crossed(rows: int) -> str:
    """Return a slow query with a ``%d`` placeholder that makes it unique; its duration grows with ``rows`` squared."""
    return (
        f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?a {{ ?a ?b ?c }} LIMIT {rows} }} "
        f"{{ SELECT ?d {{ ?d ?e ?f }} LIMIT {rows} }} FILTER (STRLEN(CONCAT(STR(?a), STR(?d))) = %d) }}"
    )


@pytest.fixture(scope="module")
def running(serve: Serve) -> Running:
    """Start a server of our own graph for one test module."""
    return serve("--query-timeout", "30")


@pytest.fixture
def client(running: Running) -> httpx.Client:
    """Return a client of that server with a timeout of 60 s."""
    return httpx.Client(base_url=running.address, timeout=60)


@pytest.fixture(scope="package", params=["embedded", *STORES])
def engine(request: pytest.FixtureRequest) -> str:
    """Return the name of the engine: our own, then two third-party servers."""
    return str(request.param)


def serve_over(engine: str, seconds: int, start: Start, request: pytest.FixtureRequest) -> str:
    """Return the address of a server of our own graph over an engine, with a time limit on queries."""
    if engine == "embedded":
        return start("--query-timeout", str(seconds))
    store = request.getfixturevalue(engine)
    assert isinstance(store, RunningStore)
    return start("--query-timeout", str(seconds), "--remote", store.sparql)


@pytest.fixture(scope="package")
def server(engine: str, start: Start, request: pytest.FixtureRequest) -> str:
    """Return the address of a server with a short time limit, over each engine."""
    return serve_over(engine, 2 if engine == "embedded" else 10, start, request)


@pytest.fixture(scope="package")
def patient_server(engine: str, start: Start, request: pytest.FixtureRequest) -> str:
    """Return the address of a server whose time limit no query of ours reaches, on however busy a machine."""
    return serve_over(engine, 30, start, request)
