"""The core shapes alone: what they find of the mutations of our data, and that they accept plans that are not ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import RDF, SH, Graph, URIRef

from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation.report import Finding, Severity
from tests.shapes.mutable_dataset import (
    ROOT,
    SHAPE,
    Change,
    MutableDataset,
    all_rules,
    all_shapes,
    core_shapes,
    iri,
    read,
    real_dataset,
    small_dataset,
    triples_of,
)
from tests.shapes.mutation import Mutation
from tests.shapes.mutations import MUTATIONS, batches

ARABIC = ROOT / "tests" / "data" / "plan_arabic" / "data"
PROFILES = ROOT / "shapes" / "profiles"
OF_CORE = [mutation for mutation in MUTATIONS if (URIRef(SHAPE + mutation.shape), None, None) in core_shapes()]

ANOTHER_STRATEGY = """
    <https://data.example.org/strategy> a dsg:Strategy .
    <https://data.example.org/plan> a dsg:ActionPlan ; dsg:implements <https://data.example.org/strategy> .
    <https://data.example.org/theme> a dsg:Theme ; dsg:ofStrategy <https://data.example.org/strategy> ;
        skos:prefLabel "Safety"@en .
    <https://data.example.org/measure> a dsg:Measure ; dsg:ofStrategy <https://data.example.org/strategy> ;
        rdfs:label "More than 90% of people feel safe online"@en ; dcterms:identifier "M1" .
    <https://data.example.org/initiative> a dsg:Initiative ; dsg:inPlan <https://data.example.org/plan> ;
        rdfs:label "Safer Homes"@en .
    <https://data.example.org/milestone> a dsg:Milestone ; dsg:milestoneOf <https://data.example.org/initiative> ;
        rdfs:label "Safer Homes opened"@en .
    <https://data.example.org/organisation> a org:Organization ; rdfs:label "Example Board"@en .
    <https://data.example.org/source> a dsg:Source ; dcterms:title "An example page"@en ; dcterms:identifier "PAGE" .
    <https://data.example.org/section> a dsg:Section ; dcterms:isPartOf <https://data.example.org/source> ;
        rdfs:label "Introduction"@en .
"""


@cache
def findings_of(number: int) -> tuple[Finding, ...]:
    return real_dataset().validate(*(mutation.change for mutation in batches()[number]), shapes=core_shapes())


@pytest.mark.slow(reason="validates the real data once for each batch of mutations")
@pytest.mark.parametrize("mutation", OF_CORE, ids=lambda mutation: mutation.name.replace(" ", "-"))
def test_a_mutation_that_a_core_shape_finds_is_found_by_the_core_alone(mutation: Mutation) -> None:
    number = next(index for index, members in enumerate(batches()) if mutation in members)
    assert mutation.is_found_in(findings_of(number))


def test_nearly_all_mutations_are_found_by_the_core() -> None:
    assert len(OF_CORE) >= len(MUTATIONS) - 12


def named(graph: Graph) -> set[URIRef]:
    shapes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    return {shape for shape in shapes if isinstance(shape, URIRef)}


def test_the_core_needs_no_profile_and_a_profile_changes_no_core_shape() -> None:
    core = core_shapes()
    used = {*core.objects(None, SH.property), *core.objects(None, SH.node)}
    assert {shape for shape in used if isinstance(shape, URIRef)} <= named(core)
    for folder in PROFILES.iterdir():
        profile = to_graph(read(folder))
        assert named(profile)
        assert not {subject for subject in profile.subjects() if isinstance(subject, URIRef)} & named(core)
    assert named(all_shapes()) > named(core)


def test_the_core_names_no_country_and_no_language_of_ours() -> None:
    for file in sorted((ROOT / "shapes" / "core").glob("*.ttl")):
        text = file.read_text(encoding="utf-8")
        for word in ("languageIn", "te reo", "Māori", "NZ", "w3id\\\\.org"):
            assert word not in text.replace('\\"NZD\\"', ""), f"{file.name} says {word}"


def violations(findings: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    return [(finding.focus_node, finding.shape) for finding in findings if finding.severity is Severity.VIOLATION]


def with_the_arabic_plan() -> MutableDataset:
    return MutableDataset([*real_dataset().asserted, *read(ARABIC)], all_rules())


@pytest.mark.slow(reason="validates the real data")
def test_our_strategy_and_that_of_another_country_stand_in_one_graph() -> None:
    assert violations(with_the_arabic_plan().validate(shapes=core_shapes())) == []


def test_two_strategies_may_use_the_same_names_and_codes() -> None:
    found = small_dataset().validate(Change([], triples_of(ANOTHER_STRATEGY)), shapes=core_shapes())
    assert not [finding for finding in found if "Unique" in (finding.shape or "")]


@pytest.mark.parametrize(
    ("shape", "kind", "extra"),
    [
        ("NameUniqueInStrategy", "theme", "dsg:ofStrategy strategy:example-strategy"),
        ("CodeUniqueInStrategy", "measure", "dsg:ofStrategy strategy:example-strategy"),
        ("NameUniqueInPlan", "initiative", "dsg:inPlan plan:2030-31"),
        ("NameUniqueInPlan", "milestone", "dsg:milestoneOf plan:2030-31"),
        ("NameUniqueInSource", "section", "dcterms:isPartOf source:summary"),
    ],
)
def test_within_one_strategy_plan_or_source_they_are_unique(shape: str, kind: str, extra: str) -> None:
    moved = triples_of(f"{ANOTHER_STRATEGY} <https://data.example.org/{kind}> {extra} .")
    found = small_dataset().validate(Change([], moved), shapes=core_shapes())
    assert (f"https://data.example.org/{kind}", SHAPE + shape) in violations(found)


def test_an_outcome_and_a_measure_may_have_several_themes() -> None:
    second = """
        theme:second a dsg:Theme ; skos:prefLabel "Second"@en ; dsg:ofStrategy strategy:example-strategy ;
            dsg:order 2 ; dsg:hasEvidence evidence:page-goals .
        claim:one a dsg:ThemeAlignment ; dsg:alignedThing outcome:safe-online ; dsg:alignedTheme theme:second ;
            dsg:basis basis:stated ; dsg:hasEvidence evidence:page-goals .
        claim:two a dsg:ThemeAlignment ; dsg:alignedThing measure:m1 ; dsg:alignedTheme theme:second ;
            dsg:basis basis:stated ; dsg:hasEvidence evidence:page-goals ."""
    change = Change([], triples_of(second))
    assert small_dataset().validate(change, shapes=core_shapes()) == ()
    of_ours = {shape for _, shape in violations(small_dataset().validate(change))}
    assert of_ours == {SHAPE + "label-maori", SHAPE + "Outcome-one-theme", SHAPE + "Measure-one-theme"}


@pytest.mark.parametrize("tag", ["@et", "@ar", "@zh-Hant", "@mi"])
def test_a_name_in_any_language_is_enough_for_the_core(tag: str) -> None:
    theme = iri("theme/safety")
    change = Change([(theme, iri("skos:prefLabel"), None)], triples_of(f'theme:safety skos:prefLabel "x"{tag} .'))
    assert small_dataset().validate(change, shapes=core_shapes()) == ()


@pytest.mark.parametrize("name", ['"Safety"', '"Safety"@en, "Security"@en'])
def test_a_name_without_a_tag_and_two_in_one_language_are_found_by_the_core(name: str) -> None:
    theme = iri("theme/safety")
    change = Change([(theme, iri("skos:prefLabel"), None)], triples_of(f"theme:safety skos:prefLabel {name} ."))
    assert (theme.value, SHAPE + "prefLabel") in violations(small_dataset().validate(change, shapes=core_shapes()))


@pytest.mark.slow(reason="validates each mark")
# Yoruba and Vietnamese with marks that have no composed character; Hebrew and Arabic with points.
@pytest.mark.parametrize("text", ["Ẹ\u0300kọ\u0301", "m\u0300", "ש\u05c1ל\u05d5ם", "خط\u0651ة", "ā", "q\u0304"])
def test_marks_without_a_composed_character_are_no_fault(text: str) -> None:
    change = Change([], triples_of(f'group:households skos:altLabel "{text}"@und .'))
    assert small_dataset().validate(change, shapes=core_shapes()) == ()


@pytest.mark.slow(reason="validates each mark")
@pytest.mark.parametrize("text", ["a\u0304", "E\u0301", "n\u0303", "c\u0327", "S\u030c", "u\u0308"])
def test_marks_with_a_composed_character_are_found(text: str) -> None:
    change = Change([], triples_of(f'group:households skos:altLabel "{text}"@und .'))
    found = violations(small_dataset().validate(change, shapes=core_shapes()))
    assert found == [(iri("group/households").value, SHAPE + "nfc-altLabel")]


def test_every_class_is_used_by_the_arabic_plan() -> None:
    def classes(quads: list[Quad]) -> set[str]:
        return {str(quad.object) for quad in quads if quad.predicate == iri("rdf:type")}

    good = classes(read(Path(__file__).with_name("good")))
    assert good - classes(read(ARABIC)) == set()
