"""Describes the dataset in VoID, and the provenance of each graph in PROV-O.

The description holds what is timeless: it has no time of a build, no version of software, no address of a service and
no checksum, so that the same content always has the same digest.

The dataset is the default view of a release: the distinct triples of all named graphs but the shapes, this description
included. So whoever counts with a query that names no graph finds the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from strategy_graph.dataset.manifest import Manifest
from strategy_graph.dataset.statistics import Row, Statistics, row, statistics
from strategy_graph.dataset.void_partitions import Statement, describe_partitions
from strategy_graph.namespaces import (
    BASE,
    GRAPH_DERIVED,
    GRAPH_META,
    GRAPH_ONTOLOGY,
    GRAPH_QUERIES,
    GRAPH_SHAPES,
)
from strategy_graph.rdf_terms import integer, named_node

DATASET = BASE + "dataset"
BUILD = BASE + "activity/build"
SOFTWARE = "Digital Strategy Graph"
"""The title of a dataset whose content gives none."""
COUNTED = (
    "The numbers count the distinct triples of all named graphs but the shapes, this description included: "
    "what a query finds that names no graph."
)

_ROUNDS: Final = 10
_TYPE = named_node("rdf:type")
_DATASET = named_node("void:Dataset")
_SOURCE = named_node("dsg:Source")
_EXAMPLES = tuple(
    named_node(name)
    for name in ("dsg:Strategy", "dsg:ActionPlan", "dsg:Initiative", "dsg:Outcome", "dsg:Contribution", "dsg:Evidence")
)
"""Classes of which the description names an example."""
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
    facts = {row(quad): None for name, quads in graphs.items() if name != GRAPH_SHAPES for quad in quads}
    fixed = [*map(row, publication(dataset, manifest)), *_rows(_about_facts(dataset.value, facts))]
    # The description counts itself, so it is written again until its numbers are those of what is written. All of them
    # soon stay the same, but the number of distinct objects need not: it is one of these objects. Then it is left out.
    for with_objects in (True, False):
        rows: dict[Row, None] = {}
        for _ in range(_ROUNDS):
            before = rows
            counts[GRAPH_META] = len(before)
            numbers = statistics({**facts, **before})
            counted = (
                *_totals(dataset.value, numbers, with_objects),
                *_graphs(dataset.value, counts, data_graphs),
                *describe_partitions(dataset.value, numbers),
            )
            rows = dict.fromkeys([*fixed, *_rows(counted)])
            if rows == before:
                graph = NamedNode(GRAPH_META)
                return [Quad(subject, predicate, value, graph) for subject, predicate, value in rows]
    raise AssertionError("the numbers of the description do not settle")


def _rows(statements: Iterable[Statement]) -> Iterator[Row]:
    for subject, name, value in statements:
        yield (NamedNode(subject), named_node(name), value)


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


def _about_facts(dataset: str, facts: Iterable[Row]) -> Iterator[Statement]:
    """Yield the sources of the facts and an example of each important class."""
    instances: dict[NamedNode, list[str]] = {}
    for instance, predicate, class_ in facts:
        if predicate == _TYPE and isinstance(class_, NamedNode) and isinstance(instance, NamedNode):
            instances.setdefault(class_, []).append(instance.value)
    for name in _EXAMPLES:
        if name in instances:
            yield dataset, "void:exampleResource", NamedNode(min(instances[name]))
    for source in sorted(instances.get(_SOURCE, ())):
        yield dataset, "prov:wasDerivedFrom", NamedNode(source)


def _totals(dataset: str, numbers: Statistics, with_objects: bool) -> Iterator[Statement]:
    yield dataset, "rdfs:comment", Literal(COUNTED, language="en")
    yield dataset, "void:triples", integer(numbers.triples)
    yield dataset, "void:entities", integer(numbers.instances)
    yield dataset, "void:properties", integer(len(numbers.properties))
    yield dataset, "void:classes", integer(len(numbers.entities))
    yield dataset, "void:distinctSubjects", integer(len(numbers.subjects))
    if with_objects:
        yield dataset, "void:distinctObjects", integer(len(numbers.objects))
    terms = {*numbers.properties, *numbers.entities}
    # A URN has no part before the last that would be the address of its vocabulary.
    found = {match[0] for term in terms if (match := re.match("https?://[^/#]+/(?:.*[/#])?", term.value))}
    for vocabulary in sorted(found):
        yield dataset, "void:vocabulary", NamedNode(vocabulary)


def _graphs(dataset: str, counts: Mapping[str, int], data_graphs: Sequence[str]) -> Iterator[Statement]:
    yield dataset, "prov:wasGeneratedBy", NamedNode(BUILD)
    yield BUILD, "rdf:type", named_node("prov:Activity")
    yield BUILD, "rdfs:label", Literal("Loading, derivation and validation", language="en")
    for name, count in sorted(counts.items()):
        # Shapes are not facts: they are stored with the dataset but are not a void:subset of it.
        if name != GRAPH_SHAPES:
            yield dataset, "void:subset", NamedNode(name)
        yield name, "rdf:type", _DATASET
        yield name, "dcterms:title", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "rdfs:label", Literal(_TITLES.get(name, _AUTHORED), language="en")
        yield name, "void:triples", integer(count)
        if name not in (GRAPH_DERIVED, GRAPH_META):
            yield BUILD, "prov:used", NamedNode(name)
    if GRAPH_DERIVED in counts:
        yield GRAPH_DERIVED, "prov:wasGeneratedBy", NamedNode(BUILD)
        for origin in (GRAPH_ONTOLOGY, *data_graphs):
            yield GRAPH_DERIVED, "prov:wasDerivedFrom", NamedNode(origin)
