"""The matrix says what the contributions worked out by hand say."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from strategy_graph.explorer.pages import front, matrix
from strategy_graph.explorer.pictures import matrix as picture
from strategy_graph.explorer.pictures.text_layout import text_width
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.named_queries.parameters import ParameterError
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import AHEAD, MATRIX, OWN_WORDS, cells, every_outcome, feeders_of


def slug(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


@pytest.mark.parametrize("order", ["outcomes", "plan", "name"])
@pytest.mark.parametrize("prospective", ["exclude", "include", "only"])
def test_every_cell_has_one_mark(asked_with: AskedWith, order: str, prospective: str) -> None:
    page = matrix.read(asked_with(prospective=prospective), {"order": order, "prospective": prospective})
    counted = set(cells(prospective=prospective))
    expected = {(one, other): basis in OWN_WORDS for one, other, basis, _ in MATRIX if (one, other) in counted}
    by_row = {
        (slug(link.initiative.iri), slug(link.outcome.name.iri)): link.own_words
        for _, links in page.rows
        for link in links
    }
    by_column = {
        (slug(link.initiative.iri), slug(link.outcome.name.iri)): link.own_words
        for _, links in page.by_outcome
        for link in links
    }
    assert by_row == by_column == expected
    own = sum(expected.values())
    assert f"by {len(expected)} links: {own} in the plan’s own words, {len(expected) - own} by our reading." in (
        plain_text(page.sentence)
    )


def test_the_numbers_are_those_of_the_front_page_unless_asked_otherwise(asked_with: AskedWith) -> None:
    """Initiatives without resources are left out on both."""
    page = matrix.read(asked_with(), {})
    figure = front.read(asked_with(), {}).figures[0]
    assert (page.own_words, page.links) == (figure.number, figure.whole) == (44, 56)
    ahead = sum(initiative in AHEAD for initiative, *_ in MATRIX)
    assert plain_text(page.sentence).endswith(f" {ahead} links of initiatives without resources are left out.")
    assert not {slug(initiative.iri) for initiative, _ in page.rows} & AHEAD
    every = matrix.read(asked_with(prospective="include"), {"prospective": "include"})
    assert every.links == len(MATRIX)
    assert plain_text(every.sentence).endswith(" Initiatives without resources are counted too.")


@pytest.mark.parametrize("prospective", ["exclude", "include", "only"])
@pytest.mark.parametrize("basis", ["any", "own-words", "stated", "inferred"])
def test_outcomes_without_an_initiative_are_named(asked_with: AskedWith, basis: str, prospective: str) -> None:
    values = {"basis": basis, "prospective": prospective}
    page = matrix.read(asked_with(**values), values)
    bases = {"any": (), "own-words": tuple(OWN_WORDS)}.get(basis, (basis,))
    unfed = {cell.iri for cell in page.unfed}
    assert {slug(iri) for iri in unfed} == every_outcome() - feeders_of(*bases, prospective=prospective).keys()
    rows = asked_with(**values).ask("outcomes-with-feeders").rows
    none = {cell.iri for row in rows if (cell := row["outcome"]) and (n := row["initiatives"]) and n.text == "0"}
    assert unfed == none
    text = plain_text(page.without_initiative)
    assert unfed and all(cell.text in text for cell in page.unfed)
    assert ("In the plan’s own words" in text, "with our readings" in text) == (basis == "own-words", basis == "any")


def test_the_outcome_that_nothing_feeds(asked_with: AskedWith) -> None:
    page = matrix.read(asked_with(), {})
    text = "No initiative feeds Everyone can afford to be online, even with our readings counted."
    assert plain_text(page.without_initiative) == text
    assert replace(page, unfed=[]).without_initiative == ()
    many = replace(page, unfed=page.unfed * 1062)
    assert plain_text(many.without_initiative).endswith(" or 1,002 more, even with our readings counted.")


def test_the_picture_has_a_link_for_each_mark(asked_with: AskedWith) -> None:
    page = matrix.read(asked_with(), {})
    drawn = str(matrix.draw(page))
    assert drawn.count('class="mark ') == len(set(cells())) == drawn.count("aria-label=")
    assert all(word in drawn for outcome, _ in page.by_outcome for word in outcome.name.text.split())


@pytest.mark.parametrize("columns", [1, 21, 40, 41, 120])
def test_the_names_of_outcomes_are_whole_and_keep_clear_of_each_other(columns: int) -> None:
    long = "Networks, services and organisations everywhere are resilient to threats of every kind that there is"
    heads = [picture.Head(f"{long} {number}", None, number % 3, "T", "Trust", 1) for number in range(columns)]
    drawn = ElementTree.fromstring(str(picture.draw("", "", heads, [], file=False)))
    names = [text for text in drawn.iter("text") if "Networks," in "".join(text.itertext())]
    assert [" ".join(span.text or "" for span in name) for name in names] == [head.name for head in heads]
    lines = [[*name.iter("tspan")] for name in names]
    if columns > 40:
        # Two lines of a slanted name are as wide as a column.
        assert max(map(len, lines)) <= 2
        return
    tops = [float(name.get("y", 0)) - 12 for name in names]
    assert min(tops) >= 0
    for lower, higher, spans in zip(tops, tops[1:], lines[1:], strict=False):
        assert higher + len(spans) * 17 <= lower
    assert all(text_width(span.text or "", 14) <= float(span.get("x", 0)) for each in lines for span in each)


def test_each_theme_has_a_ground_of_its_own(asked_with: AskedWith) -> None:
    page = matrix.read(asked_with(), {})
    drawn = ElementTree.fromstring(str(page.drawing))
    grounds = [group for group in drawn.iter("g") if group.find("rect[@class]") is not None]
    lanes = [group.findtext("title") for group in grounds if "lane-ground" in str(group[1].get("class"))]
    assert lanes == [theme for _, _, theme in page.lanes] == ["Trust", "Inclusion", "Growth", "No theme"]


def test_rows_are_in_the_order_asked_for(asked_with: AskedWith) -> None:
    counts = [len(links) for _, links in matrix.read(asked_with(), {}).rows]
    assert counts == sorted(counts, reverse=True)
    names = [initiative.text for initiative, _ in matrix.read(asked_with(), {"order": "name"}).rows]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("values", [{"order": "size"}, {"page": "0"}, {"page": "2"}, {"page": "x"}, {"page": "9" * 50}])
def test_what_is_not_there_is_refused(asked_with: AskedWith, values: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match="does not take"):
        matrix.read(asked_with(), values)


@pytest.mark.parametrize(("links", "outcomes", "listed"), [(69, 22, 150), (151, 30, 5), (4000, 200, 1)])
def test_few_links_of_a_large_plan_are_listed_below_the_picture(
    asked_with: AskedWith, links: int, outcomes: int, listed: int
) -> None:
    page = matrix.read(asked_with(), {})
    large = replace(page, links=links, by_outcome=page.by_outcome[:1] * outcomes)
    assert large.listed == listed


def test_a_page_of_very_many_outcomes_has_the_columns_of_its_own_rows(
    asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = matrix.read(asked_with(), {})
    assert whole.columns == whole.by_outcome
    monkeypatch.setattr(matrix, "MAX_COLUMNS", len(whole.by_outcome) - 1)
    monkeypatch.setattr(matrix, "ROWS_OF_MANY_COLUMNS", 3)
    seen: dict[str, list[str | None]] = {}
    for number in range(1, -(-len(whole.rows) // 3) + 1):
        page = matrix.read(asked_with(), {"page": str(number)})
        assert len(page.rows) <= 3 and page.by_outcome == whole.by_outcome
        fed = {link.outcome.name.iri for _, links in page.rows for link in links}
        assert [outcome.name.iri for outcome, _ in page.columns] == [
            outcome.name.iri for outcome, _ in whole.by_outcome if outcome.name.iri in fed
        ]
        drawn = str(matrix.draw(page))
        assert drawn.count("mark series-") == sum(len(links) for _, links in page.rows)
        for initiative, links in page.rows:
            seen[slug(initiative.iri)] = [link.outcome.name.iri for link in links]
    assert seen == {slug(initiative.iri): [link.outcome.name.iri for link in links] for initiative, links in whole.rows}
