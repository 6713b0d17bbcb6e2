"""The flow says what the matrix worked out by hand says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from strategy_graph.explorer.pages import flow
from strategy_graph.explorer.sentence import plain_text
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import OWN_WORDS, cells, feeders_of
from tests.queries.test_outcomes import UNMEASURED

SVG = "{http://www.w3.org/2000/svg}"


def slug(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


@pytest.mark.parametrize("basis", ["any", "own-words"])
def test_the_stubs_are_the_outcomes_without_a_measure(asked_with: AskedWith, basis: str) -> None:
    values = {"basis": basis}
    page = flow.read(asked_with(**values), values)
    bases = tuple(OWN_WORDS) if basis == "own-words" else ()
    fed = {*feeders_of(*bases)}
    assert {slug(cell.iri) for cell in page.unmeasured} == UNMEASURED & fed
    assert (page.initiatives, page.outcomes) == (len({one for one, _ in cells(*bases)}), len(fed))
    drawn = ElementTree.fromstring(str(flow.draw(page)))
    assert [each.text for each in drawn.iter(f"{SVG}text") if each.get("class") == "missing"] == ["no measure"] * len(
        page.unmeasured
    )


def test_the_sentence(asked_with: AskedWith) -> None:
    """By hand: 21 of the 22 outcomes are fed, and 13 of them not measured; nothing leads to what M6 tracks."""
    page = flow.read(asked_with(), {})
    assert plain_text(page.sentence) == (
        "20 initiatives feed 21 outcomes; 13 of these have no measure that would show whether they are reached. "
        "No initiative leads to one measure: Everyone can “afford a quality internet connection and internet-enabled "
        "device”."
    )
    assert all(cell.text in page.description for cell in page.unmeasured)


def test_a_ribbon_for_each_link(asked_with: AskedWith) -> None:
    page = flow.read(asked_with(), {})
    assert page.flow is not None
    fed = {(slug(each.left), slug(each.right)): each.own_words for each in page.flow.ribbons}
    matrix = {pair: pair in set(cells(*OWN_WORDS)) for pair in cells()}
    assert {pair: own for pair, own in fed.items() if pair in matrix} == matrix
    # By hand: eight measures are reached, each by one outcome, and none is said to track it in a source's own words.
    assert [own for pair, own in fed.items() if pair not in matrix] == [False] * 8


def test_nothing_is_cut_and_all_is_a_link(asked_with: AskedWith) -> None:
    page = flow.read(asked_with(), {})
    drawn = ElementTree.fromstring(str(flow.draw(page)))
    assert page.flow is not None
    boxes = [box for column in page.flow.columns for box in column]
    text = "".join(drawn.itertext())
    assert all(word in text for box in boxes for word in box.text.split())
    assert len(list(drawn.iter(f"{SVG}a"))) == len(boxes) == len(page.hrefs)


def test_the_picture_is_the_same_each_time(asked_with: AskedWith) -> None:
    assert flow.draw(flow.read(asked_with(), {})) == flow.draw(flow.read(asked_with(), {}))


def test_too_much_for_a_picture_is_said(asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MAX_INITIATIVES", 19)
    page = flow.read(asked_with(), {})
    assert page.flow is None
    assert page.lines
    assert "too much for one picture" in str(flow.draw(page))


def test_of_a_large_plan_the_gaps_are_told_and_the_links_not_read(
    asked_with: AskedWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "MAX_ASKED", 23)
    queries = asked_with()
    page = flow.read(queries, {})
    assert plain_text(page.sentence) == "24 initiatives are too many to follow; 13 of 22 outcomes have no measure."
    assert {slug(cell.iri) for cell in page.unmeasured} == UNMEASURED
    assert flow.PAGE.query not in {asked.query.name for asked in queries.asked}
    assert "choose a theme" in str(flow.draw(page))
    of_theme = flow.read(asked_with(theme="growth"), {"theme": "growth"})
    assert of_theme.lines
