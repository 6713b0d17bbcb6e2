"""Closed shapes let harmless properties of other vocabularies pass, and find slips of the pen and links by hand."""

from __future__ import annotations

import pytest
from rdflib import SH, Graph, URIRef
from rdflib.collection import Collection

from strategy_graph.dataset.validation.report import Finding
from strategy_graph.namespaces import PREFIXES
from tests.shapes.mutable_dataset import (
    SHAPE,
    Change,
    all_shapes,
    core_shapes,
    iri,
    named_shapes,
    shapes_around,
    small_dataset,
    triples_of,
)

THINGS = {
    "initiative": "initiative:safer-homes",
    "outcome": "outcome:safe-online",
    "organisation": "organisation:example-board",
    "claim": "claim:contribution-safer-homes-safe-online",
}
# With a value of the kind that others give.
HARMLESS = {
    "schema:sameAs": "<https://data.example.org/same>",
    "owl:sameAs": "<https://data.example.org/same>",
    "skos:exactMatch": "<https://data.example.org/same>",
    "skos:closeMatch": "<https://data.example.org/similar>",
    "rdfs:seeAlso": "<https://data.example.org/more>",
    "rdfs:comment": '"Taken over from a register."@en',
    "dcterms:modified": '"2031-05-01"^^xsd:date',
    "dcterms:license": "<https://creativecommons.org/licenses/by/4.0/>",
}
CLOSED = [shape for shape in named_shapes() if (shape, SH.closed, None) in all_shapes()]


def expanded(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def findings(turtle: str, shapes: Graph) -> tuple[Finding, ...]:
    return small_dataset().validate(Change([], triples_of(turtle)), shapes=shapes)


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_each_harmless_property_is_accepted(thing: str) -> None:
    assert findings("".join(f"{thing} {link} {value} .\n" for link, value in HARMLESS.items()), core_shapes()) == ()


@pytest.mark.parametrize("shape", CLOSED, ids=lambda shape: shape.partition("#")[2])
def test_every_closed_shape_ignores_the_same_harmless_properties(shape: URIRef) -> None:
    start = all_shapes().value(shape, SH.ignoredProperties)
    assert start is not None
    ignored = list(Collection(all_shapes(), start))
    assert len(ignored) == len(set(ignored))
    assert set(map(expanded, HARMLESS)) <= set(ignored)


@pytest.mark.parametrize("kind", THINGS)
def test_a_misspelt_property_and_any_other_are_found(kind: str) -> None:
    shape = URIRef(SHAPE + {"claim": "Contribution"}.get(kind, kind.capitalize()))
    links = ["dsg:lable", "prov:wasAttributedTo", "schema:name", "skos:broadMatch"]
    turtle = "".join(f"{THINGS[kind]} {link} <https://data.example.org/x> .\n" for link in links)
    found = findings(turtle, shapes_around(shape))
    assert sorted((finding.shape, finding.path) for finding in found) == [(str(shape), link) for link in links]


@pytest.mark.parametrize(
    ("link", "shape"),
    [
        ("initiative:safer-homes dsg:partnerAgency organisation:example-office", "ShortcutHasClaim"),
        ("initiative:safer-homes dsg:involvesAgency organisation:example-board", "InvolvementHasLink"),
        ("outcome:safe-online dsg:reflects vision:2", "ShortcutHasClaim"),
        ("organisation:example-board dsg:leads initiative:safer-homes", "InverseHasLink"),
        ("claim:contribution-safer-homes-safe-online dsg:contributesTo outcome:safe-online", "Contribution"),
    ],
)
def test_a_derived_link_written_by_hand_is_found(link: str, shape: str) -> None:
    focus = iri(link.partition(" ")[0].replace(":", "/")).value
    found = findings(f"{link} .", shapes_around(URIRef(SHAPE + shape)))
    assert (focus, SHAPE + shape) in [(finding.focus_node, finding.shape) for finding in found]


@pytest.mark.parametrize(
    ("link", "shape"),
    [
        ('organisation:example-board schema:sameAs "ROR"', "Organisation-sameAs"),
        ('initiative:safer-homes rdfs:seeAlso "a page"', "Initiative-seeAlso"),
    ],
)
def test_a_harmless_property_that_a_class_uses_itself_keeps_its_shape(link: str, shape: str) -> None:
    found = findings(f"{link} .", shapes_around(URIRef(SHAPE + shape)))
    assert SHAPE + shape in [finding.shape for finding in found]
