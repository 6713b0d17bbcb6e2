"""Each picture that stands alone has its key, in lines that fit; on a page the key is text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.registry import FRONT, PAGES
from tests.explorer.conftest import AskedWith

WITH_MARKS = [page for page in (FRONT, *PAGES.values()) if page.draw and page.name != "gaps"]
TWO = {"a": "initiative/digital-boost", "b": "initiative/digital-commerce"}
WORDS = {
    "initiatives": ("Trust", "full: the plan’s own words", "hollow: our reading"),
    "themes": ("Trust", "Inclusion", "Growth"),
    "matrix": ("Trust", "No theme", "full: the plan’s own words", "hollow: our reading"),
    "flow": ("Trust", "No theme", "full: the plan’s own words", "ends: no measure"),
    "timeline": ("as the plan saw it", "from later sources", "hollow: due by 31 December 2023, and no news of it"),
    "what-if": ("full: the plan’s own words", "struck through: it stops, and no longer counts"),
    "compare": ("full: the plan’s own words", "joined: both have it"),
    "network": ("full: a source’s own words", "broken: derived or our reading, at least in part"),
}


@pytest.mark.parametrize("page", WITH_MARKS, ids=lambda page: page.name)
def test_a_file_has_its_key(asked_with: AskedWith, page: Page) -> None:
    assert page.draw
    values = TWO if page.name == "compare" else {}
    drawn = str(page.draw(page.read(asked_with(), values)))
    _, found, key = drawn.partition('class="legend"')
    assert found
    for words in WORDS[page.name]:
        assert f">{words}<" in key
    ElementTree.fromstring(drawn)


def test_a_long_key_takes_several_lines() -> None:
    signs = [legend.lettered(1, "T", f"A theme of many words, number {number}") for number in range(9)]
    (drawn,), height = legend.below(signs, 100.0, 400.0)
    texts = [each for each in ElementTree.fromstring(str(drawn)).iter("text") if "theme" in (each.text or "")]
    assert len({each.get("y") for each in texts}) == 9
    assert height > 100 + 9 * 20
    assert legend.below([], 100.0, 400.0) == ([], 100.0)
