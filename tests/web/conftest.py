"""Fixtures: the real command serves the real graph on a free loopback port."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from strategy_graph.dataset import Release
from tests.servers import STORES, RunningStore
from tests.servers.service import ROOT, Running, Serve, services

__all__ = ["ROOT", "Running", "Serve", "Start"]

Start = Callable[..., str]


@pytest.fixture(scope="package")
def serve(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return a function that starts a server of our release on a free port; all are terminated at the end.

    Keyword arguments become environment variables. The servers share a release folder, so tests must not build into it.
    """
    with services(real_release.directory.parent, tmp_path_factory.mktemp("served")) as run:
        yield run


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


@pytest.fixture(scope="package")
def running(serve: Serve) -> Running:
    """Start a server of our own graph, which no test stops or changes."""
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


@pytest.fixture(scope="package", params=["embedded", "virtuoso"])
def page_engine(request: pytest.FixtureRequest) -> str:
    """Return the name of the engine behind pages: our own, then the store that answers most otherwise.

    Oxigraph's server runs what our own engine runs; that it answers each query alike is tested in tests/engine.
    """
    return str(request.param)


@pytest.fixture(scope="package")
def patient_server(page_engine: str, start: Start, request: pytest.FixtureRequest) -> str:
    """Return the address of a server whose time limit no query of ours reaches, on however busy a machine."""
    return serve_over(page_engine, 30, start, request)
