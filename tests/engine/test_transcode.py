"""What remote engines write, put right and written anew."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from strategy_graph.engine.api import Form
from strategy_graph.engine.remote.transcode import MalformedResult, repair_xml, transcode

OPENING = (
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n <head>\n  <variable name="x"/>\n </head>\n <results>\n'
)
CLOSING = b" </results>\n</sparql>\n"
XML, JSON = "application/sparql-results+xml", "application/sparql-results+json"


def document(*terms: bytes) -> bytes:
    rows = b"".join(b'  <result>\n   <binding name="x">%s</binding>\n  </result>\n' % term for term in terms)
    return OPENING + rows + CLOSING


def blocks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def read(data: bytes, size: int = 1 << 16) -> list[Any]:
    table = parse_query_results(b"".join(repair_xml(blocks(data, size))), format=QueryResultsFormat.XML)
    assert isinstance(table, QuerySolutions)
    return [row["x"] for row in table]


def written(data: bytes, form: Form, media_type: str, source: str = XML, prefixes: dict[str, str] | None = None) -> str:
    target = io.BytesIO()
    transcode([data], source, form, media_type, prefixes or {}, target)
    return target.getvalue().decode()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>&\0\r")), max_size=4), st.data())
def test_white_space_in_literals_survives_however_the_document_is_cut(texts: list[str], data: st.DataObject) -> None:
    escaped = [b'<literal xml:lang="en">' + text.encode() + b"</literal>" for text in texts]
    whole = document(*escaped)
    size = data.draw(st.integers(1, len(whole)))
    assert [term.value for term in read(whole, size)] == texts


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_labels_of_blank_nodes_become_such(size: int) -> None:
    found = read(document(b"<bnode>nodeID://b10001</bnode>", b"<bnode>b7</bnode>", b"<bnode>a/b c</bnode>"), size)
    assert [node.value for node in found] == ["b10001", "b7", "x" + b"a/b c".hex()]


def test_what_looks_like_a_label_in_a_text_is_left_alone() -> None:
    assert read(document(b"<literal>&lt;bnode>nodeID://b1</literal>")) == [Literal("<bnode>nodeID://b1")]


@pytest.mark.parametrize("cut", [2, 8, len(CLOSING), len(CLOSING) + 5, 80])
def test_a_document_without_its_end_is_no_answer(cut: int) -> None:
    with pytest.raises(MalformedResult):
        written(document(b"<literal>1</literal>")[:-cut].rstrip(), Form.SELECT, "text/csv")


@pytest.mark.parametrize(
    ("source", "data"),
    [
        (XML, b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'),
        (JSON, b'{"head":{},"boolean":true}'),
        (XML, document(b'<literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal>')),
    ],
)
def test_ask_is_a_truth_value_in_every_format(source: str, data: bytes) -> None:
    assert written(data, Form.ASK, "text/csv", source) == "true"
    assert written(data, Form.ASK, JSON, source) == '{"head":{},"boolean":true}'


def test_ask_that_virtuoso_answers_with_no_row_is_false() -> None:
    assert written(document(), Form.ASK, "text/csv") == "false"


def test_tables_in_every_format() -> None:
    data = document(b'<literal xml:lang="mi">M\xc4\x81ori</literal>', b"<uri>http://example.org/a</uri>")
    assert written(data, Form.SELECT, "text/csv") == "x\r\nMāori\r\nhttp://example.org/a\r\n"
    assert written(data, Form.SELECT, "text/tab-separated-values") == '?x\n"Māori"@mi\n<http://example.org/a>\n'
    assert '"xml:lang":"mi"' in written(data, Form.SELECT, JSON)
    assert "<uri>http://example.org/a</uri>" in written(data, Form.SELECT, XML)


@pytest.mark.parametrize(
    ("media_type", "said"),
    [
        ("text/turtle", "ex:a ex:b ex:c"),
        ("application/trig", "ex:a ex:b ex:c"),
        ("application/n-triples", "<http://example.org/a> <http://example.org/b> <http://example.org/c> ."),
        ("application/n-quads", "<http://example.org/a> <http://example.org/b> <http://example.org/c> ."),
        ("application/rdf+xml", 'rdf:about="http://example.org/a"'),
        ("application/ld+json", '"@id":"http://example.org/a"'),
    ],
)
@pytest.mark.parametrize("source", ["text/turtle", "application/n-triples"])
def test_graphs_in_every_format(media_type: str, said: str, source: str) -> None:
    data = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"
    assert said in written(data, Form.GRAPH, media_type, source, {"ex": "http://example.org/"})


@pytest.mark.parametrize(
    ("form", "source", "data"),
    [
        (Form.SELECT, JSON, b'{"head":{},"boolean":true}'),
        (Form.SELECT, JSON, b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"lit'),
        (Form.SELECT, XML, b"<html></html>"),
        (Form.SELECT, XML, b""),
        (Form.GRAPH, "text/turtle", b"<http://example.org/a> <http://example.org/b> .\n"),
        (Form.GRAPH, "text/turtle", b"<a> <b> <c> .\nThe operation has been cancelled"),
        (Form.GRAPH, "application/n-triples", b"\xff\xfe"),
    ],
)
def test_what_is_no_answer(form: Form, source: str, data: bytes) -> None:
    with pytest.raises(MalformedResult):
        written(data, form, "text/turtle" if form is Form.GRAPH else "text/csv", source)
