"""The rules 50 to 57, which say in the words of other vocabularies what holds for some values only."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.dataset.derivation import derive, read_rules
from tests.shapes.mutable_dataset import iri, triples_of

RULES = Path(__file__).resolve().parents[2] / "ontology" / "rules"


def derived(rule: str, turtle: str) -> set[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Return what one rule adds to some triples."""
    facts = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples_of(turtle)]
    (file,) = RULES.glob(f"{rule}-*.rq")
    return {(q.subject, q.predicate, q.object) for q in derive(read_rules([file]), facts).quads}  # type: ignore[misc]


def subjects(rule: str, turtle: str, predicate: str) -> set[NamedNode]:
    return {s for s, p, _ in derived(rule, turtle) if p == iri(predicate)}


DATASET = """
    <https://example.org/dataset> a void:Dataset ; dcterms:creator <https://example.org/us> ;
        dcterms:created "2030-01-01"^^xsd:date .
    claim:one a dsg:Claim .
"""


def test_a_claim_has_the_author_and_the_date_of_the_dataset() -> None:
    assert {(p, getattr(o, "value", None)) for s, p, o in derived("54", DATASET) if s == iri("claim/one")} == {
        (iri("dcterms:creator"), "https://example.org/us"),
        (iri("dcterms:created"), "2030-01-01"),
    }


def test_a_claim_that_gives_its_own_date_keeps_it_and_has_the_author() -> None:
    own = DATASET + 'claim:one dcterms:created "2031-05-05"^^xsd:date .'
    assert {p for _, p, _ in derived("54", own)} == {iri("dcterms:creator")}


def test_no_claim_has_an_author_where_the_dataset_names_none() -> None:
    assert derived("54", "claim:one a dsg:Claim .") == set()


@pytest.mark.parametrize(
    ("role", "governed", "holder", "member"),
    [
        ("member", "organisation:board", "dsg:organisation organisation:ministry", True),
        ("chair", "organisation:board", "dsg:person <https://example.org/person>", True),
        ("secretariat", "organisation:board", "dsg:organisation organisation:ministry", False),
        ("minister", "strategy:ours", "dsg:person <https://example.org/person>", False),
        ("chair", "strategy:ours", "dsg:person <https://example.org/person>", False),
    ],
)
def test_a_seat_on_a_board_is_a_membership(role: str, governed: str, holder: str, member: bool) -> None:
    facts = f"""organisation:board a org:Organization . strategy:ours a dsg:Strategy .
        claim:one a dsg:GovernanceRole ; dsg:role role:{role} ; dsg:governed {governed} ; {holder} ."""
    assert subjects("51", facts, "org:organization") == ({iri("claim/one")} if member else set())


@pytest.mark.parametrize(("role", "audience"), [("served", True), ("takes-part", False)])
def test_a_group_that_is_served_is_an_audience(role: str, audience: bool) -> None:
    facts = f"""claim:one a dsg:Targeting ; dsg:aboutInitiative initiative:a ; dsg:aboutTargetGroup group:b ;
        dsg:targetRole <https://w3id.org/digital-strategy-graph/id/target-role/{role}> ."""
    assert (len(derived("52", facts)) == 1) is audience


def test_a_claim_is_derived_from_its_evidence_and_an_organisation_is_not() -> None:
    facts = """claim:one a dsg:Claim ; dsg:hasEvidence evidence:a .
        organisation:b a org:Organization ; dsg:hasEvidence evidence:c ."""
    assert subjects("53", facts, "prov:wasDerivedFrom") == {iri("claim/one")}


THEMES = """
    {0} a dsg:Strategy ; rdfs:label "Eesti strateegia"@et {1} .
    theme:a a dsg:Theme ; dsg:ofStrategy {0} . theme:b a dsg:Theme ; dsg:ofStrategy {0} .
"""


@pytest.mark.parametrize(
    ("strategy", "more", "scheme", "label"),
    [
        ("strategy:ee", "", iri("scheme/themes-of-ee"), "Themes: Eesti strateegia"),
        ("strategy:ee", ', "Estonian strategy"@en', iri("scheme/themes-of-ee"), "Themes: Estonian strategy"),
        ("strategy:ee", ', "Mõni"@fi, "Autre"@fr', iri("scheme/themes-of-ee"), "Themes: Autre"),
        (
            "<https://example.ee/strategy/x/id/plan>",
            "",
            NamedNode("https://example.ee/strategy/x/id/plan-themes"),
            "Themes: Eesti strateegia",
        ),
    ],
)
def test_the_themes_of_a_strategy_form_a_scheme(strategy: str, more: str, scheme: NamedNode, label: str) -> None:
    found = derived("56", THEMES.format(strategy, more))
    assert {o for s, p, o in found if p == iri("skos:prefLabel") and s == scheme} == {Literal(label, language="en")}
    assert {s for s, p, o in found if p == iri("skos:topConceptOf") and o == scheme} == {iri("theme/a"), iri("theme/b")}


def test_each_strategy_has_its_own_scheme() -> None:
    facts = THEMES.format("strategy:one", "") + THEMES.format("strategy:two", "").replace("theme:", "theme:x-")
    assert {str(o) for _, p, o in derived("56", facts) if p == iri("skos:inScheme")} == {
        str(iri("scheme/themes-of-one")),
        str(iri("scheme/themes-of-two")),
    }


def test_a_single_theme_or_group_makes_no_scheme() -> None:
    assert (
        derived(
            "56", 'strategy:a a dsg:Strategy ; rdfs:label "A"@en . theme:a a dsg:Theme ; dsg:ofStrategy strategy:a .'
        )
        == set()
    )
    assert derived("57", "group:a a dsg:TargetGroup .") == set()


def test_a_group_below_another_is_in_the_scheme_and_not_at_its_top() -> None:
    facts = "group:a a dsg:TargetGroup . group:b a dsg:TargetGroup ; skos:broader group:a ."
    assert subjects("57", facts, "skos:inScheme") == {iri("group/a"), iri("group/b")}
    assert subjects("57", facts, "skos:topConceptOf") == {iri("group/a")}
