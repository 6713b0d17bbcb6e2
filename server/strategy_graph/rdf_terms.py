"""Creates RDF terms for descriptions."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from strategy_graph.namespaces import PREFIXES


@lru_cache(maxsize=1024)
def named_node(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as ``rdf:type``; its prefix is one of the project's."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def integer(number: int) -> Literal:
    """Return a number as a literal of the datatype ``xsd:integer``."""
    return Literal(str(number), datatype=named_node("xsd:integer"))
