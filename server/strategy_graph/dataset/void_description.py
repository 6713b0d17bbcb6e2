"""Describes the dataset in VoID, and the provenance of each graph in PROV-O.

The description has no timestamp and no software version, so that the same content always has the same digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.dataset.manifest import Manifest
from strategy_graph.namespaces import (
    BASE,
    GRAPH_DERIVED,
    GRAPH_META,
    GRAPH_ONTOLOGY,
    GRAPH_QUERIES,
    GRAPH_SHAPES,
    TERMS,
)
from strategy_graph.rdf_terms import integer, named_node

DATASET = BASE + "dataset"
BUILD = BASE + "activity/build"
SOFTWARE = "Digital Strategy Graph"
"""The title of a dataset whose content gives none."""

_AUTHORED = "The facts as authored"
_TITLES = {
    GRAPH_ONTOLOGY: "The vocabulary",
    GRAPH_DERIVED: "What the rules derive from the facts",
    GRAPH_SHAPES: "The shapes that the graph is checked against",
    GRAPH_QUERIES: "The named queries",
}


def describe(counts: Mapping[str, int], data_graphs: Sequence[str], manifest: Manifest) -> list[Quad]:
    """Return the description of a dataset by its numbers of triples.

    :param data_graphs: the names of the graphs of authored facts.
    :param manifest: what the content says about itself.
    """
    graph = NamedNode(GRAPH_META)
    return [
        Quad(NamedNode(subject), named_node(name), value, graph)
        for subject, name, value in (*_publication(manifest), *_statements(counts, data_graphs))
    ]


def _publication(manifest: Manifest) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    title = Literal(SOFTWARE, language="en")
    if manifest.title:
        title = Literal(manifest.title, language=manifest.languages[0] if manifest.languages else None)
    yield DATASET, "dcterms:title", title
    yield DATASET, "rdfs:label", title
    if manifest.licence:
        yield DATASET, "dcterms:license", NamedNode(manifest.licence)
    if manifest.base:
        yield DATASET, "void:uriSpace", Literal(manifest.base)
    for language in manifest.languages:
        yield DATASET, "dcterms:language", Literal(language)


def _statements(
    counts: Mapping[str, int], data_graphs: Sequence[str]
) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    facts = sum(count for name, count in counts.items() if name != GRAPH_SHAPES)
    yield DATASET, "rdf:type", named_node("void:Dataset")
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
        for origin in (GRAPH_ONTOLOGY, *data_graphs):
            yield GRAPH_DERIVED, "prov:wasDerivedFrom", NamedNode(origin)
