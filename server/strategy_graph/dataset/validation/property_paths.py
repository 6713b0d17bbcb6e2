"""Serialises SHACL property paths in SPARQL syntax, and terms in Turtle."""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from strategy_graph.prefixed_names import shorten

_SUFFIXES = ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?"))

# Operator precedence in SPARQL's grammar, ascending: an operand of lower precedence needs brackets.
_CHOICE, _SEQUENCE, _INVERSE, _SUFFIXED, _NAME = range(5)


def path_text(path: Node, *graphs: Graph) -> str:
    """Return a path in SPARQL syntax; its description is searched in the graphs in turn."""
    for graph in graphs:
        if isinstance(path, URIRef) or (path, None, None) in graph:
            return _write(path, graph)[0]
    return str(path)


def _write(path: Node, graph: Graph) -> tuple[str, int]:
    if isinstance(path, URIRef):
        return shorten(str(path)), _NAME
    if (path, RDF.first, None) in graph:
        return "/".join(_bracketed(step, graph, _INVERSE) for step in Collection(graph, path)), _SEQUENCE
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return "|".join(_bracketed(choice, graph, _SEQUENCE) for choice in Collection(graph, choices)), _CHOICE
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + _bracketed(inverse, graph, _SUFFIXED), _INVERSE
    for predicate, suffix in _SUFFIXES:
        repeated = graph.value(path, predicate)
        if repeated is not None:
            return _bracketed(repeated, graph, _NAME) + suffix, _SUFFIXED
    return str(path), _NAME


def _bracketed(path: Node, graph: Graph, precedence: int) -> str:
    text, own = _write(path, graph)
    return text if own >= precedence else f"({text})"


def term_text(term: Node) -> str:
    """Return a term in Turtle, with long literals cut."""
    if isinstance(term, BNode):
        return f"_:{term}"
    if isinstance(term, Literal):
        text = str(term)
        quoted = '"' + (text if len(text) <= 120 else text[:119] + "…").replace('"', '\\"').replace("\n", "\\n") + '"'
        if term.language:
            return f"{quoted}@{term.language}"
        return f"{quoted}^^{shorten(str(term.datatype))}" if term.datatype else quoted
    return shorten(str(term))
