"""Deviations of Oxigraph from the standard that docs/for-researchers.md lists.

A test that fails here means that a new release has fixed one: remove its line there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from strategy_graph.engine import EmbeddedEngine, QuerySyntaxError
from tests.engine.conftest import EX, SHOWN, ask

ROOT = Path(__file__).resolve().parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("query", "does", "instead", "gives"),
    [
        (
            'SELECT (REPLACE("abc", "(b)", "$1x") AS ?v) {}',
            "ac",
            'SELECT (REPLACE("abc", "(b)", "${1}x") AS ?v) {}',
            "abxc",
        ),
        (
            "SELECT (GROUP_CONCAT(?x) AS ?v) { VALUES ?x { <x:a> } }",
            "",
            "SELECT (GROUP_CONCAT(STR(?x)) AS ?v) { VALUES ?x { <x:a> } }",
            "x:a",
        ),
        (
            f"SELECT (SAMPLE(?g) AS ?v) {{ GRAPH ?g {{ SELECT ?s {{ ?s ?p 'hidden' }} }} FILTER (?s = <{EX}secret>) }}",
            "",
            "SELECT (SAMPLE(?g) AS ?v) { { SELECT ?g ?s { GRAPH ?g { ?s ?p 'hidden' } } } }",
            EX + "graph/hidden",
        ),
        (
            f"SELECT (COUNT(*) AS ?v) {{ <x:absent> <{EX}p>* ?o }}",
            "0",
            f"SELECT (COUNT(*) AS ?v) {{ {{ BIND(<x:absent> AS ?o) }} UNION {{ <x:absent> <{EX}p>+ ?o }} }}",
            "1",
        ),
        (
            'SELECT (COUNT(DISTINCT ?b) AS ?v) { VALUES ?x { 1 2 } BIND(BNODE("a") AS ?b) }',
            "1",
            "SELECT (COUNT(DISTINCT ?b) AS ?v) { VALUES ?x { 1 2 } BIND(BNODE() AS ?b) }",
            "2",
        ),
        ("SELECT (9223372036854775807 + 1 AS ?v) {}", "", "SELECT (9223372036854775807.0 + 1 AS ?v) {}", f"{1 << 63}"),
        (
            f"SELECT (COUNT(*) AS ?v) FROM <{SHOWN}> FROM <{SHOWN}/copy> {{ ?s ?p ?o }}",
            "2000",
            f"SELECT (COUNT(*) AS ?v) FROM <{SHOWN}> FROM <{SHOWN}/copy> {{ {{ SELECT DISTINCT * {{ ?s ?p ?o }} }} }}",
            "1000",
        ),
    ],
)
def test_what_it_does_and_what_to_write_instead(
    engine: EmbeddedEngine, query: str, does: str, instead: str, gives: str
) -> None:
    assert ask(engine, query).decode().split("\r\n")[1] == does
    assert ask(engine, instead).decode().split("\r\n")[1] == gives


def test_booleans_in_capitals_are_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(QuerySyntaxError, match="TRUE is written in small letters") as caught:
        ask(engine, "SELECT (TRUE AS ?v) {}")
    assert (caught.value.line, caught.value.column) == (1, 9)


def test_literals_are_normalised_in_the_store() -> None:
    store = Store()
    store.load(
        f'<x:a> <x:p> "007"^^<{XSD}integer>, "7"^^<{XSD}int>, "1.50"^^<{XSD}decimal> .'.encode(), RdfFormat.TURTLE
    )
    assert sorted(str(quad.object) for quad in store) == [f'"1.5"^^<{XSD}decimal>', f'"7"^^<{XSD}integer>']


def test_the_documentation_tells_of_each() -> None:
    text = (ROOT / "docs" / "for-researchers.md").read_text("utf-8")
    for words in ("`$1x`", "GROUP_CONCAT", "sub-select", ":p*", "BNODE", "64 bits", "TRUE", "007", "FROM <a> FROM <b>"):
        assert words in text
