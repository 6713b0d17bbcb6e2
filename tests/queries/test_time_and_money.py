"""The queries on milestones and figures; the longer answers are worked out again in the authored files."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, URIRef
from rdflib.term import Node

from tests.data import extract
from tests.data.core_data import ITEMS
from tests.data.extract import DCTERMS, DSG, authored, sources, text
from tests.queries.conftest import Ask
from tests.queries.rows import column, pick

STATUSES = ["done", "in-progress", "planned", "intended", "later", "expected-later", "background"]


def milestones(*statuses: str) -> list[tuple[str | None, ...]]:
    """Name, date, first and last day, status and sources, sorted by time."""
    data = authored()
    rows = []
    for node in data.subjects(RDF.type, DSG.Milestone):
        status = str(extract.short(data.value(node, DSG.status)))
        if status in (statuses or STATUSES):
            dates = [text(data, node, prop) for prop in (DSG.date, DSG.earliest, DSG.latest)]
            codes = ", ".join(sorted(sources(data, node)))
            rows.append((text(data, node, RDFS.label), *dates, status.replace("-", " "), codes))
    return sorted(rows, key=str)


COLUMNS = ("name", "date", "earliest", "latest", "status", "source")


def test_milestones_in_order(ask: Ask) -> None:
    rows = ask("milestones-in-order")
    found = pick(rows, *COLUMNS)
    assert len(found) == 89
    assert sorted(found, key=str) == milestones()
    days = [(row[2] is None, row[2] or "", row[3] or "") for row in found]
    assert days == sorted(days)
    of = column(rows, "name", "of")
    assert of["First progress report"] == "Action Plan for the Digital Strategy for Aotearoa 2022-23"
    assert of["Closing of Callaghan Innovation announced"] == "Callaghan Innovation"
    assert of["DEPA signed"] == "Digital Economy Partnership Agreement"
    notes = column(rows, "name", "dateNote")
    assert (notes["Build may start"], notes["DEPA signed"]) == ("middle of the year", "New Zealand time")


def test_a_half_year_is_told_in_words(ask: Ask) -> None:
    when = column(ask("milestones-in-order"), "name", "when")
    assert when["Ecosystem report due"] == "first half of 2023"


def test_a_plan_says_what_became_of_it(ask: Ask) -> None:
    became = column(ask("milestones-in-order"), "name", "became")
    assert became["White Paper"] == "White Paper released"
    assert became["Remote Users Scheme launched"] == "Remote Users Scheme opens"
    assert str(became["First progress report"]).startswith("No such report was found.")
    assert became["White Paper released"] is None


@pytest.mark.parametrize("status", STATUSES)
def test_milestones_of_one_status(ask: Ask, status: str) -> None:
    expected = milestones(status)
    assert expected
    assert sorted(pick(ask("milestones-in-order", status=status), *COLUMNS), key=str) == expected


# By hand: what was planned for an initiative and is known to have become something.
ACTUAL = {
    ("Expected to pass", "Third reading", "true"),
    ("Leaders meet", "Fourth Leaders' Summit, New York", "false"),
    (
        "School cyber skills programme launched",
        "Cyber Skills Aotearoa (Pūkenga ā-Ipurangi Aotearoa) goes live",
        "false",
    ),
    ("Remote Users Scheme launched", "Remote Users Scheme opens", "false"),
    ("Rural Capacity Upgrade extended", "Rural Capacity Upgrade: 31,000 homes and firms reached", "true"),
    ("Map the Māori-in-tech ecosystem", "Report that maps the Māori tech sector", "true"),
    ("White Paper", "White Paper released", "false"),
    ("Te Ohu Raraunga governance model developed", "Māori Data Governance Model released", "true"),
    ("New Dunedin Hospital complete", "Inpatient building put off to 2029", "true"),
    ("3.5 GHz long-term rights usable", "Long-term rights in the 3.5 GHz band in force", "true"),
    ("Short-term rights end", "Short-term rights extended", "true"),
    ("DEPA implemented and expanded", "Korea joins DEPA", None),
    ("Plan developed", "DIA ends its digital inclusion programme", None),
}


def test_planned_and_actual(ask: Ask) -> None:
    rows = ask("planned-and-actual")
    assert {row for row in pick(rows, "plannedName", "actualName", "late") if row[1]} == ACTUAL
    # Every other planned or intended event of an initiative says what is known of it.
    assert all(row["fate"] for row in rows if not row["actualName"])
    of_initiatives = [
        name for name, *_, status, _ in milestones("planned", "intended") if name != "First progress report"
    ]
    told = {row["plannedName"] for row in rows} - {"DEPA implemented and expanded"}
    assert told == set(of_initiatives)
    flagships = ask("planned-and-actual", tier="flagship")
    assert {str(row["initiative"]) for row in flagships} <= {i for i, item in ITEMS.items() if item[0] == "flagship"}


def test_due_and_unconfirmed(ask: Ask) -> None:
    assert pick(ask("due-and-unconfirmed", by="2022-12-31"), "name", "latest") == [
        ("Grant opens", "2022-09-30"),
        ("Framework metric published", "2022-12-31"),
        ("Both resources expand", "2022-12-31"),
        ("Digital Skills and Talent Plan advanced", "2022-12-31"),
        ("Rollout continues", "2022-12-31"),
        ("SaaS ecosystem developed", "2022-12-31"),
        ('"Tech Story" campaign rolls out', "2022-12-31"),
    ]
    later = {row["name"] for row in ask("due-and-unconfirmed")} - {
        row["name"] for row in ask("due-and-unconfirmed", by="2022-12-31")
    }
    assert later == {"First progress report", "Testing and implementation", "Build may start"}


def money() -> dict[str | None, tuple[str | None, ...]]:
    """Figures in a currency: purpose, value or lower end, upper end, year, sources and whole."""
    data = authored()

    def name(node: Node | None) -> str | None:
        return None if node is None else text(data, node, RDFS.label)

    return {
        name(node): (
            str(extract.short(data.value(node, DSG.purpose))),
            text(data, node, DSG.value) or text(data, node, DSG.minimumValue),
            text(data, node, DSG.maximumValue),
            text(data, node, DSG.year),
            ", ".join(sorted(sources(data, node))),
            name(data.value(node, DCTERMS.isPartOf)),
        )
        for node in data.subjects(DSG.currency)
        if isinstance(node, URIRef)
    }


def test_money(ask: Ask) -> None:
    columns = ("purpose", "value", "maximum", "year", "source", "partOf")
    rows = ask("money")
    assert {row["name"]: tuple(row[c] for c in columns) for row in rows} == money()
    assert len(rows) == len(money()) == 27
    assert {row["currency"] for row in rows} == {"NZD"}
    for purpose in ("funding", "projection", "context"):
        names = {row["name"] for row in ask("money", purpose=purpose)}
        assert names == {name for name, record in money().items() if record[0] == purpose}


def test_money_is_told_with_its_purpose_and_its_whole(ask: Ask) -> None:
    """By hand: the one projection, the parts of the 60 million, and the sum on which sources differ."""
    rows = {row["name"]: row for row in ask("money")}
    assert [name for name, row in rows.items() if row["purpose"] == "projection"] == ["Projected whole cost"]
    whole = "Extra funding for rural connectivity"
    parts = [row for row in rows.values() if row["partOf"] == whole]
    assert sum(int(str(row["value"])) for row in parts) == int(str(rows[whole]["value"])) == 60_000_000
    conflict = rows["Budget 2022 for cyber resilience, to CERT NZ"]
    assert conflict["of"] == "Computer Emergency Response Team New Zealand"
    assert conflict["conflictsWith"] == (
        "Money for a suite of initiatives, by CERT NZ's history; Money for several cyber initiatives, by Newsroom"
    )
    assert next(iter(rows)) != "Contribution of the digital technologies sector to the economy"  # context comes last


def test_initiatives_without_recorded_funding(ask: Ask) -> None:
    with_money = {
        *("digital-boost", "improving-rural-connectivity", "digital-technologies-itp", "arohia-grant"),
        *("digital-inclusion-skills", "te-pae-tawhiti", "digital-health-transformation"),
    }
    rows = ask("initiatives-without-recorded-funding")
    assert {row["initiative"] for row in rows} == set(ITEMS) - with_money
    other = column(rows, "initiative", "otherFigures")
    assert (other["nga-tikanga-paihere"], other["cyber-security-strategy"], other["5g-rollout"]) == ("2", "1", "0")
