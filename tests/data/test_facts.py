"""The data against the facts that they were written from, thing by thing; each wrong edit would be seen.

The facts are kept beside the checkout, not in it; without them these tests are skipped (test_core_data.py is not).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal

from tests.data import expected, extract, reviewed_differences
from tests.data.extract import DCTERMS, DSG, OA, ROOT, Records, authored, differences, phrases, text, thing
from tests.data.wrong_edits import WRONG_EDITS, WrongEdit

FACTS = ROOT.parent / "shared" / "domain" / "facts.json"
SUMMARY = FACTS.with_name("action-plan-executive-summary.txt")

pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not beside this checkout")


@cache
def facts() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    return loaded


COMPARISONS: dict[str, tuple[Callable[[dict[str, Any]], Records], Callable[[Graph], Records]]] = {
    "organisations": (expected.organisations, extract.organisations),
    "responsibilities": (expected.responsibilities, extract.responsibilities),
    "initiatives": (expected.initiatives, extract.initiatives),
    "parts": (expected.parts, extract.parts),
    "contributions": (expected.contributions, extract.contributions),
    "milestones": (expected.milestones, extract.milestones),
    "sources": (expected.bibliography, extract.bibliography),
    "theme alignments": (expected.theme_alignments, extract.theme_alignments),
    "goals": (expected.goals, extract.goals),
    "measures": (expected.measures, extract.measures),
    "outcomes": (expected.outcomes, extract.outcomes),
    "relations": (expected.relations, extract.relations),
    "treaty links": (expected.treaty_links, extract.treaty_links),
    "target groups": (expected.target_groups, extract.target_groups),
    "governance": (expected.governance, extract.governance),
    "figures": (expected.figures, extract.figures),
    "themes": (expected.themes, extract.themes),
    "vision": (expected.vision_elements, lambda data: extract.listed(data, DSG.VisionElement, RDFS.label)),
    "focus areas": (expected.focus_areas, lambda data: extract.listed(data, DSG.FocusArea, SKOS.prefLabel)),
}


def compare(name: str, data: Graph) -> list[str]:
    wanted, found = COMPARISONS[name]
    reviewed = reviewed_differences.applied(name, reviewed_differences.plain(wanted(facts())))
    return differences(reviewed, reviewed_differences.plain(found(data)))


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_data_hold_what_the_facts_say(name: str) -> None:
    assert compare(name, authored()) == []


@pytest.mark.slow(reason="compares all facts for each edit")
@pytest.mark.parametrize("edit", WRONG_EDITS, ids=lambda edit: edit.name.replace(" ", "-"))
def test_a_wrong_edit_would_be_seen(edit: WrongEdit) -> None:
    assert compare(edit.seen_by, edit.made_in(authored())) != []


def test_every_milestone_of_the_summary_rests_on_a_phrase_of_the_facts() -> None:
    """A whole sentence of the facts may be quoted in part."""
    data = authored()
    kept = {text(data, m, RDFS.label): m for m in data.subjects(RDF.type, DSG.Milestone)}
    for item in facts()["initiatives"]:
        for milestone in item["milestones"]:
            node = kept.get(milestone["label"])
            if node is not None and milestone["phrase"]:
                quoted = phrases(data, node)
                assert any(phrase in milestone["phrase"] for phrase in quoted), milestone["label"]


def test_every_note_on_a_source_is_kept() -> None:
    data = authored()
    kept = 0
    for source in facts()["sources"]:
        node = data.value(None, DCTERMS.identifier, Literal(source["id"]))
        if source["note"] and node is not None:
            assert expected.capital(source["note"]) in extract.notes(data, node)
            kept += 1
    assert kept


def test_every_source_grounds_something() -> None:
    data = authored()
    for node in data.subjects(RDF.type, DSG.Source):
        assert (None, OA.hasSource, node) in data or (None, DCTERMS.source, node) in data, f"{node} grounds nothing"


# The facts' list of what was not found, in its order, and the notes that hold it; leads are two notes, as two of the
# five initiatives have a derived lead.
NOT_FOUND = [
    ["goals"],
    ["measures-primary-text"],
    ["plan-full-text"],
    ["themes-of-items"],
    ["leads", "lead-pages"],
    ["maori-names"],
    ["external-identifiers"],
    ["licence"],
    ["websites"],
]


def test_every_quality_point_is_kept_and_concerns_something() -> None:
    data = authored()
    points = {str(data.value(n, DCTERMS.identifier)) for n in data.subjects(RDF.type, DSG.QualityNote)}
    assert len(NOT_FOUND) == len(facts()["not_found"])
    missing = {"not-found-" + name for names in NOT_FOUND for name in names}
    coding = ROOT / "data" / "coding" / "resolutions.csv"
    with coding.open(encoding="utf-8", newline="") as file:
        disputed = {f"disputed-coding-{row['initiative']}-{row['outcome']}" for row in csv.DictReader(file)}
    points -= disputed | {"coding-by-whom", "coding-checked", "coding-limits"}
    assert points == {d["id"] for d in facts()["data_quality"]} | missing | {"not-found-outcome-anchor"}
    for note in data.subjects(RDF.type, DSG.QualityNote):
        for target in data.objects(note, DSG.concerns):
            assert (target, None, None) in data
        assert (note, DSG.concerns, None) in data


def test_leads_that_were_not_found_are_those_of_the_facts() -> None:
    without = {thing("initiative", item["id"]) for item in facts()["initiatives"] if item["lead"]["agency"] is None}
    assert set(authored().objects(thing("note", "not-found-leads"), DSG.concerns)) == without


def runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.skipif(not Path(SUMMARY).exists(), reason="the text of the summary is not beside this checkout")
def test_our_own_words_are_not_those_of_the_summary() -> None:
    """They share no run of eight words with the text, save what stands between quotation marks."""

    def words(prose: str) -> list[str]:
        return "".join(c.lower() if c.isalnum() else " " for c in prose).split()

    data = authored()
    theirs = runs(words(SUMMARY.read_text("utf-8")), 8)
    for prop in (DCTERMS.description, DSG.vision, DSG.consultationVision, DSG.rationale, SKOS.note, RDFS.label):
        for node, prose in data.subject_objects(prop):
            if prop == RDFS.label and data.value(node, RDF.type) in {DSG.Initiative, DSG.ActionPlan}:
                continue  # their names
            copied = runs(words(re.sub(r'"[^"]*"', "|", str(prose))), 8) & theirs
            assert not copied, f"{node} copies {copied}"
