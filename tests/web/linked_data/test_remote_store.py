"""Documents are the same over a remote store as over the embedded one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset import Release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY
from tests.servers import RunningStore

PATHS = ("/id/theme/trust", "/id/initiative/christchurch-call", "/id/source/summary", "/changelog", "/ontology/0.2.0")


@pytest.fixture(scope="module")
def remote(remote_store: RunningStore, real_release: Release) -> Iterator[FlaskClient]:
    app = create_app(Settings(query_workers=2, remote=remote_store.sparql), real_release)
    yield app.test_client()
    app.extensions[KEY].engine.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_document_says_the_same_over_a_remote_store(client: FlaskClient, remote: FlaskClient, path: str) -> None:
    for page in ("", "?page=2") if path.endswith("summary") else ("",):
        ours, theirs = (each.get(f"{path}.nt{page}") for each in (client, remote))
        assert ours.status_code == theirs.status_code == 200, theirs.text
        assert statements(ours.data) == statements(theirs.data)


def statements(body: bytes) -> set[str]:
    """Return the statements without the labels of blank nodes."""
    quads = parse(body, format=RdfFormat.N_TRIPLES)
    return {f"{_named(quad.subject)} {quad.predicate} {_named(quad.object)}" for quad in quads}


def _named(node: object) -> str:
    return "[]" if str(node).startswith("_:") else str(node)
