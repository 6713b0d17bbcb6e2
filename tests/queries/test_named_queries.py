"""Each named query on the real data, with its answer worked out by hand from the facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from rdflib import RDF, Graph
from rdflib.query import ResultRow
from rdflib.term import Node

from strategy_graph.catalogue import Catalogue
from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.bridge import to_graph
from strategy_graph.namespaces import GRAPH_SHAPES
from tests.data.extract import DCTERMS, DSG, ID, authored, sources, text
from tests.queries import answers
from tests.queries.conftest import Ask, Row
from tests.queries.matrix import MATRIX


def column(rows: list[Row], key: str, value: str) -> dict[str | None, str | None]:
    return {row[key]: row[value] for row in rows}


def pick(rows: list[Row], *columns: str) -> list[tuple[str | None, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


# --- The mission -----------------------------------------------------------------------------------

FEEDS_ALL = {
    "cyber-security-strategy": 4,
    "digital-inclusion-skills": 4,
    "digital-technologies-itp": 4,
    "accelerating-maori-innovation": 3,
    "data-as-a-tool": 3,
    "data-ethics-ai": 3,
    "government-cloud-adoption": 3,
    "maori-data-governance": 3,
    "5g-rollout": 2,
    "arohia-grant": 2,
    "christchurch-call": 2,
    "cyber-security-ahead": 2,
    "digital-boost": 2,
    "digital-commerce": 2,
    "digital-health-transformation": 2,
    "digital-identity-services-trust-framework": 2,
    "digital-inclusion-action-plan": 2,
    "digital-trade": 2,
    "nga-tikanga-paihere": 2,
    "te-ara-paerangi": 2,
}
FEEDS_STATED = {
    "accelerating-maori-innovation": 3,
    "cyber-security-strategy": 3,
    "digital-inclusion-skills": 3,
    "5g-rollout": 2,
    "data-as-a-tool": 2,
    "data-ethics-ai": 2,
    "digital-boost": 2,
    "digital-trade": 2,
    "government-cloud-adoption": 2,
    "maori-data-governance": 2,
    "nga-tikanga-paihere": 2,
}


def counts(rows: list[Row]) -> dict[str, int]:
    return {str(row["initiative"]): int(str(row["outcomes"])) for row in rows}


def test_initiatives_feeding_multiple_outcomes(ask: Ask) -> None:
    rows = ask("initiatives-feeding-multiple-outcomes")
    assert counts(rows) == FEEDS_ALL
    assert [int(str(row["outcomes"])) for row in rows] == sorted(FEEDS_ALL.values(), reverse=True)
    itp = next(row for row in rows if row["initiative"] == "digital-technologies-itp")
    assert itp["stated"] == "1"
    assert itp["outcomeNames"] == (
        "Digital firms and exporters sell to the world; High-value digital jobs grow and are filled; "
        "Innovation, research and productivity rise; People have digital skills and confidence"
    )


def test_initiatives_feeding_multiple_outcomes_stated_alone(ask: Ask) -> None:
    assert counts(ask("initiatives-feeding-multiple-outcomes", basis="stated")) == FEEDS_STATED


@pytest.mark.parametrize(("minimum", "number"), [("1", 24), ("2", 20), ("3", 8), ("4", 3), ("5", 0)])
def test_the_threshold(ask: Ask, minimum: str, number: int) -> None:
    assert len(ask("initiatives-feeding-multiple-outcomes", minimum=minimum)) == number


@pytest.mark.parametrize(("tier", "number"), [("flagship", 10), ("supporting-activity", 7), ("looking-ahead", 3)])
def test_the_tier(ask: Ask, tier: str, number: int) -> None:
    assert len(ask("initiatives-feeding-multiple-outcomes", tier=tier)) == number


def test_the_theme_is_that_of_the_outcomes(ask: Ask) -> None:
    assert counts(ask("initiatives-feeding-multiple-outcomes", theme="trust")) == {
        "christchurch-call": 2,
        "cyber-security-strategy": 2,
        "data-as-a-tool": 2,
        "data-ethics-ai": 2,
        "digital-identity-services-trust-framework": 2,
        "government-cloud-adoption": 2,
        "maori-data-governance": 2,
        "nga-tikanga-paihere": 2,
    }


def test_initiative_outcome_matrix_cell_by_cell(ask: Ask) -> None:
    rows = ask("initiative-outcome-matrix")
    assert len(rows) == 55
    assert set(pick(rows, "initiative", "outcome", "basis", "phrase")) == set(MATRIX)
    ahead = {"data-ethics-ai", "cyber-security-ahead", "digital-inclusion-action-plan", "digital-twins"}
    assert {row["initiative"] for row in rows if row["prospective"] == "true"} == ahead
    stated = ask("initiative-outcome-matrix", basis="stated")
    assert set(pick(stated, "initiative", "outcome", "basis", "phrase")) == {m for m in MATRIX if m[2] == "stated"}


def test_evidence_stands_in_the_initiatives_own_section(ask: Ask) -> None:
    sections = {row["initiative"]: row["section"] for row in ask("initiative-outcome-matrix")}
    assert sections["te-ara-paerangi"] == "Te Ara Paerangi – Future Pathways"
    assert sections["cyber-security-ahead"] == "Cyber security"
    assert len(set(sections.values())) == 24


# --- Outcomes and measures -------------------------------------------------------------------------

OUTCOMES = [
    ("innovation", "Growth", "7", "5"),
    ("skills", "Inclusion", "6", "3"),
    ("data-decisions", "Inclusion", "5", "2"),
    ("ethical-data", "Trust", "5", "3"),
    ("maori-data", "Trust", "5", "4"),
    ("access", "Inclusion", "4", "4"),
    ("digital-jobs", "Growth", "4", "3"),
    ("cyber-resilience", "Trust", "4", "3"),
    ("safe-online", "Trust", "4", "3"),
    ("exports", "Growth", "3", "2"),
    ("business-adoption", "Growth", "3", "1"),
    ("public-services", "Inclusion", "3", "3"),
    ("maori-digital-economy", "Growth", "1", "1"),
    ("digital-identity", "Trust", "1", "1"),
]


def test_outcomes_with_feeders(ask: Ask) -> None:
    rows = ask("outcomes-with-feeders")
    assert pick(rows, "outcome", "theme", "initiatives", "stated") == OUTCOMES
    exports = next(row for row in rows if row["outcome"] == "exports")
    assert exports["initiativeNames"] == (
        "Digital Commerce programme; Digital Technologies Industry Transformation Plan; Digital Trade"
    )
    assert len(ask("outcomes-with-feeders", theme="trust")) == 5


def test_outcomes_with_feeders_on_one_basis(ask: Ask) -> None:
    columns = ("outcome", "initiatives", "stated")
    stated = ask("outcomes-with-feeders", basis="stated")
    assert pick(stated, *columns) == answers.FEEDERS_STATED
    assert next(row for row in stated if row["outcome"] == "exports")["initiativeNames"] == (
        "Digital Commerce programme; Digital Trade"
    )
    assert pick(ask("outcomes-with-feeders", basis="inferred"), *columns) == answers.FEEDERS_INFERRED
    assert ask("outcomes-with-feeders", basis="derived") == []
    under_trust = ask("outcomes-with-feeders", basis="inferred", theme="trust")
    assert {row["outcome"] for row in under_trust} == {"ethical-data", "maori-data", "cyber-resilience", "safe-online"}


def test_outcomes_hanging_on_one_initiative(ask: Ask) -> None:
    assert pick(ask("outcomes-hanging-on-one-initiative"), "outcome", "initiative", "basis") == [
        ("maori-digital-economy", "accelerating-maori-innovation", "stated"),
        ("digital-identity", "digital-identity-services-trust-framework", "stated"),
    ]
    stated = {row["outcome"] for row in ask("outcomes-hanging-on-one-initiative", basis="stated")}
    assert stated == {"maori-digital-economy", "digital-identity", "business-adoption"}


def test_outcomes_without_a_measure(ask: Ask) -> None:
    assert pick(ask("outcomes-without-a-measure"), "outcome", "initiatives") == [
        ("innovation", "7"),
        ("data-decisions", "5"),
        ("ethical-data", "5"),
        ("maori-data", "5"),
        ("public-services", "3"),
        ("maori-digital-economy", "1"),
    ]


def test_measures_and_initiatives_behind_them(ask: Ask) -> None:
    rows = ask("measures-and-initiatives-behind-them")
    assert pick(rows, "id", "theme", "initiatives") == [
        ("M1", "Trust", "4"),
        ("M2", "Trust", "4"),
        ("M3", "Trust", "1"),
        ("M4", "Inclusion", "4"),
        ("M5", "Inclusion", "6"),
        ("M6", "Inclusion", "4"),
        ("M7", "Growth", "3"),
        ("M8", "Growth", "3"),
        ("M9", "Growth", "4"),
    ]
    assert rows[8]["outcomeNames"] == "High-value digital jobs grow and are filled"


# --- Initiatives -----------------------------------------------------------------------------------


def test_initiative_pairs_by_shared_outcomes(ask: Ask) -> None:
    pairs = {frozenset((r["first"], r["second"])): r["shared"] for r in ask("initiative-pairs-by-shared-outcomes")}
    assert pairs == {
        frozenset(("data-as-a-tool", "maori-data-governance")): "3",
        frozenset(("cyber-security-strategy", "digital-inclusion-skills")): "3",
        frozenset(("accelerating-maori-innovation", "digital-technologies-itp")): "2",
        frozenset(("christchurch-call", "cyber-security-strategy")): "2",
        frozenset(("cyber-security-ahead", "cyber-security-strategy")): "2",
        frozenset(("cyber-security-strategy", "digital-technologies-itp")): "2",
        frozenset(("data-as-a-tool", "data-ethics-ai")): "2",
        frozenset(("data-as-a-tool", "nga-tikanga-paihere")): "2",
        frozenset(("data-ethics-ai", "maori-data-governance")): "2",
        frozenset(("data-ethics-ai", "nga-tikanga-paihere")): "2",
        frozenset(("digital-inclusion-action-plan", "digital-inclusion-skills")): "2",
        frozenset(("digital-inclusion-skills", "digital-technologies-itp")): "2",
        frozenset(("digital-technologies-itp", "digital-trade")): "2",
        frozenset(("maori-data-governance", "nga-tikanga-paihere")): "2",
    }


def test_cross_theme_initiatives(ask: Ask) -> None:
    assert {(r["initiative"], r["themeNames"]) for r in ask("cross-theme-initiatives")} == {
        ("digital-inclusion-skills", "Growth; Inclusion; Trust"),
        ("cyber-security-strategy", "Growth; Inclusion; Trust"),
        ("5g-rollout", "Growth; Inclusion"),
        ("cyber-security-ahead", "Inclusion; Trust"),
        ("data-as-a-tool", "Inclusion; Trust"),
        ("data-ethics-ai", "Growth; Trust"),
        ("digital-boost", "Growth; Inclusion"),
        ("digital-technologies-itp", "Growth; Inclusion"),
        ("government-cloud-adoption", "Inclusion; Trust"),
        ("maori-data-governance", "Inclusion; Trust"),
        ("te-ara-paerangi", "Growth; Inclusion"),
    }
    stated = {r["initiative"] for r in ask("cross-theme-initiatives", basis="stated")}
    assert stated == {
        "cyber-security-strategy",
        "digital-inclusion-skills",
        "digital-boost",
        "data-as-a-tool",
        "government-cloud-adoption",
        "5g-rollout",
    }


def test_theme_coverage(ask: Ask) -> None:
    columns = ("theme", "nameMi", "goals", "measures", "outcomes", "initiatives", "stated")
    assert pick(ask("theme-coverage"), *columns) == [
        ("trust", "Mahi Tika", "3", "3", "5", "10", "1"),
        ("inclusion", "Mahi Tahi", "1", "3", "4", "9", "1"),
        ("growth", "Mahi Ake", "0", "3", "5", "9", "1"),
    ]


def test_evidence_for_an_initiative(ask: Ask) -> None:
    rows = ask("evidence-for-an-initiative", initiative="christchurch-call")
    assert set(pick(rows, "property", "object", "basis", "source")) == {
        ("contributesTo", "cyber-resilience", "inferred", "SUMMARY"),
        ("contributesTo", "safe-online", "stated", "SUMMARY"),
        ("leadAgency", "dpmc", "stated", "CC3"),
        ("partnerAgency", "government-of-france", "stated", "SUMMARY"),
        ("partnerAgency", "government-of-france", "stated", "CC2"),
        ("otherAgency", "mfat", "stated", "CC2"),
        ("targets", "civil-society", "stated", "SUMMARY"),
        ("targets", "heads-of-state-and-government", "stated", "SUMMARY"),
        ("targets", "technology-sector", "stated", "SUMMARY"),
        ("theme", "trust", "derived", "SUMMARY"),
    }
    call = "https://w3id.org/digital-strategy-graph/id/initiative/christchurch-call"
    assert ask("evidence-for-an-initiative", initiative=call) == rows


def test_what_if_an_initiative_stopped(ask: Ask) -> None:
    assert pick(ask("what-if-an-initiative-stopped"), "outcome", "basis", "othersLeft") == [
        ("digital-identity", "stated", "0"),
        ("ethical-data", "inferred", "4"),
    ]
    rows = ask("what-if-an-initiative-stopped", initiative="digital-twins")
    assert pick(rows, "outcome", "othersLeft") == [("data-decisions", "4")]


# --- Agencies and people ---------------------------------------------------------------------------


def test_agencies_by_outcomes_reached(ask: Ask) -> None:
    assert pick(ask("agencies-by-outcomes-reached"), "agency", "initiatives", "outcomes") == [
        ("mbie", "6", "8"),
        ("dia", "4", "8"),
        ("dpmc", "2", "4"),
        ("mpp", "1", "4"),
        ("office-for-seniors", "1", "4"),
        ("stats-nz", "3", "3"),
        ("callaghan-innovation", "1", "2"),
        ("mfat", "1", "2"),
        ("ministry-of-health", "1", "2"),
        ("nzte", "1", "2"),
        ("msd", "1", "1"),
    ]


def test_agencies_that_work_together(ask: Ask) -> None:
    rows = ask("agencies-that-work-together")
    assert pick(rows, "first", "second", "shared") == answers.PAIRS
    assert ("dpmc", "mfat") not in pick(rows, "first", "second")  # a notice is no partnership
    assert pick(rows[:1], "firstName", "secondName", "workNames") == [
        (
            "Data Iwi Leaders Group",
            "Statistics New Zealand",
            "Data as a tool for decision-making and wellbeing; Government cloud adoption; Māori Data Governance",
        )
    ]
    # Its name is in te reo Māori alone, and it must not fall out for that.
    awanuiarangi = [row for row in rows if row["second"] == "te-whare-wananga-o-awanuiarangi"]
    assert {row["secondName"] for row in awanuiarangi} == {"Te Whare Wānanga o Awanuiārangi"}


def test_organisations_and_their_parents(ask: Ask) -> None:
    rows = ask("organisations-and-their-parents")
    assert pick(rows, "organisation", "parent", "from", "until", "basis") == answers.PARENTS
    assert pick(rows[:1], "name", "parentName") == [
        ("Computer Emergency Response Team New Zealand", "Ministry of Business, Innovation and Employment")
    ]


def test_who_governs(ask: Ask) -> None:
    rows = ask("who-governs")
    assert pick(rows, "governed", "role", "holder", "basis") == answers.GOVERNING
    assert {row["holderName"] for row in rows if row["role"] in {"chair", "minister"}} == {
        "Mark Sowden",
        "Hon Dr David Clark",
    }


def test_target_groups(ask: Ask) -> None:
    rows = ask("target-groups")
    assert pick(rows, "group", "initiative", "basis", "phrase") == answers.TARGETS
    # 28 in the facts; one of them is split in two, and the unnamed partners of one area are a group as well.
    assert len(rows) == 30
    assert ("Older people", "Digital inclusion through skills development") in pick(rows, "groupName", "name")


# --- Time, money, evidence, gaps -------------------------------------------------------------------


def test_milestones_in_order(ask: Ask) -> None:
    rows = ask("milestones-in-order")
    # 63 in the facts, four of the strategy, plan and board, and two told in notes.
    assert len(rows) == 69
    columns = ("name", "date", "earliest", "latest", "status", "source")
    assert pick(rows, *columns) == answers.MILESTONES
    of = column(rows, "name", "of")
    assert of["First progress report"] == "Action Plan for the Digital Strategy for Aotearoa 2022-23"
    assert of["Closing of Callaghan Innovation announced"] == "Callaghan Innovation"
    assert of["DEPA signed"] == "Digital Trade"
    notes = column(rows, "name", "dateNote")
    assert (notes["Build may start"], notes["DEPA signed"]) == ("middle of the year", "New Zealand time")


@pytest.mark.parametrize("status", ["done", "in-progress", "planned", "intended", "later", "background"])
def test_milestones_of_one_status(ask: Ask, status: str) -> None:
    names = [row[0] for row in answers.MILESTONES if row[4] == status.replace("-", " ")]
    assert names
    assert [row["name"] for row in ask("milestones-in-order", status=status)] == names


def test_money(ask: Ask) -> None:
    columns = ("name", "purpose", "bound", "value", "maximum", "year", "period", "source")
    rows = ask("money")
    assert pick(rows, *columns) == answers.MONEY
    assert {row["currency"] for row in rows} == {"NZD"}
    for purpose in ("funding", "context"):
        assert pick(ask("money", purpose=purpose), *columns) == [row for row in answers.MONEY if row[1] == purpose]
    whole = next(row for row in rows if row["source"] == "TP2")
    assert (whole["value"], whole["maximum"]) == ("2100000000", "2600000000")
    assert whole["of"] == "Te Pae Tawhiti Transformation Programme"
    assert whole["note"] == "A projection reported in 2023, not an appropriation."


def test_claims_by_basis_and_source(ask: Ask) -> None:
    columns = ("kind", "basis", "source", "claims")
    assert pick(ask("claims-by-basis-and-source"), *columns) == answers.CLAIMS
    for basis in ("stated", "derived", "inferred"):
        rows = ask("claims-by-basis-and-source", basis=basis)
        assert pick(rows, *columns) == [row for row in answers.CLAIMS if row[1] == basis]
    titles = column(ask("claims-by-basis-and-source"), "source", "title")
    assert (titles["CAP"], titles["NT1"]) == ("Digital Strategy released", "Ngā Tikanga Paihere")


def test_what_is_unknown(ask: Ask) -> None:
    rows = ask("what-is-unknown")
    assert len({row["note"] for row in rows}) == 10
    concerned = {
        name: {r["concerns"] for r in rows if r["note"] == "not-found-" + name} for name in ("leads", "lead-pages")
    }
    assert concerned["leads"] == {"data-ethics-ai", "digital-twins", "cyber-security-ahead"}
    assert concerned["lead-pages"] == {"digital-boost", "accelerating-maori-innovation"}
    assert len({row["note"] for row in ask("what-is-unknown", kind="data-quality")}) == 33


def test_te_tiriti_links(ask: Ask) -> None:
    assert pick(ask("te-tiriti-links"), "initiative", "treatyName", "basis", "phrase") == [
        ("maori-data-governance", "Te Tiriti o Waitangi", "stated", "embeds Te Tiriti o Waitangi"),
        ("te-ara-paerangi", "Te Tiriti o Waitangi", "stated", "helping to honour The Treaty of Waitangi"),
        ("government-cloud-adoption", "Te Tiriti o Waitangi", "inferred", "between Māori and the Crown"),
    ]


def test_label_search(ask: Ask) -> None:
    assert pick(ask("label-search", text="TATAURANGA"), "thing", "class", "label") == [
        ("stats-nz", "Organization", "Tatauranga Aotearoa")
    ]
    assert pick(ask("label-search", text="innovation development grant"), "thing") == [("arohia-grant",)]
    assert ask("label-search", text='no such "name" \\ anywhere') == []


def test_sources_and_what_they_ground(ask: Ask) -> None:
    """Counted again in the authored files, along evidence alone."""
    data = authored()
    claims = {node for node in data.subjects(DSG.basis) if str(node).startswith(ID + "claim/")}
    grounded: dict[str, set[Node]] = {str(code): set() for code in data.objects(predicate=DCTERMS.identifier)}
    for thing in set(data.subjects(DSG.evidence)):
        for code in sources(data, thing):
            grounded[code].add(thing)
    for thing, source in data.subject_objects(DCTERMS.source):
        grounded[str(data.value(source, DCTERMS.identifier))].add(thing)
    expected = []
    for node in data.subjects(RDF.type, DSG.Source):
        things = grounded[str(data.value(node, DCTERMS.identifier))]
        number = len(things & claims)
        row = (text(data, node, DCTERMS.identifier), text(data, node, DSG.publisherName), number, len(things) - number)
        expected.append(row)
    expected.sort(key=lambda row: (-row[2], -row[3], str(row[0])))
    rows = ask("sources-and-what-they-ground")
    assert len(rows) == 97
    found = pick(rows, "code", "publisher", "claims", "facts")
    assert found == [(code, publisher, str(c), str(f)) for code, publisher, c, f in expected]
    assert pick(rows[:3], "code", "kind", "title") == [
        ("SUMMARY", "primary", "Action Plan for the Digital Strategy for Aotearoa — Executive summary"),
        ("CAP", "secondary", "Digital Strategy released"),
        ("DEBTOR", "primary", "Digital Executive Board Terms of Reference"),
    ]
    # Another table of the same numbers: a claim that rests on two sources is in two rows of either.
    by_source: Counter[str | None] = Counter()
    for _, _, source_code, claimed in answers.CLAIMS:
        by_source[source_code] += int(str(claimed))
    assert {row["code"]: int(str(row["claims"])) for row in rows if row["claims"] != "0"} == by_source


# --- All of them -----------------------------------------------------------------------------------


def test_every_query_is_tested_here(catalogue: Catalogue) -> None:
    text = Path(__file__).read_text("utf-8")
    assert len(catalogue) >= 18
    for query in catalogue:
        assert f'ask("{query.name}"' in text, f"{query.name} has no test"


def test_every_query_puts_its_rows_in_order(catalogue: Catalogue) -> None:
    for query in catalogue:
        assert "\nORDER BY" in query.text, f"{query.name} leaves its order to chance"


@pytest.mark.parametrize(
    "name", ["initiatives-feeding-multiple-outcomes", "outcomes-with-feeders", "theme-coverage", "money"]
)
def test_another_engine_gives_the_same_rows(ask: Ask, catalogue: Catalogue, whole_graph: Graph, name: str) -> None:
    """RDFLib runs the file as it is; lists joined in a cell may come in another order there."""
    variables = list(ask(name)[0])
    theirs = Counter(
        tuple(None if cell is None else _comparable(str(cell)) for cell in cast(ResultRow, row))
        for row in whole_graph.query(catalogue[name].text)
    )
    ours = Counter(tuple(None if row[v] is None else _comparable(str(row[v])) for v in variables) for row in ask(name))
    assert theirs == ours


def _comparable(text: str) -> str:
    last = text.rsplit("/", 1)[-1] if text.startswith("http") else text
    return "; ".join(sorted(last.split("; ")))


@pytest.fixture(scope="module")
def whole_graph() -> Graph:
    graphs = assemble(find_content())
    return to_graph(graphs.of(*(name for name in graphs.quads if name != GRAPH_SHAPES)))
