"""The mission's queries on the real data: which initiatives feed multiple outcomes, and on what grounds."""

from __future__ import annotations

import pytest

from tests.queries.conftest import Ask
from tests.queries.matrix import AHEAD, MATRIX, OWN_WORDS, feeding, outcomes_of
from tests.queries.rows import number, numbers, pick

# By hand: the initiatives whose own text names two or more outcomes, with how many it names and how many more we read.
OWN = {
    "accelerating-maori-innovation": (3, 3),
    "christchurch-call": (2, 2),
    "cyber-security-strategy": (5, 5),
    "data-as-a-tool": (3, 3),
    "digital-boost": (2, 2),
    "digital-inclusion-skills": (6, 5),
    "digital-technologies-itp": (4, 4),
    "digital-trade": (4, 4),
    "government-cloud-adoption": (4, 3),
    "maori-data-governance": (4, 2),
    "nga-tikanga-paihere": (2, 2),
}
BY_READINGS = {
    "5g-rollout": (3, 1),
    "digital-commerce": (2, 1),
    "digital-health-transformation": (3, 1),
    "improving-rural-connectivity": (2, 1),
    "te-ara-paerangi": (2, 1),
    "te-pae-tawhiti": (2, 1),
}


def test_the_headline(ask: Ask) -> None:
    """Of the 20 with resources 11 in the plan's own words, 17 with our readings; the 4 areas stand apart."""
    columns = ("standing", "initiatives", "ownWords", "withReadings", "tierNames")
    assert pick(ask("multiple-outcomes-headline"), *columns) == [
        ("with resources", "20", "11", "17", "flagship initiative; other selected activity"),
        ("without resources", "4", "2", "3", "looking-ahead area"),
    ]
    three = ask("multiple-outcomes-headline", minimum="3")
    assert pick(three, "ownWords", "withReadings") == [("7", "10"), ("1", "3")]


def test_the_headline_is_the_matrix_counted() -> None:
    assert set(feeding(2, *OWN_WORDS)) == set(OWN)
    assert set(feeding(2)) == {*OWN, *BY_READINGS}
    ahead = [len(feeding(2, *bases, prospective="only")) for bases in (OWN_WORDS, ())]
    assert ahead == [2, 3]


def test_by_tier(ask: Ask) -> None:
    columns = ("tier", "initiatives", "ownWords", "withReadings")
    assert pick(ask("multiple-outcomes-by-tier"), *columns) == [
        ("flagship", "11", "7", "9"),
        ("supporting-activity", "9", "4", "8"),
        ("looking-ahead", "4", "2", "3"),
    ]


def test_initiatives_feeding_multiple_outcomes(ask: Ask) -> None:
    rows = ask("initiatives-feeding-multiple-outcomes")
    assert numbers(rows, "initiative", "outcomes", "ownWords") == {**OWN, **BY_READINGS}
    order = [(-number(row, "outcomes"), -number(row, "ownWords")) for row in rows]
    assert order == sorted(order)


def test_initiatives_of_an_agency(ask: Ask) -> None:
    """By hand: those in which the ministry or a unit of it has a role."""
    at_work = {row["work"] for row in ask("agency-portfolio", organisation="mbie") if row["partOf"] is None}
    rows = ask("initiatives-feeding-multiple-outcomes", agency="mbie")
    every = {row["initiative"] for row in ask("initiatives-feeding-multiple-outcomes")}
    assert {row["initiative"] for row in rows} == at_work & every
    assert len(rows) == 7


def test_rows_that_rest_on_readings_say_so(ask: Ask) -> None:
    rows = {row["initiative"]: row for row in ask("initiatives-feeding-multiple-outcomes")}
    for initiative in OWN:
        assert rows[initiative]["grounds"] == "the plan’s own words", initiative
    for initiative in BY_READINGS:
        assert rows[initiative]["grounds"] == "own words and our reading", initiative
    commerce = rows["digital-commerce"]
    assert (commerce["outcomeNames"], commerce["inferredNames"]) == (
        "Digital trade and exports grow",
        "Firms adopt digital tools",
    )
    itp = rows["digital-technologies-itp"]
    assert (itp["outcomeNames"], itp["inferredNames"]) == (
        "More people work in high-value digital jobs; People have the digital skills and confidence they need; "
        "The economy emits less; The economy grows stronger",
        "",
    )


@pytest.mark.parametrize(
    ("basis", "bases"),
    [("own-words", ("stated", "named")), ("named", ("named",)), ("stated", ("stated",)), ("inferred", ("inferred",))],
)
@pytest.mark.parametrize("prospective", ["exclude", "include", "only"])
def test_one_basis_at_a_time(ask: Ask, basis: str, bases: tuple[str, ...], prospective: str) -> None:
    rows = ask("initiatives-feeding-multiple-outcomes", basis=basis, prospective=prospective, minimum="1")
    found = {initiative: total for initiative, (total,) in numbers(rows, "initiative", "outcomes").items()}
    assert found == feeding(1, *bases, prospective=prospective)


@pytest.mark.parametrize(("minimum", "count"), [("1", 20), ("2", 17), ("3", 10), ("4", 6), ("6", 1), ("7", 0)])
def test_the_threshold(ask: Ask, minimum: str, count: int) -> None:
    assert len(ask("initiatives-feeding-multiple-outcomes", minimum=minimum)) == count == len(feeding(int(minimum)))


@pytest.mark.parametrize(("tier", "count"), [("flagship", 9), ("supporting-activity", 8), ("looking-ahead", 3)])
def test_the_tier(ask: Ask, tier: str, count: int) -> None:
    assert len(ask("initiatives-feeding-multiple-outcomes", tier=tier, prospective="include")) == count


def test_the_theme_is_that_of_the_outcomes(ask: Ask) -> None:
    rows = ask("initiatives-feeding-multiple-outcomes", theme="trust")
    assert numbers(rows, "initiative", "outcomes") == {
        "cyber-security-strategy": (2,),
        "government-cloud-adoption": (2,),
        "maori-data-governance": (2,),
        "nga-tikanga-paihere": (2,),
    }


def test_the_matrix_cell_by_cell(ask: Ask) -> None:
    rows = ask("initiative-outcome-matrix")
    assert len(rows) == len(MATRIX)
    found = {(row["initiative"], row["outcome"]): row for row in rows}
    for initiative, outcome, basis, phrase in MATRIX:
        row = found[initiative, outcome]
        assert row["basis"] == basis and phrase in str(row["phrases"]).split(" | ")
        assert row["prospective"] == ("true" if initiative in AHEAD else "false")
        assert (row["strength"] is not None) == (row["rationale"] is not None) == (basis == "inferred")
    own = ask("initiative-outcome-matrix", basis="own-words", prospective="exclude")
    assert {(r["initiative"], r["outcome"]) for r in own} == {
        (i, o) for i, outcomes in outcomes_of(*OWN_WORDS).items() for o in outcomes
    }


def test_evidence_stands_in_the_initiatives_own_section(ask: Ask) -> None:
    sections = {row["initiative"]: row["section"] for row in ask("initiative-outcome-matrix")}
    assert sections["te-ara-paerangi"] == "Te Ara Paerangi – Future Pathways"
    assert sections["cyber-security-ahead"] == "Cyber security"
    assert len(set(sections.values())) == 24


def test_links_resting_on_a_title(ask: Ask) -> None:
    """By hand: of these three links nothing else is quoted, and no looking-ahead area is among them."""
    rows = ask("links-resting-on-a-title")
    assert {(row["initiative"], row["outcome"], row["basis"]) for row in rows} == {
        ("accelerating-maori-innovation", "innovation", "named"),
        ("data-as-a-tool", "wellbeing", "named"),
        ("digital-inclusion-skills", "participation", "named"),
    }
    assert all(row["phrase"] == row["name"] for row in rows)
    assert ask("links-resting-on-a-title", prospective="only") == []
    assert len(ask("links-resting-on-a-title", prospective="include")) == len(rows)


def test_initiatives_hanging_on_a_reading(ask: Ask) -> None:
    rows = ask("initiatives-hanging-on-a-reading")
    assert {row["initiative"] for row in rows} == set(BY_READINGS)
    assert {(row["initiative"], row["outcome"]) for row in rows} == {
        (initiative, outcome)
        for initiative, outcome, basis, _ in MATRIX
        if basis == "inferred" and initiative in BY_READINGS
    }
    assert all(row["rationale"] for row in rows)
