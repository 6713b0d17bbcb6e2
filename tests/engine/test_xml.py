"""XML is XML (XML 1.0, sections 2.2 and 2.11), or it is an error that names the other formats."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal, URIRef

from strategy_graph.engine import EmbeddedEngine, ResultNotXml
from strategy_graph.worker.xml_text import NotXmlError, XmlText
from tests.engine.conftest import ask

TABLE, GRAPH = "application/sparql-results+xml", "application/rdf+xml"
NAMESPACE = "{http://www.w3.org/2005/sparql-results#}"
ESCAPES = str.maketrans({"\r": "\\r", "\n": "\\n", '"': '\\"', "\t": "\\t"})


def table(value: str) -> str:
    return f'SELECT ?v {{ BIND("{value.translate(ESCAPES)}" AS ?v) }}'


def graph(value: str, link: str = "http://x/p") -> str:
    return f'CONSTRUCT {{ <x:s> <{link}> "{value.translate(ESCAPES)}" }} WHERE {{}}'


@pytest.mark.parametrize(
    "value",
    ["a\rb", "a\r\nb", "\r", "a\nb\tc", " <&>\"'\r ", "\x7f\x85\u2028", "\ufffd", "\U0010ffff", "<oxprefix: x>"],
)
def test_text_comes_back_as_it_was(engine: EmbeddedEngine, value: str) -> None:
    found = ElementTree.fromstring(ask(engine, table(value), TABLE))
    assert [literal.text for literal in found.iter(f"{NAMESPACE}literal")] == [value]
    triples = list(Graph().parse(data=ask(engine, graph(value), GRAPH), format="xml"))
    assert triples == [(URIRef("x:s"), URIRef("http://x/p"), Literal(value))]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_an_error(engine: EmbeddedEngine, character: str) -> None:
    name = rf"U\+{ord(character):04X}"
    with pytest.raises(ResultNotXml, match=name) as caught:
        ask(engine, table(f"a{character}b"), TABLE)
    assert caught.value.hint == "Ask for format=json, csv or tsv"
    with pytest.raises(ResultNotXml, match=name) as caught:
        ask(engine, graph(character), GRAPH)
    assert "turtle" in (caught.value.hint or "")
    assert character in ask(engine, table(character), "text/csv").decode()


@pytest.mark.parametrize(
    "link", ["http://x/p/", "http://x/p#", "http://x/1", "urn:1", "http://x/a%20", "http://x/p?q=1", "http://x/-"]
)
def test_a_property_without_a_name_for_its_element_is_an_error(engine: EmbeddedEngine, link: str) -> None:
    with pytest.raises(ResultNotXml, match="does not end in a name"):
        ask(engine, graph("v", link), GRAPH)
    assert link.encode() in ask(engine, graph("v", link), "application/n-triples")


@pytest.mark.parametrize("link", ["http://x/p", "http://x/é", "http://x/a:b", "http://x/ab.c-d", "http://x/1a"])
def test_a_property_that_ends_in_a_name_is_written(engine: EmbeddedEngine, link: str) -> None:
    found = Graph().parse(data=ask(engine, graph("v", link), GRAPH), format="xml")
    assert [str(predicate) for predicate in found.predicates()] == [link]


@pytest.mark.parametrize("text", ["\ufffe", "<oxprefix: ", "\x01"])
def test_it_is_found_wherever_the_engine_parts_what_it_writes(text: str) -> None:
    data = text.encode()
    for place in range(len(data) + 1):
        writer = XmlText(io.BytesIO())
        with pytest.raises(NotXmlError):
            for part in (b"before ", data[:place], data[place:], b" after"):
                writer.write(part)
