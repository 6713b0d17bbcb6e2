"""The matrix says what the contributions worked out by hand say."""

from __future__ import annotations

import pytest

from strategy_graph.explorer.pages import matrix
from strategy_graph.explorer.sentence import plain_text
from strategy_graph.named_queries.parameters import ParameterError
from tests.explorer.conftest import AskedWith
from tests.queries.matrix import MATRIX, OWN_WORDS


def slug(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


@pytest.mark.parametrize("order", ["outcomes", "plan", "name"])
def test_every_cell_has_one_mark(asked_with: AskedWith, order: str) -> None:
    page = matrix.read(asked_with(), {"order": order})
    expected = {(initiative, outcome): basis in OWN_WORDS for initiative, outcome, basis, _ in MATRIX}
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
    assert plain_text(page.sentence).endswith(
        f"by {len(expected)} links: {own} in the plan’s own words, {len(expected) - own} by our reading."
    )


def test_the_picture_has_a_link_for_each_mark(asked_with: AskedWith) -> None:
    page = matrix.read(asked_with(), {})
    drawn = str(matrix.draw(page))
    assert drawn.count('class="mark ') == len(MATRIX) == drawn.count("aria-label=")
    assert all(word in drawn for outcome, _ in page.by_outcome for word in outcome.name.text.split())


def test_rows_are_in_the_order_asked_for(asked_with: AskedWith) -> None:
    counts = [len(links) for _, links in matrix.read(asked_with(), {}).rows]
    assert counts == sorted(counts, reverse=True)
    names = [initiative.text for initiative, _ in matrix.read(asked_with(), {"order": "name"}).rows]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("values", [{"order": "size"}, {"page": "0"}, {"page": "2"}, {"page": "x"}, {"page": "9" * 50}])
def test_what_is_not_there_is_refused(asked_with: AskedWith, values: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match="does not take"):
        matrix.read(asked_with(), values)
