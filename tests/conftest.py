"""What tests of several folders share: our own release, and stores that hold it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from strategy_graph.dataset import Release, build_release, find_content
from tests.servers import STORES, RunningStore, loaded, start_store


@pytest.fixture(scope="session")
def real_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the repository's own content."""
    return build_release(find_content(), tmp_path_factory.mktemp("real-release"))


@pytest.fixture(scope="session")
def oxigraph(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    """An Oxigraph server with our release; not to be written to."""
    with start_store("oxigraph", tmp_path_factory.mktemp("oxigraph")) as store:
        yield loaded(store, real_release)


@pytest.fixture(scope="session")
def virtuoso(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    """A Virtuoso server with our release; not to be written to."""
    with start_store("virtuoso", tmp_path_factory.mktemp("virtuoso")) as store:
        yield loaded(store, real_release)


@pytest.fixture(scope="session", params=STORES)
def remote_store(request: pytest.FixtureRequest) -> RunningStore:
    """Each of the stores in turn, with our release."""
    store = request.getfixturevalue(request.param)
    assert isinstance(store, RunningStore)
    return store
