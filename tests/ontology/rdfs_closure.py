"""RDFS reasoning of a reader that knows nothing of this project: only subclasses, sub-properties, domains, ranges."""

from __future__ import annotations

from rdflib import Graph

RULES = [
    "?x a ?above } WHERE { ?x a ?class . ?class rdfs:subClassOf+ ?above . FILTER (isIRI(?above))",
    "?s ?above ?o } WHERE { ?property rdfs:subPropertyOf+ ?above . ?s ?property ?o . FILTER (isIRI(?above))",
    "?s a ?class } WHERE { ?property rdfs:domain ?class . ?s ?property ?o . FILTER (isIRI(?class))",
    "?o a ?class } WHERE { ?property rdfs:range ?class . ?s ?property ?o . FILTER (isIRI(?class) && !isLiteral(?o))",
]


def close(graph: Graph) -> Graph:
    """Add what follows by the four rules until nothing is added, and return the graph."""
    size = -1
    while len(graph) != size:
        size = len(graph)
        for rule in RULES:
            graph.update(f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> INSERT {{ {rule} }}")
    return graph
