"""Which graphs a remote engine is told that a query is about."""

from __future__ import annotations

import pytest

from strategy_graph.engine.api import QueryForbidden, QueryRequest
from strategy_graph.engine.dataset_clauses import NO_GRAPH, RemoteDatasets, each_graph_once, remove_dataset_clauses
from strategy_graph.engine.guard import Guard

DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
DATASETS = RemoteDatasets(("g:a", "g:b"), ("g:a", "g:b", "g:c"))


def request(query: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> QueryRequest:
    return QueryRequest(Guard().admit(query), "text/csv", default, named)


def test_a_query_without_a_dataset_gets_ours() -> None:
    text, parameters = DATASETS.apply(request("SELECT * { ?s ?p ?o }"))
    assert text == "SELECT * { ?s ?p ?o }"
    assert parameters == [(DEFAULT, "g:a"), (DEFAULT, "g:b"), (NAMED, "g:a"), (NAMED, "g:b"), (NAMED, "g:c")]


def test_the_request_overrides_and_says_what_there_is_none_of() -> None:
    assert DATASETS.apply(request("ASK {}", ("g:c", "g:c")))[1] == [(DEFAULT, "g:c"), (NAMED, NO_GRAPH)]
    assert DATASETS.apply(request("ASK {}", (), ("g:c",)))[1] == [(DEFAULT, NO_GRAPH), (NAMED, "g:c")]


def test_a_query_of_its_own_dataset_is_left_alone_unless_the_request_overrides_it() -> None:
    query = "SELECT * FROM <g:x> { ?s ?p ?o }"
    assert DATASETS.apply(request(query)) == (query, [])
    text, parameters = DATASETS.apply(request(query, ("g:a",)))
    assert text == "SELECT *            { ?s ?p ?o }"
    assert parameters == [(DEFAULT, "g:a"), (NAMED, NO_GRAPH)]


def test_with_no_graphs_the_remote_decides() -> None:
    assert RemoteDatasets().apply(request("ASK {}")) == ("ASK {}", [])


@pytest.mark.parametrize(
    ("query", "blanked"),
    [
        ("ASK FROM\n<g:a>#x\nFROM NAMED <g:b> { }", "ASK     \n     #x\n                 { }"),
        ("PREFIX from: <g:> ASK from named from:x {}", "PREFIX from: <g:> ASK                   {}"),
        ('ASK { ?s ?p "FROM <g:a>" } # FROM <g:b>', 'ASK { ?s ?p "FROM <g:a>" } # FROM <g:b>'),
        ("ASK { ?FROM <g:a> <FROM> }", "ASK { ?FROM <g:a> <FROM> }"),
    ],
)
def test_dataset_clauses_are_blanked_and_nothing_moves(query: str, blanked: str) -> None:
    assert remove_dataset_clauses(query) == blanked


def test_graphs_of_other_names() -> None:
    renamed = RemoteDatasets(("g:a",), ("g:a", "g:b"), {"g:a": "r:a"})
    assert renamed.apply(request("ASK {}"))[1] == [(DEFAULT, "r:a"), (NAMED, "r:a"), (NAMED, "g:b")]
    assert renamed.apply(request("ASK {}", ("g:a",)))[1] == [(DEFAULT, "r:a"), (NAMED, NO_GRAPH)]
    for query in ("ASK { GRAPH ?g {} }", "ASK FROM <g:a> {}", "ASK { gr\\u0061ph <g:a> {} }"):
        with pytest.raises(QueryForbidden, match="other names"):
            renamed.apply(request(query))
    same = RemoteDatasets(("g:a",), ("g:a",), {"g:a": "g:a"})
    assert same.apply(request("ASK { GRAPH ?g {} }"))[1] == [(DEFAULT, "g:a"), (NAMED, "g:a")]


@pytest.mark.parametrize(
    ("query", "blanked"),
    [
        ("ASK FROM <g:a> FROM <g:a> {}", "ASK FROM <g:a>            {}"),
        ("ASK FROM NAMED <g:a> FROM <g:a> {}", "ASK FROM NAMED <g:a> FROM <g:a> {}"),
        ("ASK from named <g:a> FROM\nNAMED <g:a> {}", "ASK from named <g:a>     \n            {}"),
        ("PREFIX g: <g:> ASK FROM g:a FROM <g:a> {}", "PREFIX g: <g:> ASK FROM g:a            {}"),
        (
            "PREFIX g: <\\u0067:> ASK FROM <g:a> FROM g:a FROM <\\u0067:a> {}",
            "PREFIX g: <\\u0067:> ASK FROM <g:a> " + " " * 25 + "{}",
        ),
        ("BASE <http://x/> ASK FROM <a> FROM <http://x/a> {}", "BASE <http://x/> ASK FROM <a>                   {}"),
        ('ASK FROM <g:a> { ?s ?p "FROM <g:a>" }', 'ASK FROM <g:a> { ?s ?p "FROM <g:a>" }'),
    ],
)
def test_a_graph_named_again_is_blanked(query: str, blanked: str) -> None:
    assert each_graph_once(query) == blanked
