"""Describes the dataset in VoID, and the provenance of each graph in PROV-O.

The description has no timestamp and no software version, so that the same content always has the same digest.

The dataset is the default view of a release: the distinct triples of all named graphs but the shapes, this description
included. Each triple of it stands in one graph, so the numbers of its graphs add up to its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

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

_TYPE = named_node("rdf:type")
_DATASET = named_node("void:Dataset")
_AUTHORED = "The facts as authored"
_TITLES = {
    GRAPH_ONTOLOGY: "The vocabulary",
    GRAPH_DERIVED: "What the rules derive from the facts",
    GRAPH_SHAPES: "The shapes that the graph is checked against",
    GRAPH_QUERIES: "The named queries",
    GRAPH_META: "The description of the dataset",
}


def described_dataset(data: Iterable[Quad]) -> NamedNode:
    """Return the dataset that the authored facts describe; our own if they describe none, or several."""
    authored = {quad.subject for quad in data if quad.predicate == _TYPE and quad.object == _DATASET}
    only = next(iter(authored)) if len(authored) == 1 else None
    return only if isinstance(only, NamedNode) else NamedNode(DATASET)


def publication(dataset: NamedNode, manifest: Manifest) -> list[Triple]:
    """Return what a content says about itself as a dataset."""
    return [Triple(dataset, named_node(name), value) for name, value in _publication(manifest)]


def describe(
    graphs: Mapping[str, Sequence[Quad]], data_graphs: Sequence[str], manifest: Manifest, dataset: NamedNode
) -> list[Quad]:
    """Return the graph of the description of a dataset.

    :param graphs: the other graphs of the release by name.
    :param data_graphs: the names of the graphs of authored facts.
    :param manifest: what the content says about itself.
    """
    counts = {name: len(quads) for name, quads in graphs.items()}
    facts = {quad.triple for name, quads in graphs.items() if name != GRAPH_SHAPES for quad in quads}
    own, total = 0, 0
    while True:
        counts[GRAPH_META] = own
        statements = _statements(dataset.value, counts, data_graphs, total)
        triples = dict.fromkeys(
            [
                *publication(dataset, manifest),
                *(Triple(NamedNode(subject), named_node(name), value) for subject, name, value in statements),
            ]
        )
        # The description counts itself. Its numbers don't change how many triples it has, so the second round is right.
        if (own, total) == (own := len(triples), total := len(facts | triples.keys())):
            return [Quad(*triple, NamedNode(GRAPH_META)) for triple in triples]


def _publication(manifest: Manifest) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield "rdf:type", _DATASET
    main_language = manifest.languages[0] if manifest.languages else None
    title = Literal(manifest.title, language=main_language) if manifest.title else Literal(SOFTWARE, language="en")
    yield "dcterms:title", title
    yield "rdfs:label", title
    if manifest.licence:
        yield "dcterms:license", NamedNode(manifest.licence)
    if manifest.base:
        yield "void:uriSpace", Literal(manifest.base)
    if manifest.description:
        yield "dcterms:description", Literal(manifest.description, language=main_language)
    for keyword in manifest.keywords:
        yield "dcat:keyword", Literal(keyword, language=main_language)
    for theme in manifest.themes:
        yield "dcat:theme", NamedNode(theme)
    for language in manifest.languages:
        yield "dcterms:language", Literal(language)


def _statements(
    dataset: str, counts: Mapping[str, int], data_graphs: Sequence[str], total: int
) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    yield dataset, "void:vocabulary", NamedNode(TERMS)
    yield dataset, "void:triples", integer(total)
    yield dataset, "prov:wasGeneratedBy", NamedNode(BUILD)
    yield BUILD, "rdf:type", named_node("prov:Activity")
    yield BUILD, "rdfs:label", Literal("Loading, derivation and validation", language="en")
    for name, count in sorted(counts.items()):
        # Shapes are not facts: they are stored with the dataset but are not a void:subset of it.
        if name != GRAPH_SHAPES:
            yield dataset, "void:subset", NamedNode(name)
        yield name, "rdf:type", named_node("void:Dataset")
        yield name, "dcterms:title", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "rdfs:label", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "void:triples", integer(count)
        if name not in (GRAPH_DERIVED, GRAPH_META):
            yield BUILD, "prov:used", NamedNode(name)
    if GRAPH_DERIVED in counts:
        yield GRAPH_DERIVED, "prov:wasGeneratedBy", NamedNode(BUILD)
        for origin in (GRAPH_ONTOLOGY, *data_graphs):
            yield GRAPH_DERIVED, "prov:wasDerivedFrom", NamedNode(origin)
