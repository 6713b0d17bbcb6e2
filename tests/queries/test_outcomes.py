"""The queries on outcomes, measures, goals and the vision, each with its answer from the matrix or by hand."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.data.core_data import MEASURES, OUTCOMES
from tests.queries.conftest import Ask
from tests.queries.matrix import OWN_WORDS, feeders_of, outcomes_of
from tests.queries.rows import column, numbers, pick

# By hand: outcomes that no measure tracks, in all 13 of 22.
UNMEASURED = {
    *("innovation", "maori-data", "wellbeing", "international-influence", "public-services", "maori-crown-partnership"),
    *("economic-growth", "data-decisions", "ethical-data", "participation", "maori-digital-economy", "low-emissions"),
    "research",
}
ALL = {*OUTCOMES, *UNMEASURED}


def test_outcomes_with_feeders(ask: Ask) -> None:
    rows = ask("outcomes-with-feeders")
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    assert numbers(rows, "outcome", "initiatives", "ownWords") == {
        outcome: (len(every.get(outcome, ())), len(own.get(outcome, ()))) for outcome in ALL
    }
    assert len(rows) == 22
    assert {o: t and t.casefold() for o, t in column(rows, "outcome", "theme").items()} == {
        outcome: OUTCOMES.get(outcome) for outcome in ALL
    }
    assert rows[-1]["outcome"] == "affordability"  # a gap is a row, and not left out
    names = column(rows, "outcome", "initiativeNames")
    assert names["exports"] == "Digital Commerce programme; Digital Trade"


@pytest.mark.parametrize("prospective", ["exclude", "include", "only"])
def test_outcomes_with_feeders_on_one_basis(ask: Ask, prospective: str) -> None:
    rows = ask("outcomes-with-feeders", basis="inferred", prospective=prospective)
    expected = {o: len(i) for o, i in feeders_of("inferred", prospective=prospective).items()}
    found = {o: n for o, (n,) in numbers(rows, "outcome", "initiatives").items() if n}
    assert found == expected
    trust = ask("outcomes-with-feeders", theme="trust")
    assert {row["outcome"] for row in trust} == {o for o, theme in OUTCOMES.items() if theme == "trust"}


def test_outcomes_hanging_on_one_initiative(ask: Ask) -> None:
    expected = {
        "digital-identity": "digital-identity-services-trust-framework",
        "low-emissions": "digital-technologies-itp",
        "maori-digital-economy": "accelerating-maori-innovation",
        "research": "te-ara-paerangi",
    }
    rows = ask("outcomes-hanging-on-one-initiative")
    assert column(rows, "outcome", "initiative") == expected
    assert {row["linkBasis"] for row in rows} == {"named"}
    # On the plan's own words more hang on one; an outcome is not called so because of a filter on readings.
    own = {o for o, initiatives in feeders_of(*OWN_WORDS).items() if len(initiatives) == 1}
    assert {r["outcome"] for r in ask("outcomes-hanging-on-one-initiative", basis="own-words")} == own
    assert own == {*expected, "data-decisions", "ethical-data", "participation", "business-adoption"}


def test_outcomes_without_a_measure(ask: Ask) -> None:
    rows = ask("outcomes-without-a-measure")
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    assert numbers(rows, "outcome", "initiatives", "ownWords") == {
        outcome: (len(every[outcome]), len(own[outcome])) for outcome in UNMEASURED
    }


def test_outcomes_without_a_flagship(ask: Ask) -> None:
    assert pick(ask("outcomes-without-a-flagship"), "outcome", "others", "lookingAhead") == [
        ("affordability", "0", "0"),
        ("exports", "2", "0"),
        ("public-services", "3", "0"),
    ]


def test_measures_and_initiatives_behind_them(ask: Ask) -> None:
    rows = ask("measures-and-initiatives-behind-them")
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    tracked = {code: next(iter(outcomes)) for code, (_, _, _, outcomes) in MEASURES.items()}
    assert numbers(rows, "id", "initiatives", "ownWords") == {
        code: (len(every.get(outcome, ())), len(own.get(outcome, ()))) for code, outcome in tracked.items()
    }
    assert [row["id"] for row in rows] == [f"M{place}" for place in range(1, 10)]
    assert column(rows, "id", "trackingBasis") == {
        **dict.fromkeys(("M3", "M4", "M6", "M9"), "derived"),
        **dict.fromkeys(("M1", "M2", "M5", "M7", "M8"), "inferred"),
    }


def test_a_measure_that_no_initiative_addresses_is_there(ask: Ask) -> None:
    """No item speaks of prices or devices, so M6 has none; it must be told and not dropped."""
    rows = ask("measures-without-an-initiative")
    assert pick(rows, "id", "byOurReading", "lookingAhead") == [("M6", "0", "0")]


def test_goals_and_initiatives_behind_them(ask: Ask) -> None:
    rows = ask("goals-and-initiatives-behind-them")
    served = {
        "trust-1": {"safe-online"},
        "trust-2": {"ethical-data", "maori-data"},
        "trust-3": {"cyber-resilience"},
        "inclusion-1": {"connectivity", "skills", "participation"},
    }
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    assert numbers(rows, "goal", "initiatives", "ownWords") == {
        goal: tuple(len(set().union(*(table[o] for o in outcomes))) for table in (every, own))
        for goal, outcomes in served.items()
    }


def test_vision_elements_and_initiatives(ask: Ask) -> None:
    rows = ask("vision-elements-and-initiatives")
    reflected = {
        "1": {"innovation", "low-emissions", "economic-growth"},
        "2": {"participation", "wellbeing", "public-services"},
        "3": {"ethical-data", "maori-data"},
        "4": set(),
        "5": {"safe-online"},
        "6": {"data-decisions"},
        "sustainability": {"low-emissions"},
        "te-tiriti-principles": {"maori-crown-partnership"},
        "digital-infrastructure": {"connectivity"},
        "skills-and-education": {"skills"},
    }
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    assert numbers(rows, "element", "initiatives", "ownWords") == {
        element: tuple(len(set().union(*(table[o] for o in outcomes))) for table in (every, own))
        for element, outcomes in reflected.items()
    }
    assert rows[0]["element"] == "4"  # those without an initiative come first


def test_initiative_pairs_by_shared_outcomes(ask: Ask) -> None:
    def shared(*bases: str, prospective: str = "exclude") -> dict[frozenset[str], int]:
        found = outcomes_of(*bases, prospective=prospective)
        pairs = {frozenset(pair): len(found[pair[0]] & found[pair[1]]) for pair in combinations(found, 2)}
        return {pair: count for pair, count in pairs.items() if count >= 2}

    def asked(**values: str) -> dict[frozenset[str], int]:
        rows = ask("initiative-pairs-by-shared-outcomes", **values)
        return {frozenset((str(r["first"]), str(r["second"]))): int(str(r["shared"])) for r in rows}

    assert asked() == shared()
    assert asked(basis="own-words") == shared(*OWN_WORDS) and len(shared(*OWN_WORDS)) == 3
    assert asked(prospective="include") == shared(prospective="include")


def test_what_if_an_initiative_stopped(ask: Ask) -> None:
    assert pick(ask("what-if-an-initiative-stopped"), "outcome", "linkBasis", "othersLeft", "ownWords") == [
        ("digital-identity", "named", "0", "0")
    ]
    rows = ask("what-if-an-initiative-stopped", initiative="maori-data-governance")
    every, own = feeders_of(), feeders_of(*OWN_WORDS)
    assert numbers(rows, "outcome", "othersLeft", "ownWords") == {
        outcome: tuple(len(table[outcome] - {"maori-data-governance"}) for table in (every, own))
        for outcome in outcomes_of()["maori-data-governance"]
    }


# --- Themes ----------------------------------------------------------------------------------------


def test_cross_theme_initiatives(ask: Ask) -> None:
    def crossing(*bases: str) -> dict[str, set[str]]:
        found = {
            initiative: {OUTCOMES[o] for o in outcomes if o in OUTCOMES}
            for initiative, outcomes in outcomes_of(*bases).items()
        }
        return {initiative: themes for initiative, themes in found.items() if len(themes) > 1}

    def asked(**values: str) -> dict[str, set[str]]:
        rows = ask("cross-theme-initiatives", **values)
        return {str(r["initiative"]): set(str(r["themeNames"]).casefold().split("; ")) for r in rows}

    assert asked() == crossing()
    assert asked(basis="own-words") == crossing(*OWN_WORDS)


def test_theme_coverage(ask: Ask) -> None:
    columns = ("theme", "otherName", "goalsFound", "measures", "outcomes", "initiatives", "placedByGovernment")
    assert pick(ask("theme-coverage"), *columns) == [
        ("trust", "Mahi Tika", "3", "3", "5", "10", "1"),
        ("inclusion", "Mahi Tahi", "1", "3", "4", "9", "1"),
        ("growth", "Mahi Ake", "0", "3", "3", "9", "1"),
    ]
    stated = ask("theme-coverage", basis="stated")
    assert pick(stated, "initiatives", "placedByGovernment") == [("1", "1")] * 3


def test_outcomes_by_theme(ask: Ask) -> None:
    rows = ask("outcomes-by-theme")
    assert {row["outcome"]: row["theme"] for row in rows} == {outcome: OUTCOMES.get(outcome) for outcome in ALL}
    assert list(dict.fromkeys(pick(rows, "theme", "themeName", "themeOtherName"))) == [
        ("trust", "Trust", "Mahi Tika"),
        ("inclusion", "Inclusion", "Mahi Tahi"),
        ("growth", "Growth", "Mahi Ake"),
        (None, None, None),
    ]


@pytest.mark.parametrize("bases", [(), ("stated", "named")])
def test_theme_combinations(ask: Ask, bases: tuple[str, ...]) -> None:
    expected: dict[frozenset[str], int] = {}
    for outcomes in outcomes_of(*bases).values():
        themes = frozenset(OUTCOMES[outcome] for outcome in outcomes if outcome in OUTCOMES)
        expected[themes] = expected.get(themes, 0) + 1
    rows = ask("theme-combinations", basis="own-words") if bases else ask("theme-combinations")
    found = {
        frozenset(name.casefold() for name in str(row["themeNames"]).split("; ") if name): int(str(row["initiatives"]))
        for row in rows
    }
    assert found == expected
    assert [str(row["themes"]) for row in rows] == sorted((str(row["themes"]) for row in rows), reverse=True)
    assert all(len(str(row["initiativeNames"]).split("; ")) == int(str(row["initiatives"])) for row in rows)
