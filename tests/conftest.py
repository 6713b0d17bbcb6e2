"""What tests of several folders share: our own release, and stores that hold it."""

from __future__ import annotations

import fcntl
import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from strategy_graph.dataset import Content, Release, build_release, current_release, find_content
from tests.servers import STORES, RunningStore, loaded, start_store
from tests.support.content import make_content


def pytest_collection_finish() -> None:
    """Exclude the collected tests from garbage collection, and collect seldom.

    Each full collection went through the objects of more than ten thousand tests: a third of the processor time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let each client load one certificate authority: all of them take 30 ms, and no test leaves this machine."""
    bundle = Path(certifi.where()).read_text(encoding="utf-8")
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    one = tmp_path_factory.mktemp("authority") / "one.pem"
    one.write_text(begin + bundle.split(begin)[1].split(end)[0] + end + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(one))
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as foreign what runs on a store of another maker; ask each slow test why it is slow."""
    for item in items:
        for mark in item.iter_markers("slow"):
            if not mark.kwargs.get("reason"):
                raise pytest.UsageError(f"{item.nodeid}: say why it is slow: pytest.mark.slow(reason=…)")
        chosen = getattr(item, "callspec", None)
        if chosen is not None and any(isinstance(value, str) and value in STORES for value in chosen.params.values()):
            item.add_marker("foreign")
    # Files with slow tests first: the last files of a run should not leave processes idle.
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def real_release(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Release:
    """A release of the repository's own content: built by the first process that needs it, and copied by the others."""
    own = tmp_path_factory.getbasetemp()
    built = (own if worker_id == "master" else own.parent) / "built-release"
    with built.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if current_release(built) is None:
            build_release(find_content(), built)
    copy = own / "real-release"
    shutil.copytree(built, copy, symlinks=True)
    release = current_release(copy)
    assert release is not None
    return release


@pytest.fixture(scope="session")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the minimal content: a store takes it in a moment."""
    folder = tmp_path_factory.mktemp("small-release")
    return build_release(Content(make_content(folder / "content")), folder / "release")


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
