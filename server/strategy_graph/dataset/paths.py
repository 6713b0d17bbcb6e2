"""Writes SHACL property paths and terms the way SPARQL and Turtle do."""

from __future__ import annotations

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from strategy_graph.dataset.report import shorten

_SUFFIXES = ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?"))


def path_text(path: Node, *graphs: Graph) -> str:
    """A path in SPARQL's notation; its description is looked for in the graphs in turn."""
    if isinstance(path, URIRef):
        return shorten(str(path))
    for graph in graphs:
        if (path, None, None) in graph:
            return _complex(path, graph)
    return str(path)


def _complex(path: Node, graph: Graph) -> str:
    if (path, RDF.first, None) in graph:
        return "/".join(_inner(step, graph) for step in Collection(graph, path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + _inner(inverse, graph)
    choices = graph.value(path, SH.alternativePath)
    if choices is not None:
        return "|".join(_inner(choice, graph) for choice in Collection(graph, choices))
    for predicate, suffix in _SUFFIXES:
        inner = graph.value(path, predicate)
        if inner is not None:
            return _inner(inner, graph) + suffix
    return str(path)


def _inner(path: Node, graph: Graph) -> str:
    return path_text(path, graph) if isinstance(path, URIRef) else f"({path_text(path, graph)})"


def term_text(term: Node) -> str:
    """A term as Turtle writes it, long literals cut."""
    if isinstance(term, BNode):
        return f"_:{term}"
    if isinstance(term, Literal):
        text = str(term)
        quoted = '"' + (text if len(text) <= 120 else text[:119] + "…").replace('"', '\\"').replace("\n", "\\n") + '"'
        if term.language:
            return f"{quoted}@{term.language}"
        return f"{quoted}^^{shorten(str(term.datatype))}" if term.datatype else quoted
    return shorten(str(term))
