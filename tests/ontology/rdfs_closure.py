"""RDFS reasoning of a reader that knows nothing of this project: only subclasses, sub-properties, domains, ranges."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from rdflib import BNode, Graph
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from strategy_graph.dataset.rdflib_terms import to_term

RULES = [
    "?x a ?above } WHERE { ?x a ?class . ?class rdfs:subClassOf+ ?above . FILTER (isIRI(?above))",
    "?s ?above ?o } WHERE { ?property rdfs:subPropertyOf+ ?above . ?s ?property ?o . FILTER (isIRI(?above))",
    "?s a ?class } WHERE { ?property rdfs:domain ?class . ?s ?property ?o . FILTER (isIRI(?class))",
    "?o a ?class } WHERE { ?property rdfs:range ?class . ?s ?property ?o . FILTER (isIRI(?class) && !isLiteral(?o))",
]


def close(graph: Graph) -> Graph:
    """Add what follows by the four rules until nothing is added, and return the graph."""
    store = Store()
    store.extend(Quad(_term(s), _term(p), _term(o)) for s, p, o in graph)  # type: ignore[arg-type]
    stated = set(store)
    size = -1
    while len(store) != size:
        size = len(store)
        for rule in RULES:
            store.update(f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> INSERT {{ {rule} }}")
    for quad in store:
        if quad not in stated:
            graph.add((to_term(quad.subject), to_term(quad.predicate), to_term(quad.object)))
    return graph


def _term(node: Node) -> NamedNode | BlankNode | Literal:
    if isinstance(node, RdflibLiteral):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    return BlankNode(str(node)) if isinstance(node, BNode) else NamedNode(str(node))
