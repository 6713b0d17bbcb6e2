"""The combinations of themes say what the matrix of contributions says."""

from __future__ import annotations

from strategy_graph.explorer.pages import themes
from strategy_graph.explorer.sentence import plain_text
from tests.explorer.conftest import AskedWith


def test_every_initiative_that_feeds_an_outcome_is_counted_once(asked_with: AskedWith) -> None:
    page = themes.read(asked_with(), {})
    names = [name for combination, _ in page.combinations for name, _ in combination.names]
    assert len(names) == len(set(names)) == page.every
    hrefs = {href for combination, _ in page.combinations for _, href in combination.names}
    assert len(hrefs) == page.every and all(str(href).startswith("/explore/focus/initiative/") for href in hrefs)
    assert sum(combination.initiatives for combination, _ in page.combinations) == page.every


def test_those_that_cross_themes_are_those_of_the_query(asked_with: AskedWith) -> None:
    queries = asked_with()
    page = themes.read(queries, {})
    assert page.crossing == len(queries.ask("cross-theme-initiatives").rows)
    assert plain_text(page.sentence).startswith(f"{page.crossing} of {page.every} initiatives")


def test_the_picture_has_a_bar_for_each_combination(asked_with: AskedWith) -> None:
    page = themes.read(asked_with(), {})
    assert str(themes.draw(page)).count('class="bar"') == len(page.combinations)
