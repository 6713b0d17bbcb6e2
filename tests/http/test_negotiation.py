"""Content negotiation (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import pytest

from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.http.negotiation import NotAcceptable, choose


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("application/json", "json"),
        ("application/sparql-results+xml;q=0.5, text/csv;q=0.4", "xml"),
        ("text/csv;q=0.1, application/sparql-results+json;q=0.9", "json"),
        ("text/*", "csv"),
        ("text/tab-separated-values, */*;q=0.1", "tsv"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "xml"),
        ("application/sparql-results+json;q=0, text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("application/json; charset=utf-8", "json"),
        ("application/sparql-results+xml;version=1.2;q=0.9, text/csv;q=0.8", "xml"),
        ('text/csv;header="present; q=0", */*;q=0.1', "csv"),
        ("text/csv;q=0, */*", "json"),
        ("text/csv;header=absent;q=0.2, application/json;q=0.5", "json"),
        ("text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5", "tsv"),
    ],
)
def test_result_formats(accept: str | None, name: str) -> None:
    assert choose(accept, RESULT_FORMATS).name == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("*/*", "turtle"),
        ("application/rdf+xml", "rdfxml"),
        ("application/ld+json;q=0.9, text/turtle;q=0.8", "jsonld"),
        ("application/n-triples, */*;q=0.1", "ntriples"),
        ("application/rdf+xml, text/rdf;q=0.6, */*;q=0.1", "rdfxml"),
        ("text/plain", "ntriples"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ('application/ld+json;profile="a, b";q=0.9, text/turtle;q=0.8', "jsonld"),
        ("text/turtle;charset=utf-8", "turtle"),
    ],
)
def test_graph_formats(accept: str, name: str) -> None:
    assert choose(accept, GRAPH_FORMATS).name == name


def test_format_parameter_overrides_accept() -> None:
    assert choose("text/csv", RESULT_FORMATS, name="xml").name == "xml"
    assert choose("text/csv", GRAPH_FORMATS, name="TTL").name == "turtle"
    assert choose(None, GRAPH_FORMATS, name="application/ld+json").name == "jsonld"
    assert choose(None, GRAPH_FORMATS, name="text/turtle; charset=utf-8").name == "turtle"


def test_unencoded_plus_in_format_parameter() -> None:
    assert choose(None, RESULT_FORMATS, name="application/sparql-results json").name == "json"
    assert choose(None, GRAPH_FORMATS, name="application/rdf xml").name == "rdfxml"


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "application/sparql-results+json;q=0"])
def test_not_acceptable_lists_available_formats(accept: str) -> None:
    with pytest.raises(NotAcceptable) as caught:
        choose(accept, RESULT_FORMATS)
    assert "text/csv (format=csv)" in (caught.value.hint or "")
    with pytest.raises(NotAcceptable, match="there is no format 'csv'"):
        choose(None, GRAPH_FORMATS, name="csv")
