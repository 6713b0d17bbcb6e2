"""Names of uploads, and the syntax that they tell."""

from __future__ import annotations

import pytest

from strategy_graph.validator.upload import MAX_NAME, name_of, syntax_of_media_type


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
