"""Describes the named queries in RDF, in the vocabulary of the SIB sparql-examples.

Clients can so discover the named queries by a query, and run them from the graph alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.named_queries.header import HeaderError, read_header
from strategy_graph.namespaces import GRAPH_QUERIES, PREFIXES
from strategy_graph.rdf_terms import named_node
from strategy_graph.sparql_tokens import Kind, tokens
from strategy_graph.utf8 import read

# SHACL Advanced Features, section 5.2: the class and the property of each query form; DESCRIBE has none.
_FORMS = {
    "SELECT": ("sh:SPARQLSelectExecutable", "sh:select"),
    "ASK": ("sh:SPARQLAskExecutable", "sh:ask"),
    "CONSTRUCT": ("sh:SPARQLConstructExecutable", "sh:construct"),
}


def describe_queries(files: Iterable[Path]) -> list[Quad]:
    """Return the description of each named query.

    :raises HeaderError: a header is invalid, or the query has a form that cannot be described.
    :raises StrategyGraphError: a file cannot be read, or is not UTF-8.
    """
    graph = NamedNode(GRAPH_QUERIES)
    return [
        Quad(NamedNode(PREFIXES["query"] + path.stem), named_node(name), value, graph)
        for path in files
        for name, value in _statements(path)
    ]


def _statements(path: Path) -> Iterator[tuple[str, NamedNode | Literal]]:
    text = read(path)
    header = read_header(path, text)
    kind, text_property = _form(path, header.query)
    yield "rdf:type", named_node("sh:SPARQLExecutable")
    yield "rdf:type", named_node(kind)
    yield "rdfs:label", Literal(header.summary, language="en")
    yield "rdfs:comment", Literal(header.description, language="en")
    for tag in dict.fromkeys(header.tags):
        yield "schema:keywords", Literal(tag)
    yield text_property, Literal(header.query)


def _form(path: Path, query: str) -> tuple[str, str]:
    for token in tokens(query):
        if token.kind is Kind.WORD and token.text.upper() in _FORMS:
            return _FORMS[token.text.upper()]
        if token.kind is Kind.OPEN:
            break
    raise HeaderError("not a SELECT, ASK or CONSTRUCT query", where=f"{path}:1", hint="Write it as one of these")
