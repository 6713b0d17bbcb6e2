"""The comparison of results that the tests of the W3C query suites use."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tests.support.w3c_results import READERS, Answer, Match, Row, Table, compare

A, B, C = BNode("a"), BNode("b"), BNode("c")
IRI, TEXT = URIRef("x:a"), Literal("text", lang="en")
ONE = Literal("1", datatype=rdflib.XSD.integer)


def written(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)


def table(*rows: Row, ordered: bool = False) -> Table:
    return Table(tuple("xyz"[: len(rows[0])]), list(rows), ordered)


def graph(*values: Node) -> Graph:
    made = Graph()
    for value in values:
        made.add((IRI, IRI, value))
    return made


@pytest.mark.parametrize(
    ("ours", "expected", "match"),
    [
        (table((IRI, None), (TEXT, A)), table((TEXT, B), (IRI, None)), Match.TERMS),
        (table((IRI,), (IRI,)), table((IRI,)), Match.NONE),
        (table((IRI,), (TEXT,)), table((TEXT,), (IRI,), ordered=True), Match.NONE),
        (table((A,), (IRI,)), table((B,), (IRI,), ordered=True), Match.TERMS),
        (table((A,), (A,)), table((A,), (B,)), Match.NONE),
        (table((A,), (B,)), table((A,), (A,)), Match.NONE),
        (table((A, B), (B, C), (C, A)), table((B, A), (A, C), (C, B)), Match.TERMS),
        (table((A, B), (B, C), (C, A)), table((A, B), (B, A), (C, C)), Match.NONE),
        (table((ONE,)), table((written("01", rdflib.XSD.integer),)), Match.VALUES),
        (table((ONE,)), table((written("1", rdflib.XSD.byte),)), Match.VALUES),
        (table((ONE,)), table((written("1", rdflib.XSD.decimal),)), Match.NONE),
        (table((ONE,)), table((Literal("1"),)), Match.NONE),
        (table((written("1000000", rdflib.XSD.double),)), table((written("1.0E6", rdflib.XSD.double),)), Match.VALUES),
        (table((None,)), table((Literal(""),)), Match.NONE),
        (table((IRI,)), Table(("other",), [(IRI,)]), Match.NONE),
        (graph(A, ONE), graph(B, ONE), Match.TERMS),
        (graph(A, B), graph(A), Match.NONE),
        (graph(ONE), graph(written("+1", rdflib.XSD.integer)), Match.VALUES),
        (graph(ONE), graph(written("2", rdflib.XSD.integer)), Match.NONE),
        (True, True, Match.TERMS),
        (True, False, Match.NONE),
        (True, table((IRI,)), Match.NONE),
    ],
)
def test_answers_are_compared(ours: Answer, expected: Answer, match: Match) -> None:
    assert compare(ours, expected) is match


def test_rows_may_be_fewer_where_the_test_is_lax() -> None:
    three = table((IRI,), (IRI,), (TEXT,))
    assert compare(table((TEXT,), (IRI,)), three, lax=True) is Match.TERMS
    assert compare(table((IRI,), (IRI,)), three, lax=True) is Match.NONE
    assert compare(table((TEXT,), (TEXT,), (IRI,)), three, lax=True) is Match.NONE


def test_csv_is_compared_without_datatypes() -> None:
    lossy = READERS["csv"](b"x,y\r\nx:a,1\r\ntext,\r\n_:b0,1000000\r\n")
    typed = table((IRI, ONE), (TEXT, None), (A, written("1.0E6", rdflib.XSD.double)))
    assert compare(lossy, typed) is Match.VALUES
    assert compare(lossy, table(*typed.rows[:2], (A, written("1000000", rdflib.XSD.double)))) is Match.TERMS
    assert compare(lossy, table(*typed.rows[:2], (IRI, written("1000000", rdflib.XSD.double)))) is Match.NONE


def test_a_table_is_the_same_in_every_lossless_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    cells: list[dict[str, str] | None] = [
        {"type": "literal", "value": "01", "datatype": integer},
        None,
        {"type": "literal", "value": 'a\t"', "xml:lang": "en"},
        {"type": "bnode", "value": "b"},
        {"type": "uri", "value": "x:a"},
    ]
    bindings = [{"x": cell} if cell else {} for cell in cells]
    srj = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}})
    xml = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results>'
        f'<result><binding name="x"><literal datatype="{integer}">01</literal></binding></result><result/>'
        '<result><binding name="x"><literal xml:lang="en">a\t"</literal></binding></result>'
        '<result><binding name="x"><bnode>b</bnode></binding></result>'
        '<result><binding name="x"><uri>x:a</uri></binding></result></results></sparql>'
    )
    tsv = '?x\n01\n\n"a\\t\\""@en\n_:b\n<x:a>\n'
    expected = table(
        (written("01", rdflib.XSD.integer),), (None,), (Literal('a\t"', lang="en"),), (A,), (IRI,), ordered=True
    )
    for name, document in (("json", srj), ("xml", xml), ("tsv", tsv)):
        assert compare(READERS[name](document.encode()), expected) is Match.TERMS, name


def test_an_invalid_term_is_refused() -> None:
    with pytest.raises(ValueError, match="is no term"):
        READERS["tsv"](b"?x\nx:a\n")
