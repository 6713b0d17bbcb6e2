"""Applies each mutation operator to every property of every class of the real data, to find gaps in the shapes.

For each class and property one thing is mutated. All mutations of an operator are validated together; focus node and
path tell their findings apart.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import pytest
from _pytest.mark import ParameterSet
from pyoxigraph import Literal, NamedNode, Quad, Triple

from strategy_graph.dataset.validation.report import Finding, Severity
from strategy_graph.namespaces import PREFIXES, TERMS, THINGS
from strategy_graph.prefixed_names import shorten
from tests.shapes.mutable_dataset import SHAPE, Change, iri, real_dataset

pytestmark = pytest.mark.slow(reason="validates once for each property of each class")

TYPE = iri("rdf:type")
NOWHERE = THINGS + "nowhere/"

# The optional properties of a class that all its instances in the real data happen to have.
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
    (PREFIXES["prov"] + "Agent", "skos:note"),
}

# What is missed by a shape of the node, so that the finding has no path: a concept may stand below another instead.
MISSED_BY_A_NODE_SHAPE = {"skos:topConceptOf": SHAPE + "ConceptTopOrBelow"}

# Properties whose value may be any IRI.
ANYWHERE = {"foaf:page", "foaf:homepage", "rdfs:seeAlso", "schema:sameAs"}


@cache
def samples() -> dict[tuple[NamedNode, NamedNode], list[Quad]]:
    """Return the values of one thing for each class and property, of different things where possible."""
    data = [
        q for q in real_dataset().asserted if isinstance(q.subject, NamedNode) and q.subject.value.startswith(THINGS)
    ]
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
def mandatory_properties() -> set[tuple[NamedNode, NamedNode]]:
    """Return the pairs of class and property where all instances of the class have the property."""
    asserted = real_dataset().asserted
    members: dict[object, set[object]] = {}
    for quad in asserted:
        if quad.predicate == TYPE:
            members.setdefault(quad.object, set()).add(quad.subject)
    having: dict[object, set[object]] = {}
    for quad in asserted:
        having.setdefault(quad.predicate, set()).add(quad.subject)
    return {(kind, prop) for kind, prop in samples() if members[kind] <= having[prop]}


def removals(quads: list[Quad]) -> list[tuple[NamedNode, NamedNode | None, NamedNode | Literal | None]]:
    subject, predicate = quads[0].subject, quads[0].predicate
    assert isinstance(subject, NamedNode)
    return [(subject, predicate, None)]


@cache
def findings_after(mutation_operator: str) -> tuple[Finding, ...]:
    """Return the findings after one operator is applied to every sample."""
    changes = []
    for (kind, prop), quads in samples().items():
        first = quads[0]
        if mutation_operator == "misspelt":
            wrong = Triple(first.subject, NamedNode(first.predicate.value + "z"), first.object)
            changes.append(Change((), (wrong,)))
        elif mutation_operator == "dropped" and (kind, prop) in mandatory_properties():
            changes.append(Change(removals(quads)))
        elif mutation_operator == "dangling" and isinstance(first.object, NamedNode):
            nothing = NamedNode(NOWHERE + shorten(first.predicate.value).replace(":", "-"))
            changes.append(Change(removals(quads), (Triple(first.subject, first.predicate, nothing),)))
        elif mutation_operator == "language" and isinstance(first.object, Literal):
            other = Literal(first.object.value, language="fr")
            changes.append(Change(removals(quads), (Triple(first.subject, first.predicate, other),)))
        elif mutation_operator == "literal" and isinstance(first.object, NamedNode):
            words = Literal("words in the place of an address")
            changes.append(Change(removals(quads), (Triple(first.subject, first.predicate, words),)))
    return real_dataset().validate(*changes)


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
    """Return class and property of each sample whose values are IRIs, literals or either."""
    return [
        pytest.param(kind, prop, id=f"{shorten(kind.value)}-{shorten(prop.value)}".replace(":", "."))
        for (kind, prop), quads in samples().items()
        if (wanted is None or isinstance(quads[0].object, wanted)) and shorten(prop.value) not in without
    ]


@pytest.mark.parametrize(("kind", "prop"), cases())
def test_a_misspelt_property_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(findings_after("misspelt"), {subject}, shorten(prop.value + "z"))


@pytest.mark.parametrize(("kind", "prop"), cases(NamedNode, without=ANYWHERE))
def test_an_iri_without_a_description_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    name = shorten(prop.value)
    subject = subject_of(kind, prop)
    assert is_violation(findings_after("dangling"), {subject, NOWHERE + name.replace(":", "-")})


@pytest.mark.parametrize(("kind", "prop"), cases(Literal))
def test_a_language_or_datatype_out_of_place_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(findings_after("language"), {subject}, shorten(prop.value))


@pytest.mark.parametrize(("kind", "prop"), cases(NamedNode))
def test_a_literal_in_place_of_an_iri_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    assert is_violation(findings_after("literal"), {subject})


@pytest.mark.parametrize(("kind", "prop"), [case for case in cases() if case.values in mandatory_properties()])
def test_a_dropped_mandatory_property_is_a_violation(kind: NamedNode, prop: NamedNode) -> None:
    subject = subject_of(kind, prop)
    findings, name = findings_after("dropped"), shorten(prop.value)
    if name in MISSED_BY_A_NODE_SHAPE:
        findings = tuple(finding for finding in findings if finding.shape == MISSED_BY_A_NODE_SHAPE[name])
        assert is_violation(findings, {subject})
        return
    missed = is_violation(findings, {subject}, name)
    class_name = kind.value.removeprefix(TERMS)
    assert missed is not ((class_name, name) in OPTIONAL)
