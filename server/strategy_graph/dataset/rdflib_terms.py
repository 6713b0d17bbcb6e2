"""Converts Oxigraph terms and quads to RDFLib, which pySHACL uses; lexical forms are preserved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import IdentifiedNode, Node

from strategy_graph.dataset.validation.rdflib_graph import MemoryGraph
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import PREFIXES


def to_graph(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] | None = None) -> Graph:
    """Return the triples of the quads as one RDFLib graph with the project's prefixes.

    :param prefixes: additional prefixes, which take precedence over the project's.
    """
    graph = new_graph()
    for prefix, namespace in (prefixes or {}).items():
        graph.bind(prefix, namespace, override=True, replace=True)
    for triple in to_triples(quads):
        graph.add(triple)
    return graph


def to_triples(quads: Iterable[ox.Quad]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triples of the quads as RDFLib has them.

    Equal terms become one object: dictionaries compare identity first, so RDFLib's slow equality is seldom called.
    """
    terms: dict[object, Any] = {}
    for quad in quads:
        triple = (quad.subject, quad.predicate, quad.object)
        for term in triple:
            if term not in terms:
                terms[term] = to_term(term)
        yield terms[triple[0]], terms[triple[1]], terms[triple[2]]


def new_graph() -> Graph:
    """Return an empty graph with the project's prefixes and no others."""
    graph = MemoryGraph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def to_term(term: object) -> Node:
    """Convert a term; the lexical form of a literal is preserved."""
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    return _resource(term)


def _resource(term: object) -> IdentifiedNode:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise StrategyGraphError(
        f"triples inside triples cannot be validated: {term}", hint="Describe the statement with a node of its own"
    )
