"""Describes the named queries in RDF, in the vocabulary of the SIB sparql-examples.

Clients can so discover the named queries by a query, and run them from the graph alone. Where they can be run
(``schema:target``) is an address of the service, which says it itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.named_queries.header import Header, HeaderError, read_header
from strategy_graph.namespaces import BASE, GRAPH_QUERIES, PREFIXES
from strategy_graph.rdf_terms import named_node
from strategy_graph.sparql_tokens import Kind, declared_prefixes, tokens
from strategy_graph.utf8 import read

DECLARATIONS = NamedNode(BASE + "prefixes")
"""What declares the prefixes of all named queries."""

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
    quads = []
    prefixes: dict[str, str] = {}
    for path in files:
        header = read_header(path, read(path))
        prefixes = {**declared_prefixes(header.query), **prefixes}
        for name, value in _statements(path, header):
            quads.append(Quad(NamedNode(PREFIXES["query"] + path.stem), named_node(name), value, graph))
    # Where two differ, that of the project stands, then that of the first file; each query has its own in its text.
    for subject, name, value in _declarations({**prefixes, **PREFIXES}) if quads else ():
        quads.append(Quad(subject, named_node(name), value, graph))
    return quads


def _declarations(prefixes: Mapping[str, str]) -> Iterator[tuple[NamedNode, str, NamedNode | Literal]]:
    """Yield the prefixes of the project and of the queries, as SHACL declares them (section 5.2.1)."""
    yield DECLARATIONS, "rdfs:label", Literal("The prefixes of the named queries", language="en")
    for prefix, namespace in sorted(prefixes.items()):
        declaration = NamedNode(f"{DECLARATIONS.value}#{prefix}")
        yield DECLARATIONS, "sh:declare", declaration
        yield declaration, "rdf:type", named_node("sh:PrefixDeclaration")
        yield declaration, "sh:prefix", Literal(prefix)
        yield declaration, "sh:namespace", Literal(namespace, datatype=named_node("xsd:anyURI"))


def _statements(path: Path, header: Header) -> Iterator[tuple[str, NamedNode | Literal]]:
    kind, text_property = _form(path, header.query)
    yield "rdf:type", named_node("sh:SPARQLExecutable")
    yield "rdf:type", named_node(kind)
    yield "rdfs:label", Literal(header.summary, language="en")
    yield "rdfs:comment", Literal(header.description, language="en")
    for tag in dict.fromkeys(header.tags):
        yield "schema:keywords", Literal(tag)
    yield "sh:prefixes", DECLARATIONS
    yield text_property, Literal(header.query)


def _form(path: Path, query: str) -> tuple[str, str]:
    for token in tokens(query):
        if token.kind is Kind.WORD and token.text.upper() in _FORMS:
            return _FORMS[token.text.upper()]
        if token.kind is Kind.OPEN:
            break
    raise HeaderError("not a SELECT, ASK or CONSTRUCT query", where=f"{path}:1", hint="Write it as one of these")
