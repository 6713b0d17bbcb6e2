"""A stated or named claim must quote its initiative's own section."""

from __future__ import annotations

import pytest

from strategy_graph.dataset import Content
from strategy_graph.dataset.quotations.verification import verify_sources
from tests.support.content import PREFIXES, write

TEXT = "A plan.\nAlpha\nSome words of alpha.\nBeta\nSome words of beta.\n"
ID = "https://w3id.org/digital-strategy-graph/id"
BASIS = f"{ID}/basis"

SECTIONS = f"""{PREFIXES}
<urn:plan> a dsg:Source ; dcterms:identifier "PLAN" .
<urn:other> a dsg:Source ; dcterms:identifier "OTHER" .
<urn:alpha> a dsg:Section ; dcterms:isPartOf <urn:plan> ; dsg:order 1 ; dsg:heading "Alpha"@en .
<urn:beta> a dsg:Section ; dcterms:isPartOf <urn:plan> ; dsg:order 2 ; dsg:heading "Beta"@en .
<urn:evidence:alpha> a dsg:Evidence ; oa:hasSource <urn:plan> ; dsg:inSection <urn:alpha> ;
    oa:hasSelector [ oa:exact "words of alpha"@en ] .
<urn:evidence:beta> a dsg:Evidence ; oa:hasSource <urn:plan> ; dsg:inSection <urn:beta> ;
    oa:hasSelector [ oa:exact "of beta"@en ] .
<urn:evidence:elsewhere> a dsg:Evidence ; oa:hasSource <urn:other> ; oa:hasSelector [ oa:exact "of beta"@en ] .
<urn:initiative> dsg:inPlan <urn:the-plan> ; dsg:hasEvidence <urn:evidence:alpha> .
<urn:part> dcterms:isPartOf <urn:initiative> .
"""


def misplaced(
    content: Content, basis: str, evidence: str, subject: str = "initiative", link: str = "aboutInitiative"
) -> list[str]:
    write(
        content.data / "claim.ttl",
        f"{SECTIONS}<{ID}/claim/c> dsg:basis <{BASIS}/{basis}> ; dsg:{link} <urn:{subject}> ;"
        f" dsg:hasEvidence <urn:evidence:{evidence}> .\n",
    )
    result = verify_sources(content, {"plan": write(content.root / "plan.txt", TEXT)})
    return [claim.phrase for claim in result.misplaced]


@pytest.mark.parametrize("basis", ["stated", "named"])
@pytest.mark.parametrize("subject", ["initiative", "part"])
def test_a_phrase_of_another_section_is_refused(content: Content, basis: str, subject: str) -> None:
    assert misplaced(content, basis, "beta", subject) == ["of beta"]


@pytest.mark.parametrize("link", ["aboutInitiative", "alignedThing"])
def test_every_property_that_links_a_claim_to_its_initiative_is_checked(content: Content, link: str) -> None:
    assert misplaced(content, "stated", "beta", link=link) == ["of beta"]


def test_a_phrase_of_its_own_section_is_accepted(content: Content) -> None:
    assert misplaced(content, "named", "alpha") == []


@pytest.mark.parametrize("basis", ["derived", "inferred"])
def test_inferred_claims_may_quote_any_section(content: Content, basis: str) -> None:
    assert misplaced(content, basis, "beta") == []


def test_claims_from_other_sources_are_ignored(content: Content) -> None:
    assert misplaced(content, "stated", "elsewhere") == []


def test_a_misplaced_quotation_has_its_file_and_line(content: Content) -> None:
    misplaced(content, "named", "beta")
    result = verify_sources(content, {"plan": content.root / "plan.txt"})
    (claim,) = result.misplaced
    assert not result.ok
    line = SECTIONS.count("\n") + 1
    assert (claim.claim, claim.initiative, claim.where) == (
        f"{ID}/claim/c",
        "urn:initiative",
        f"{content.data / 'claim.ttl'}:{line}",
    )
