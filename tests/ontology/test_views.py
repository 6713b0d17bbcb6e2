"""The rules for the name to show and for the strategy of a thing, each on a few triples; neither is validated."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.derivation import VIEWS, derive, read_rules
from strategy_graph.namespaces import GRAPH_DERIVED
from tests.shapes.mutable_dataset import Change, iri, small_dataset, triples_of

RULES = Path(__file__).resolve().parents[2] / "ontology" / "rules"
DISPLAY_NAME, IN_STRATEGY = iri("dsg:displayName"), iri("dsg:inStrategy")
ONE = 'strategy:one a dsg:Strategy ; dcterms:language "mi" . '
TWO = ONE + 'strategy:two a dsg:Strategy ; dcterms:language "ar" . '
BOTH = '"Trust"@en , "Mahi Tika"@mi , "الثقة"@ar'
"""Labels in three languages."""


def derived(turtle: str, *, numbers: str) -> list[Triple]:
    facts = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples_of(turtle)]
    rules = [rule for rule in sorted(RULES.glob("*.rq")) if rule.name[:2] in numbers.split()]
    return [Triple(q.subject, q.predicate, q.object) for q in derive(read_rules(rules), facts).quads]


@pytest.mark.parametrize(
    ("facts", "name", "language"),
    [
        (ONE + f"theme:a dsg:ofStrategy strategy:one ; rdfs:label {BOTH} .", "Mahi Tika", "mi"),
        # Without a label in the language of the strategy: English, then the first by tag.
        (ONE + 'theme:a dsg:ofStrategy strategy:one ; rdfs:label "Trust"@en , "الثقة"@ar .', "Trust", "en"),
        (ONE + 'theme:a dsg:ofStrategy strategy:one ; rdfs:label "Vertrauen"@de , "الثقة"@ar .', "الثقة", "ar"),
        (ONE + 'theme:a dsg:ofStrategy strategy:one ; rdfs:label "Trust"@en-NZ , "الثقة"@ar .', "Trust", "en-nz"),
        # What is of no strategy by itself: the language that all have in common, or English.
        (ONE + f"theme:a rdfs:label {BOTH} .", "Mahi Tika", "mi"),
        (TWO + f"theme:a rdfs:label {BOTH} .", "Trust", "en"),
        (f"theme:a rdfs:label {BOTH} .", "Trust", "en"),
        # Each of two strategies has its own, also by way of a plan, a whole, or what a milestone is of.
        (TWO + f"theme:a dsg:ofStrategy strategy:two ; rdfs:label {BOTH} .", "الثقة", "ar"),
        (TWO + f"plan:p dsg:implements strategy:two . theme:a dsg:inPlan plan:p ; rdfs:label {BOTH} .", "الثقة", "ar"),
        (
            TWO + "plan:p dsg:implements strategy:two . initiative:i dsg:inPlan plan:p . part:p dcterms:isPartOf "
            f"initiative:i . theme:a dsg:milestoneOf part:p ; rdfs:label {BOTH} .",
            *("الثقة", "ar"),
        ),
        (TWO + f"theme:a dsg:figureOf strategy:two ; rdfs:label {BOTH} .", "الثقة", "ar"),
        # Of two names in one language, and without a tag, there is still one.
        (ONE + 'theme:a rdfs:label "B"@mi , "A"@mi .', "A", "mi"),
        (ONE + 'theme:a rdfs:label "plain" , "Vertrauen"@de .', "plain", None),
    ],
)
def test_one_name_is_shown(facts: str, name: str, language: str | None) -> None:
    names = [triple for triple in derived(facts, numbers="43") if triple.predicate == DISPLAY_NAME]
    assert names == [Triple(iri("theme/a"), DISPLAY_NAME, Literal(name, language=language))]


def test_whatever_has_a_label_has_one_name_to_show() -> None:
    graphs = assemble(find_content())
    shown = [quad.subject for quad in graphs.of(GRAPH_DERIVED) if quad.predicate == DISPLAY_NAME]
    labelled = {quad.subject for quad in graphs.facts() if quad.predicate == iri("rdfs:label")}
    assert len(shown) == len(set(shown)) and set(shown) == labelled


STRATEGIES = (
    "strategy:one a dsg:Strategy . strategy:two a dsg:Strategy . plan:a dsg:implements strategy:one . "
    "plan:b dsg:implements strategy:two . initiative:a dsg:inPlan plan:a . initiative:b dsg:inPlan plan:b . "
    "organisation:x a org:Organization . organisation:y a org:Organization . "
)


@pytest.mark.parametrize(
    ("facts", "thing", "strategies"),
    [
        ("part:p dcterms:isPartOf initiative:a .", "part/p", {"one"}),
        ("milestone:m dsg:milestoneOf initiative:b .", "milestone/m", {"two"}),
        ("claim:c dsg:linkSubject initiative:a ; dsg:linkObject organisation:x .", "organisation/x", {"one"}),
        (
            "claim:c dsg:linkSubject initiative:a ; dsg:linkObject organisation:x . "
            "claim:d dsg:linkSubject initiative:b ; dsg:linkObject organisation:x .",
            *("organisation/x", {"one", "two"}),
        ),
        # A claim that leads to a thing of another strategy does not take it over.
        ("claim:c dsg:linkSubject initiative:a ; dsg:linkObject initiative:b .", "initiative/b", {"two"}),
        # A unit that is nowhere else is there for its parent; one that has a role of its own is not.
        (
            "claim:c dsg:linkSubject initiative:a ; dsg:linkObject organisation:x . claim:f a dsg:Affiliation ; "
            "dsg:organisation organisation:y ; dsg:parentOrganisation organisation:x .",
            *("organisation/y", {"one"}),
        ),
        (
            "claim:c dsg:linkSubject initiative:a ; dsg:linkObject organisation:x . claim:f a dsg:Affiliation ; "
            "dsg:organisation organisation:y ; dsg:parentOrganisation organisation:x . claim:r a dsg:Responsibility ; "
            "dsg:organisation organisation:y ; dsg:linkSubject initiative:b ; dsg:linkObject organisation:y .",
            *("organisation/y", {"two"}),
        ),
        ("claim:c dsg:linkSubject initiative:a ; dcterms:source source:s .", "source/s", {"one"}),
        ("note:n dsg:concerns initiative:b .", "note/n", {"two"}),
    ],
)
def test_a_thing_is_in_the_strategies_that_it_belongs_to(facts: str, thing: str, strategies: set[str]) -> None:
    found = {t.object for t in derived(STRATEGIES + facts, numbers="44 45 46") if t.subject == iri(thing)}
    assert found == {iri(f"strategy/{name}") for name in strategies}


def test_what_is_derived_for_display_is_not_validated() -> None:
    graphs = assemble(find_content())
    assert {quad.predicate.value for quad in graphs.of(GRAPH_DERIVED)} >= VIEWS
    assert not {quad.predicate.value for quad in graphs.facts()} & VIEWS


@pytest.mark.slow(reason="validates our content")
@pytest.mark.parametrize("view", [DISPLAY_NAME, IN_STRATEGY])
def test_a_view_that_an_author_writes_is_a_violation(view: NamedNode) -> None:
    written = Triple(iri("strategy/example-strategy"), view, iri("strategy/example-strategy"))
    findings = small_dataset().validate(Change(extra=[written]))
    assert [finding.message for finding in findings if finding.path and view.value.rsplit("#")[-1] in str(finding.path)]
