"""The queries on evidence, sources and gaps; the longer answers are worked out again in the authored files."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from rdflib import RDF
from rdflib.term import Node

from tests.data import extract
from tests.data.extract import DCTERMS, DSG, ID, OA, ROOT, authored, members, sources, text
from tests.queries.conftest import Ask
from tests.queries.rows import column, pick

KINDS = {
    "affiliation": DSG.Affiliation,
    "contribution": DSG.Contribution,
    "goal alignment": DSG.GoalAlignment,
    "governance role": DSG.GovernanceRole,
    "progress tracking": DSG.ProgressTracking,
    "relation": DSG.Relation,
    "responsibility": DSG.Responsibility,
    "targeting": DSG.Targeting,
    "theme alignment": DSG.ThemeAlignment,
    "treaty link": DSG.TreatyLink,
    "vision alignment": DSG.VisionAlignment,
}


def claims() -> Counter[tuple[str, str | None, str]]:
    """Kind, basis and source of each claim, as often as there are such claims."""
    data = authored()
    return Counter(
        (kind, extract.basis(data, claim), code)
        for kind, cls in KINDS.items()
        for claim in members(data, cls)
        for code in sources(data, claim)
    )


def test_claims_by_basis_and_source(ask: Ask) -> None:
    rows = ask("claims-by-basis-and-source")
    found = {(row["kind"], row["basis"], row["source"]): int(str(row["claims"])) for row in rows}
    assert found == claims()
    # By hand: all 69 contributions rest on the plan's own text.
    assert {key: n for key, n in found.items() if key[0] == "contribution"} == {
        ("contribution", "stated", "SUMMARY"): 1,
        ("contribution", "named", "SUMMARY"): 49,
        ("contribution", "inferred", "SUMMARY"): 19,
    }
    titles = column(rows, "source", "title")
    assert (titles["CAP"], titles["NT1"]) == ("Digital Strategy released", "Ngā Tikanga Paihere")


@pytest.mark.parametrize(
    ("basis", "bases"),
    [
        *((basis, {basis}) for basis in ("stated", "named", "derived", "inferred")),
        ("own-words", {"stated", "named"}),
    ],
)
def test_claims_on_one_basis(ask: Ask, basis: str, bases: set[str]) -> None:
    rows = ask("claims-by-basis-and-source", basis=basis)
    expected = {key: number for key, number in claims().items() if key[1] in bases}
    assert {(r["kind"], r["basis"], r["source"]): int(str(r["claims"])) for r in rows} == expected


def test_claims_to_check_first(ask: Ask) -> None:
    """Disputed codings, readings of weak content, and claims on one secondary source save our own readings.

    No claim is without a passage.
    """
    data = authored()
    secondary = {"secondary", "secondary-extracts"}

    def weak(claim: Node) -> bool:
        documents = {doc for e in data.objects(claim, DSG.hasEvidence) for doc in data.objects(e, OA.hasSource)}
        kinds = {extract.short(data.value(document, DSG.sourceKind)) for document in documents}
        return len(documents) == 1 and kinds <= secondary and extract.basis(data, claim) != "inferred"

    rows = ask("claims-to-check-first")
    every = {claim for cls in KINDS.values() for claim in members(data, cls)}
    with (ROOT / "data" / "coding" / "resolutions.csv").open(encoding="utf-8", newline="") as file:
        disputed = {f"contribution-{row['initiative']}-{row['outcome']}" for row in csv.DictReader(file)}
    expected: dict[str, set[str | None]] = {
        "disputed coding": {*disputed},
        "a reading of weak content": {
            extract.short(claim) for claim in every if extract.short(data.value(claim, DSG.strength)) == "weak-content"
        },
        "one secondary source": {extract.short(claim) for claim in every if weak(claim)},
    }
    assert [*dict.fromkeys(row["why"] for row in rows)] == [*expected]
    for why, claims in expected.items():
        assert {row["claim"] for row in rows if row["why"] == why} == claims, why
    assert "responsibility-arohia-grant-lead-callaghan-innovation" in expected["one secondary source"]
    assert len(disputed) == 10
    assert all(row["sourceTitle"] and row["sourceTitle"] != row["source"] for row in rows)
    assert ("affiliation-ncpo-dpmc", "part of") in pick(rows, "claim", "propertyName")


def test_evidence_for_an_initiative(ask: Ask) -> None:
    rows = ask("evidence-for-an-initiative", initiative="christchurch-call")
    assert set(pick(rows, "subject", "property", "object", "basis", "source")) == {
        ("christchurch-call", "contributesTo", "international-influence", "named", "SUMMARY"),
        ("christchurch-call", "contributesTo", "safe-online", "named", "SUMMARY"),
        ("christchurch-call", "leadAgency", "dpmc", "derived", "RNZCC"),
        ("christchurch-call", "partnerAgency", "government-of-france", "stated", "SUMMARY"),
        ("christchurch-call", "partnerAgency", "government-of-france", "stated", "XIN"),
        ("christchurch-call", "targets", "civil-society", "stated", "SUMMARY"),
        ("christchurch-call", "targets", "heads-of-state-and-government", "stated", "SUMMARY"),
        ("christchurch-call", "targets", "technology-sector", "stated", "SUMMARY"),
        ("christchurch-call", "underTheme", "trust", "inferred", "SUMMARY"),
        # Told of the other: a relation that leads here.
        ("digital-safety-group", "relatedTo", "christchurch-call", "derived", "DS1"),
    }
    call = "https://w3id.org/digital-strategy-graph/id/initiative/christchurch-call"
    assert ask("evidence-for-an-initiative", initiative=call) == rows


def test_evidence_for_the_parts_of_an_initiative(ask: Ask) -> None:
    rows = ask("evidence-for-an-initiative", initiative="improving-rural-connectivity")
    assert ("remote-users-scheme", "partnerAgency", "cip") in pick(rows, "subject", "property", "object")


def test_initiative_dossier(ask: Ask) -> None:
    """By hand, of Digital Boost: what there is of each kind."""
    rows = ask("initiative-dossier")
    assert Counter(str(row["aspect"]).partition(":")[0] for row in rows) == {
        "place in the plan": 1,
        "part": 2,
        "agency": 4,
        "theme": 2,
        "outcome": 2,
        "group": 1,
        "milestone": 2,
        "figure": 4,
    }
    assert pick(rows[:1], "fact") == [("flagship initiative, number 4",)]
    # One agency leads it by our reading; three take part through the Alliance, and one of them is the lead too.
    ministry = "Ministry of Business, Innovation and Employment"
    through = "through Digital Boost Alliance"
    agencies = [row for row in rows if str(row["aspect"]).startswith("agency")]
    assert [(row["aspect"], row["fact"], str(row["detail"]).partition(":")[0]) for row in agencies] == [
        ("agency: lead", ministry, ""),
        ("agency: partner", "Computer Emergency Response Team New Zealand", through),
        ("agency: partner", ministry, through),
        ("agency: partner", "Tech Users Association", through),
    ]
    assert ("outcome", "Firms adopt digital tools", "named", "SUMMARY") in pick(
        rows, "aspect", "fact", "basis", "source"
    )
    money = next(row for row in rows if row["aspect"] == "figure: funding")
    assert (money["detail"], money["source"]) == ("exact 44000000 NZD", "STFDB")


def test_what_is_unknown(ask: Ask) -> None:
    rows = ask("what-is-unknown")
    assert len(rows) == len({row["note"] for row in rows}) == 11
    concerned = column(rows, "note", "concernsNames")
    assert concerned["not-found-leads"] == "Cyber security; Data ethics and Artificial Intelligence; Digital twins"
    assert concerned["not-found-outcome-anchor"] == (
        "Māori take a full part in the digital economy; The research system is stronger"
    )
    assert len(ask("what-is-unknown", kind="data-quality")) == 33


def test_label_search(ask: Ask) -> None:
    assert pick(ask("label-search", text="TATAURANGA"), "thing", "class", "names") == [
        ("stats-nz", "Organization", "Statistics New Zealand; Stats NZ; Tatauranga Aotearoa")
    ]
    assert pick(ask("label-search", text="innovation development grant"), "thing") == [("arohia-grant",)]
    assert ask("label-search", text='no such "name" \\ anywhere') == []


def test_label_search_needs_no_macrons_and_gives_one_row_for_a_thing(ask: Ask) -> None:
    for spelt in ("hikina", "HĪKINA", "Hīkina Whakatutuki"):
        assert pick(ask("label-search", text=spelt), "thing") == [("mbie",)], spelt


def test_sources_and_what_they_ground(ask: Ask) -> None:
    """Counted again in the authored files, along evidence alone."""
    data = authored()
    all_claims = {node for node in data.subjects(DSG.basis) if str(node).startswith(ID + "claim/")}
    grounded: dict[str, set[Node]] = {str(code): set() for code in data.objects(predicate=DCTERMS.identifier)}
    for thing in set(data.subjects(DSG.hasEvidence)):
        for code in sources(data, thing):
            # What an edition says of an initiative counts with the initiative.
            grounded[code].add(data.value(thing, DSG.listedInitiative) or thing)
    for thing, source in data.subject_objects(DCTERMS.source):
        grounded[str(data.value(source, DCTERMS.identifier))].add(thing)
    expected = []
    for node in data.subjects(RDF.type, DSG.Source):
        things = grounded[str(data.value(node, DCTERMS.identifier))]
        number = len(things & all_claims)
        row = (text(data, node, DCTERMS.identifier), text(data, node, DSG.publisherName), number, len(things) - number)
        expected.append(row)
    expected.sort(key=lambda row: (-row[2], -row[3], str(row[0])))
    rows = ask("sources-and-what-they-ground")
    assert len(rows) == 139
    found = pick(rows, "code", "publisher", "claims", "facts")
    assert found == [(code, publisher, str(c), str(f)) for code, publisher, c, f in expected]
    assert pick(rows[:2], "code", "kind", "seenAs", "seenOn") == [
        ("SUMMARY", "primary", "whole document", "2026-11"),
        ("CAP", "secondary", "opening", "2026-11-27"),
    ]
    # Another table of the same numbers: a claim that rests on two sources is in two rows of either.
    by_source: Counter[str] = Counter()
    for (_, _, source_code), count in claims().items():
        by_source[source_code] += count
    assert {row["code"]: int(str(row["claims"])) for row in rows if row["claims"] != "0"} == by_source


def test_claims_with_their_evidence(ask: Ask) -> None:
    """Every claim names a place in a source; by hand, three places have no words to quote."""
    data = authored()
    expected = Counter[tuple[str, str | None]]()
    quoted = Counter[tuple[str, str | None]]()
    for kind, cls in KINDS.items():
        for claim in members(data, cls):
            key = (kind, extract.basis(data, claim))
            expected[key] += 1
            selectors = (s for e in data.objects(claim, DSG.hasEvidence) for s in data.objects(e, OA.hasSelector))
            quoted[key] += any((selector, OA.exact, None) in data for selector in selectors)
    rows = ask("claims-with-evidence")
    assert {(row["kind"], row["basis"]): int(str(row["claims"])) for row in rows} == expected
    assert {(row["kind"], row["basis"]): int(str(row["withQuotation"])) for row in rows} == quoted
    assert all(row["withEvidence"] == row["claims"] for row in rows)
    assert sum(expected.values()) - sum(quoted.values()) == 3
