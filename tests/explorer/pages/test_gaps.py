"""Each gap is the answer of its named query, and the numbers are those worked out by hand."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.pages import gaps
from strategy_graph.explorer.sentence import plain_text
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, every_outcome, feeders_of


def test_the_gaps_by_hand(asked_with: AskedWith) -> None:
    page = gaps.read(asked_with(), {})
    assert page.gaps[0].kind.key == "unfed"
    found = {gap.kind.key: (gap.number, gap.whole) for gap in page.gaps}
    assert found["unfed"] == (1, 22)
    assert found["unmeasured"] == (13, 22)
    assert found["thin"] == (4, 22)
    assert found["measures"] == (1, 9)
    assert found["vision"] == (1, 10)
    assert found["no-lead-known"] == (3, 24)  # looking-ahead areas
    assert found["readings"] == (6, 20)  # the 17 with readings less the 11 in the plan's own words
    assert found["titles"] == (3, 0)
    for prospective, whole in (("only", (1, 4)), ("include", (7, 24))):
        others = gaps.read(asked_with(prospective=prospective), {"prospective": prospective}).gaps
        assert next((gap.number, gap.whole) for gap in others if gap.kind.key == "readings") == whole
    first = "Outcomes without a measure: 13 of 22. Initiatives for which no lead is known at all: 3 of 24."
    assert plain_text(page.sentence) == first


def test_the_rows_are_those_of_the_query(asked_with: AskedWith) -> None:
    queries = asked_with(basis="own-words")
    page = gaps.read(queries, {"basis": "own-words"})
    for gap in page.gaps:
        rows = queries.ask(gap.kind.query).rows
        assert len(gap.table.rows) == len([row for row in rows if gap.kind.keep(row)])
        assert gap.number <= len(gap.table.rows)
    pictured = str(gaps.draw(page))
    assert "Outcomes that hang on one initiative, in the plan’s own words alone: 8 of 22" in pictured
    thin = next(gap for gap in page.gaps if gap.kind.key == "thin")
    assert thin.number == 8 and thin.values == {"basis": "own-words"}
    assert thin.counted_on == "in the plan’s own words alone"
    with_readings = {gap.kind.key: gap.counted_on for gap in gaps.read(asked_with(), {}).gaps}
    assert {key for key, words in with_readings.items() if words == "even with our readings"} == {
        "unfed",
        "thin",
        "vision",
    }


@pytest.mark.parametrize("prospective", ["exclude", "include", "only"])
@pytest.mark.parametrize("basis", ["any", "own-words"])
def test_outcomes_without_an_initiative_stand_on_the_page(asked_with: AskedWith, basis: str, prospective: str) -> None:
    values = {"basis": basis, "prospective": prospective}
    unfed = gaps.read(asked_with(**values), values).gaps[0]
    bases = tuple(OWN_WORDS) if basis == "own-words" else ()
    expected = every_outcome() - feeders_of(*bases, prospective=prospective).keys()
    assert {str(cell.iri).rsplit("/", 1)[-1] for row in unfed.table.rows if (cell := row["outcome"])} == expected
    assert "affordability" in expected and unfed.number == len(expected)


def test_what_was_due_says_by_which_day(asked_with: AskedWith) -> None:
    page = gaps.read(asked_with(), {})
    due = next(gap for gap in page.gaps if gap.kind.key == "no-news")
    assert (due.title, due.number) == ("Plans without news that were due by 31 December 2023", 10)
    assert due.values == {"by": "2023-12-31"}
    assert f"{due.title}: {due.number}" in str(gaps.draw(page))


def test_the_picture_has_a_bar_for_each_whole(asked_with: AskedWith) -> None:
    page = gaps.read(asked_with(), {})
    assert str(gaps.draw(page)).count('class="bar"') == sum(bool(gap.whole) for gap in page.gaps)
