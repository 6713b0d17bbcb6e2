"""The real data against the shapes as a whole."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import RDF, URIRef

from strategy_graph.dataset.validation.report import Severity
from strategy_graph.namespaces import THINGS
from tests.shapes.mutable_dataset import ROOT, Change, MutableDataset, iri, read, real_dataset

pytestmark = pytest.mark.slow(reason="validates the real data several times")

EXAMPLES = ROOT / "ontology" / "examples"


def test_the_examples_of_the_ontology_are_accepted_beside_the_data() -> None:
    examples = read(EXAMPLES)
    assert examples
    dataset = MutableDataset([*real_dataset().asserted, *examples], real_dataset().rules)
    assert [finding for finding in dataset.validate() if finding.severity is Severity.VIOLATION] == []


def unreached(dataset: MutableDataset, start: NamedNode) -> set[str]:
    """Return the described things that are not connected to the start by links in either direction.

    Classes, properties and the controlled lists do not count as links: all stated claims share the concept "stated".
    """
    lists = {quad.subject for quad in dataset.asserted if quad.predicate == iri("skos:inScheme")}
    quads: list[Quad] = [*dataset.asserted, *dataset.derived]
    neighbours: dict[object, set[object]] = {}
    for quad in quads:
        ends = (quad.subject, quad.object)
        if not any(end in lists for end in ends) and all(_is_thing(end) for end in ends):
            neighbours.setdefault(quad.subject, set()).add(quad.object)
            neighbours.setdefault(quad.object, set()).add(quad.subject)
    seen: set[object] = {start}
    waiting: list[object] = [start]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    typed = {quad.subject for quad in quads if quad.predicate.value == str(RDF.type)}
    schemes = {quad.object for quad in dataset.asserted if quad.predicate == iri("skos:inScheme")}
    return {str(node) for node in typed if _is_thing(node)} - {str(node) for node in {*seen, *lists, *schemes}}


def _is_thing(node: object) -> bool:
    return isinstance(node, BlankNode) or (isinstance(node, NamedNode) and node.value.startswith(THINGS))


def test_every_thing_can_be_reached_from_the_plan() -> None:
    """The shapes require the links of each class; this checks that the whole graph is connected."""
    dataset = real_dataset()
    no_lists = {str(node) for node in _anonymous_classes(dataset)}
    assert unreached(dataset, iri("plan/2022-23")) - no_lists == set()


def _anonymous_classes(dataset: MutableDataset) -> set[object]:
    owl = "http://www.w3.org/2002/07/owl#"
    return {
        quad.subject
        for quad in dataset.asserted
        if quad.predicate.value == str(RDF.type)
        and isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(owl)
    }


def test_a_disconnected_thing_is_detected() -> None:
    links = ("dsg:milestoneOf", "dsg:hasEvidence")
    milestone = iri("milestone/2022-23-first-progress-report")
    change = Change([(milestone, iri(link), None) for link in links])
    dataset = MutableDataset(change.apply(real_dataset().asserted), real_dataset().rules)
    assert str(milestone) in unreached(dataset, iri("plan/2022-23"))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_findings_that_are_no_violations_are_few(severity: Severity) -> None:
    """The quality page must stay short: a shape should not warn about what cannot be improved."""
    shapes = {URIRef(finding.shape or "") for finding in real_dataset().validate() if finding.severity is severity}
    assert len(shapes) <= 6
