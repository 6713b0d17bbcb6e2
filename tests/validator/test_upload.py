"""Names of uploads, and the syntax that they tell."""

from __future__ import annotations

import pytest

from strategy_graph.validator.upload import MAX_NAME, guessed_syntax, name_of, syntax_of_media_type


@pytest.mark.parametrize(
    ("given", "syntax", "name"),
    [
        ("plan.ttl", "", "plan.ttl"),
        ("plan.ttl", "turtle", "plan.ttl"),
        ("plan.ttl.gz", "turtle", "plan.ttl.gz"),
        ("plan.txt", "jsonld", "plan.txt.jsonld"),
        ("", "", "data"),
        (None, "rdfxml", "data.rdf"),
        ("../../etc/passwd", "", "passwd"),
        ("C:\\plans\\my plan.ttl", "", "my plan.ttl"),
        ("a\x00b\x1b[31m\u202e.ttl", "", "ab[31m.ttl"),
        ("/", "", "data"),
        ("x.ttl", "unknown", "x.ttl"),
        ("n" * 300 + ".ttl", "", "n" * (MAX_NAME - 4) + ".ttl"),
    ],
)
def test_a_name_is_a_name_and_no_path(given: str | None, syntax: str, name: str) -> None:
    assert name_of(given, syntax) == name


def test_media_types_of_rdf() -> None:
    known = ("text/turtle", "application/LD+JSON", "application/rdf+xml", "application/n-quads", "text/csv")
    assert [syntax_of_media_type(each) for each in known] == ["turtle", "jsonld", "rdfxml", "nquads", ""]


@pytest.mark.parametrize(
    ("data", "syntax"),
    [
        (b"@prefix a: <b> .", "turtle"),
        (b"", "turtle"),
        (b"GRAPH <a:b> { <a:c> <a:d> 1 }", "trig"),
        (b"<a:b> <a:c> <a:d> <a:e> .", "nquads"),
        (b'{"@id": "a:b"}', "jsonld"),
        (b'<?xml version="1.0"?><rdf:RDF/>', "rdfxml"),
        (b"\x1f\x8b\x08", ""),
    ],
)
def test_the_syntax_of_a_text_without_a_name(data: bytes, syntax: str) -> None:
    assert guessed_syntax(data) == syntax
