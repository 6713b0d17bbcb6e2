"""Damage of one kind done to every property of every class of the real data: no shape forgot one.

Per class and property one thing is damaged, and all damages of a kind are validated together: each is known by its
focus node and path, so none is taken for another.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import pytest
from _pytest.mark import ParameterSet
from pyoxigraph import Literal, NamedNode, Quad, Triple

from strategy_graph.dataset.validation.report import Finding, Severity
from strategy_graph.namespaces import TERMS, THINGS
from strategy_graph.prefixed_names import shorten
from tests.shapes.world import Change, iri, real_world

pytestmark = pytest.mark.slow(reason="validates once for each property of each class")

TYPE = iri("rdf:type")
NOWHERE = THINGS + "nowhere/"

# What each class may have and need not, though everything of the class in the real data happens to have it.
OPTIONAL = {
    ("ActionPlan", "skos:note"),
    ("ActionPlan", "dsg:horizonYears"),
    ("ActionPlan", "dsg:horizonEndYear"),
    ("ActionPlan", "dsg:refreshInterval"),
    ("FocusArea", "skos:note"),
    ("Measure", "skos:note"),
    ("Strategy", "skos:note"),
    ("Strategy", "foaf:page"),
    ("Strategy", "dsg:consultationVision"),
    ("Theme", "skos:altLabel"),
    ("Treaty", "skos:note"),
    ("ProgressTracking", "dsg:rationale"),
    ("GoalAlignment", "dsg:rationale"),
    ("GoalAlignment", "dsg:strength"),
    ("VisionAlignment", "dsg:rationale"),
    ("VisionAlignment", "dsg:strength"),
}

# Values that may be any address or any thing at all.
ANYWHERE = {"foaf:page", "foaf:homepage", "rdfs:seeAlso", "skos:exactMatch"}


@cache
def samples() -> dict[tuple[NamedNode, NamedNode], list[Quad]]:
    """For each class and property of the data, the values of one thing; different things as far as they reach."""
    data = [q for q in real_world().asserted if isinstance(q.subject, NamedNode) and q.subject.value.startswith(THINGS)]
    classes = {quad.subject: quad.object for quad in data if quad.predicate == TYPE}
    by_property: dict[tuple[NamedNode, NamedNode], dict[NamedNode, list[Quad]]] = {}
    for quad in data:
        kind = classes[quad.subject]
        assert isinstance(kind, NamedNode) and isinstance(quad.subject, NamedNode)
        if quad.predicate != TYPE:
            things = by_property.setdefault((kind, quad.predicate), {})
            things.setdefault(quad.subject, []).append(quad)
    return {key: list(things.values())[index % len(things)] for index, (key, things) in enumerate(by_property.items())}


@cache
def shared_by_all() -> set[tuple[NamedNode, NamedNode]]:
    """The classes and properties where everything of the class has the property."""
    asserted = real_world().asserted
    members: dict[object, set[object]] = {}
    for quad in asserted:
        if quad.predicate == TYPE:
            members.setdefault(quad.object, set()).add(quad.subject)
    having: dict[object, set[object]] = {}
    for quad in asserted:
        having.setdefault(quad.predicate, set()).add(quad.subject)
    return {(kind, prop) for kind, prop in samples() if members[kind] <= having[prop]}


def taken_out(quads: list[Quad]) -> list[tuple[NamedNode, NamedNode | None, NamedNode | Literal | None]]:
    subject, predicate = quads[0].subject, quads[0].predicate
    assert isinstance(subject, NamedNode)
    return [(subject, predicate, None)]


@cache
def after(kind_of_damage: str) -> tuple[Finding, ...]:
    """The findings when every sample is damaged in one way."""
    changes = []
    for (kind, prop), quads in samples().items():
        first = quads[0]
        if kind_of_damage == "misspelt":
            wrong = Triple(first.subject, NamedNode(first.predicate.value + "z"), first.object)
            changes.append(Change((), (wrong,)))
        elif kind_of_damage == "dropped" and (kind, prop) in shared_by_all():
            changes.append(Change(taken_out(quads)))
        elif kind_of_damage == "dangling" and isinstance(first.object, NamedNode):
            nothing = NamedNode(NOWHERE + shorten(first.predicate.value).replace(":", "-"))
            changes.append(Change(taken_out(quads), (Triple(first.subject, first.predicate, nothing),)))
        elif kind_of_damage == "language" and isinstance(first.object, Literal):
            other = Literal(first.object.value, language="fr")
            changes.append(Change(taken_out(quads), (Triple(first.subject, first.predicate, other),)))
        elif kind_of_damage == "literal" and isinstance(first.object, NamedNode):
            words = Literal("words in the place of an address")
            changes.append(Change(taken_out(quads), (Triple(first.subject, first.predicate, words),)))
    return real_world().validate(*changes)


def is_violation(findings: tuple[Finding, ...], focus: set[str], path: str | None = None) -> bool:
    return any(
        finding.severity is Severity.VIOLATION
        and finding.focus_node in focus
        and (path is None or path == finding.path)
        for finding in findings
    )


def subject_of(kind: NamedNode, prop: NamedNode) -> str:
    subject = samples()[kind, prop][0].subject
    assert isinstance(subject, NamedNode)
    return subject.value


def cases(
    wanted: type[NamedNode] | type[Literal] | None = None, *, without: Collection[str] = ()
) -> list[ParameterSet]:
    """Class and property of each sample, of those whose values are addresses, literals or either."""
    return [
        pytest.param(kind, prop, id=f"{shorten(kind.value)}-{shorten(prop.value)}".replace(":", "."))
        for (kind, prop), quads in samples().items()
        if (wanted is None or isinstance(quads[0].object, wanted)) and shorten(prop.value) not in without
    ]


@pytest.mark.parametrize(("kind", "prop"), cases())
def test_a_misspelt_property_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(after("misspelt"), {subject}, shorten(prop.value + "z"))


@pytest.mark.parametrize(("kind", "prop"), cases(NamedNode, without=ANYWHERE))
def test_an_address_that_nothing_describes_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    name = shorten(prop.value)
    subject = subject_of(kind, prop)
    assert is_violation(after("dangling"), {subject, NOWHERE + name.replace(":", "-")})


@pytest.mark.parametrize(("kind", "prop"), cases(Literal))
def test_a_language_or_datatype_out_of_place_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(after("language"), {subject}, shorten(prop.value))


@pytest.mark.parametrize(("kind", "prop"), cases(NamedNode))
def test_words_in_the_place_of_an_address_are_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(after("literal"), {subject})


@pytest.mark.parametrize(("kind", "prop"), [case for case in cases() if case.values in shared_by_all()])
def test_a_property_that_all_have_is_missed_when_dropped(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    missed = is_violation(after("dropped"), {subject}, shorten(prop.value))
    class_name = kind.value.removeprefix(TERMS)
    assert missed is not ((class_name, shorten(prop.value)) in OPTIONAL)
