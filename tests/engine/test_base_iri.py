"""The base of relative IRIs, written into queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from strategy_graph.engine import Guard, QueryRequest
from strategy_graph.engine.base_iri import resolved, with_base
from strategy_graph.engine.remote.engine import RemoteEngine
from tests.servers import STORES, start_store

BASE = "https://example.org/base/"
ROWS = "(<b> AS ?x) (<#c> AS ?y)"

QUERIES = [
    f"SELECT {ROWS} {{}}",
    f"BASE <http://example.org/own/> SELECT {ROWS} {{}}",
    f"base <own/>\nSELECT {ROWS} {{}}",
    f"# BASE <http://example.org/comment/>\nBASE <https://example.org/base/> # again\nSELECT {ROWS} {{}}",
    f"PREFIX a: <x#> BASE <http://example.org/own/> PREFIX b: <x#> SELECT {ROWS} (a:d AS ?z) (b:d AS ?w) {{}}",
    f"BASE <http://example.org/1/> PREFIX a: <x/> BASE <2/> PREFIX : <#> SELECT {ROWS} (a:d AS ?z) (:d AS ?w) {{}}",
    f"PREFIX base: <http://example.org/own#> SELECT {ROWS} (base:b AS ?z) {{}}",
]
ESCAPED = f"PREFIX a: <http://example.org/\\u0061/> SELECT {ROWS} (a:b AS ?z) {{}}"
"""Virtuoso has no escapes in IRIs."""


def values(query: str, base: str | None) -> list[str]:
    rows = Store().query(query, base_iri=base)
    assert isinstance(rows, QuerySolutions)
    return [str(value) for row in rows for value in row]


@pytest.mark.parametrize("query", [*QUERIES, ESCAPED])
def test_iris_are_as_with_the_base_of_the_document(query: str) -> None:
    written = with_base(query, BASE)
    assert values(written, None) == values(query, BASE)
    head = written.partition("SELECT")[0]
    assert head.startswith("BASE <")
    assert head.count("BASE <") - head.count("# BASE <") == 1


@pytest.mark.parametrize("query", ["BASE <urn:x:y> BASE <z> ASK {}", "BASE <http://x/\\u0061> ASK {}", "BASE"])
def test_a_base_that_is_not_understood_stays(query: str) -> None:
    assert with_base(query, BASE) == f"BASE <{BASE}> {query}"


@pytest.mark.parametrize(
    ("reference", "iri"),
    [("#", f"{BASE}#"), ("a#", f"{BASE}a#"), ("../x", "https://example.org/x"), ("http://x/ns#", "http://x/ns#")],
)
def test_references_resolve(reference: str, iri: str) -> None:
    assert resolved(BASE, reference) == iri


@pytest.mark.parametrize("name", STORES)
def test_stores_take_a_query_with_a_base_of_its_own(name: str, tmp_path: Path) -> None:
    with start_store(name, tmp_path) as store:
        engine = RemoteEngine(store.sparql, base=BASE)
        for query in QUERIES:
            result = engine.query(QueryRequest(Guard().admit(query), "text/csv"))
            rows = result.body.decode().split("\r\n")[1].split(",")
            assert [f"<{iri}>" for iri in rows] == values(query, BASE), query
        engine.close()
