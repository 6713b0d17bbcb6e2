"""Describes the dataset in VoID, and the provenance of each graph in PROV-O.

The description has no timestamp and no software version, so that the same content always has the same digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.namespaces import (
    BASE,
    GRAPH_DERIVED,
    GRAPH_META,
    GRAPH_ONTOLOGY,
    GRAPH_QUERIES,
    GRAPH_SHAPES,
    TERMS,
    THINGS,
)
from strategy_graph.rdf_terms import integer, named_node

DATASET = BASE + "dataset"
BUILD = BASE + "activity/build"

_AUTHORED = "The facts as authored"
_TITLES = {
    GRAPH_ONTOLOGY: "The vocabulary",
    GRAPH_DERIVED: "What the rules derive from the facts",
    GRAPH_SHAPES: "The shapes that the graph is checked against",
    GRAPH_QUERIES: "The named queries",
}


def describe(counts: Mapping[str, int], data_graph: str) -> list[Quad]:
    """Return the description of a dataset by its numbers of triples.

    :param data_graph: the name of the graph of authored facts.
    """
    graph = NamedNode(GRAPH_META)
    return [
        Quad(NamedNode(subject), named_node(name), value, graph)
        for subject, name, value in _statements(counts, data_graph)
    ]


def _statements(counts: Mapping[str, int], data_graph: str) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    facts = sum(count for name, count in counts.items() if name != GRAPH_SHAPES)
    yield DATASET, "rdf:type", named_node("void:Dataset")
    yield DATASET, "dcterms:title", Literal("Digital Strategy Graph", language="en")
    yield DATASET, "rdfs:label", Literal("Digital Strategy Graph", language="en")
    yield DATASET, "dcterms:license", NamedNode("https://creativecommons.org/licenses/by/4.0/")
    yield DATASET, "void:uriSpace", Literal(THINGS)
    yield DATASET, "void:vocabulary", NamedNode(TERMS)
    yield DATASET, "void:triples", integer(facts)
    yield DATASET, "prov:wasGeneratedBy", NamedNode(BUILD)
    yield BUILD, "rdf:type", named_node("prov:Activity")
    yield BUILD, "rdfs:label", Literal("Loading, derivation and validation", language="en")
    for name, count in sorted(counts.items()):
        # Shapes are not facts: they are stored with the dataset but are not a void:subset of it.
        if name != GRAPH_SHAPES:
            yield DATASET, "void:subset", NamedNode(name)
        yield name, "rdf:type", named_node("void:Dataset")
        yield name, "dcterms:title", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "rdfs:label", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "void:triples", integer(count)
        if name != GRAPH_DERIVED:
            yield BUILD, "prov:used", NamedNode(name)
    if GRAPH_DERIVED in counts:
        yield GRAPH_DERIVED, "prov:wasGeneratedBy", NamedNode(BUILD)
        for origin in (GRAPH_ONTOLOGY, data_graph):
            yield GRAPH_DERIVED, "prov:wasDerivedFrom", NamedNode(origin)
