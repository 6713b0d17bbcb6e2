"""The real data against the shapes as a whole."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import RDF, URIRef

from strategy_graph.dataset.validation.report import Severity
from strategy_graph.namespaces import THINGS
from tests.shapes.world import ROOT, Change, World, iri, read, real_world

pytestmark = pytest.mark.slow(reason="validates the real data several times")

EXAMPLES = ROOT / "ontology" / "examples"


def test_the_examples_of_the_ontology_are_accepted_beside_the_data() -> None:
    examples = read(EXAMPLES)
    assert examples
    world = World([*real_world().asserted, *examples], real_world().rules)
    assert [finding for finding in world.validate() if finding.severity is Severity.VIOLATION] == []


def unreached(world: World, start: NamedNode) -> set[str]:
    """The described things that no chain of links, in either direction, joins to the start.

    Classes, properties and the controlled lists are no links: everything stated hangs on "stated".
    """
    lists = {quad.subject for quad in world.asserted if quad.predicate == iri("skos:inScheme")}
    quads: list[Quad] = [*world.asserted, *world.derived]
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
    schemes = {quad.object for quad in world.asserted if quad.predicate == iri("skos:inScheme")}
    return {str(node) for node in typed if _is_thing(node)} - {str(node) for node in {*seen, *lists, *schemes}}


def _is_thing(node: object) -> bool:
    return isinstance(node, BlankNode) or (isinstance(node, NamedNode) and node.value.startswith(THINGS))


def test_every_thing_can_be_reached_from_the_plan() -> None:
    """The shapes ask each class for its own links; this shows that these add up to one graph."""
    world = real_world()
    no_lists = {str(node) for node in _anonymous_classes(world)}
    assert unreached(world, iri("plan/2022-23")) - no_lists == set()


def _anonymous_classes(world: World) -> set[object]:
    owl = "http://www.w3.org/2002/07/owl#"
    return {
        quad.subject
        for quad in world.asserted
        if quad.predicate.value == str(RDF.type)
        and isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(owl)
    }


def test_a_thing_cut_off_is_seen_as_unreached() -> None:
    links = ("dsg:milestoneOf", "dsg:evidence")
    milestone = iri("milestone/2022-23-first-progress-report")
    change = Change([(milestone, iri(link), None) for link in links])
    world = World(change.apply(real_world().asserted), real_world().rules)
    assert str(milestone) in unreached(world, iri("plan/2022-23"))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_findings_that_are_no_violations_are_few(severity: Severity) -> None:
    """A quality page is read only while it is short: what can't be bettered should not be asked for."""
    shapes = {URIRef(finding.shape or "") for finding in real_world().validate() if finding.severity is severity}
    assert len(shapes) <= 6
