"""What each store does otherwise than the embedded engine; docs/for-operators.md lists it for operators.

A test that fails here tells that a store has changed, and that the list should.
"""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from strategy_graph.dataset import Release
from strategy_graph.engine import EngineUnavailable, Guard, QueryRequest
from strategy_graph.engine.dataset_clauses import RemoteDatasets
from strategy_graph.engine.remote.engine import RemoteEngine
from strategy_graph.namespaces import GRAPH_META, GRAPH_SHAPES, TERMS, THINGS
from tests.servers import RunningStore, start_store

pytestmark = pytest.mark.foreign

Ask = Callable[[str], list[str]]


@pytest.fixture
def ask(remote_store: RunningStore, real_release: Release) -> Ask:
    graphs = tuple(graph for graph in real_release.graphs if graph != GRAPH_SHAPES)
    engine = RemoteEngine(remote_store.sparql, datasets=RemoteDatasets(graphs, graphs))

    def lines(query: str) -> list[str]:
        return engine.query(QueryRequest(Guard().admit(query), "text/tab-separated-values")).body.decode().splitlines()

    return lines


@pytest.mark.parametrize(
    ("query", "on_oxigraph", "on_virtuoso"),
    [
        ('SELECT (GROUP_CONCAT(?x; SEPARATOR=" ") AS ?y) { VALUES ?x { "a"@en "b"@en } }', '"a b"@en', '"a b"'),
        ('SELECT (GROUP_CONCAT(?x) AS ?y) { VALUES ?x { "a" "b" } }', '"a b"', "error: Required argument DELIM"),
        ("SELECT (2147483647 AS ?x) {}", "2147483647", "2147483647"),
        (f"SELECT ?d {{ ?s <{TERMS}refreshInterval> ?d }}", '"P1Y"^^', '"12"^^'),
        ("SELECT (1/0 AS ?x) {}", "", "error: Division by 0"),
        # The shapes are not in the dataset.
        (f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH_SHAPES}> {{ ?s ?p ?o }} }}", "0", "1"),
        (f"SELECT (COUNT(?s) AS ?n) {{ GRAPH <{GRAPH_SHAPES}> {{ ?s ?p ?o }} }}", "0", "0"),
        (f"SELECT ?s {{ GRAPH <{GRAPH_SHAPES}> {{ ?s ?p ?o }} }}", "", ""),
        (
            f"SELECT (COUNT(?t) AS ?n) {{ VALUES ?x {{ <{THINGS}theme/trust> }} ?x a ?c OPTIONAL {{ ?t a <{TERMS}Theme>"
            " FILTER (?t != ?x) } }",
            "2",
            "0",
        ),
    ],
)
def test_terms_and_counts(ask: Ask, remote_store: RunningStore, query: str, on_oxigraph: str, on_virtuoso: str) -> None:
    expected = on_oxigraph if remote_store.name == "oxigraph" else on_virtuoso
    if expected.startswith("error: "):
        with pytest.raises(EngineUnavailable, match=expected.removeprefix("error: ")):
            ask(query)
    else:
        rows = ask(query)[1:]
        assert "".join(rows).startswith(expected) and bool(rows) >= bool(expected)


def test_ask_of_a_graph_outside_the_dataset(ask: Ask, remote_store: RunningStore) -> None:
    for graph in (GRAPH_SHAPES, "urn:nothing"):
        answer = ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        assert answer == ["true" if remote_store.name == "virtuoso" else "false"]


def test_texts_in_two_languages_sort_apart(ask: Ask, remote_store: RunningStore) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    rows = ask(f"SELECT ?l {{ ?t a <{TERMS}Theme> ; {label} ?l }} ORDER BY ?l")[1:]
    assert len(rows) == 6
    assert (rows == sorted(rows)) == (remote_store.name == "oxigraph")


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_a_triple_in_two_graphs_and_a_graph_sent_in_chunks(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    triple = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
    with start_store(name, tmp_path_factory.mktemp(name)) as store:
        auth = httpx.DigestAuth("dba", "dba") if store.credentials else None
        headers = {"Content-Type": "application/n-triples"}
        for graph in ("urn:a", "urn:b"):
            httpx.put(store.graph_store, params={"graph": graph}, content=triple, headers=headers, auth=auth)
        engine = RemoteEngine(store.sparql, datasets=RemoteDatasets(("urn:a", "urn:b")))
        query = Guard().admit("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert engine.query(QueryRequest(query, "text/csv")).body == b"n\r\n2\r\n"
        # Since the server's challenge is known by now, the body goes out once.
        pieces = iter([triple])
        sent = httpx.put(store.graph_store, params={"graph": "urn:c"}, content=pieces, headers=headers, auth=auth)
        assert sent.status_code == 201
        found = engine.query(QueryRequest(query, "text/csv", default_graphs=("urn:c",))).body
        assert found == (b"n\r\n0\r\n" if name == "virtuoso" else b"n\r\n1\r\n")


def test_from_alone_shows_every_named_graph(ask: Ask, remote_store: RunningStore) -> None:
    # Of all triples Virtuoso would list the graphs in twelve seconds.
    shape = "<http://www.w3.org/ns/shacl#NodeShape>"
    rows = ask(f"SELECT DISTINCT ?g FROM <{GRAPH_META}> {{ GRAPH ?g {{ ?s a {shape} }} }}")[1:]
    assert (f"<{GRAPH_SHAPES}>" in rows) == (remote_store.name == "virtuoso")
