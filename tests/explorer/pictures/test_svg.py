"""SVG is well-formed whatever the labels hold, and no name is cut."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from strategy_graph.explorer.pictures.svg import drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import text_width, wrap

HOSTILE = [
    "<script>alert(1)</script>",
    "\"quotes\" & 'apostrophes' ]]>",
    "\u202eright to left\u202c \u200f",
    "control \x00\x0b characters \ufffe \ud800",
    "e\u0301" * 300,
    "x" * 5000,
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_labels_are_text(text: str) -> None:
    document = str(drawing(100, 50, text, label(text, 0, 0, width=90), link("/?a=" + text, text), file=True))
    tree = ET.fromstring(document.encode("utf-8"))
    assert {part.tag.rsplit("}", 1)[-1] for part in tree.iter()} <= {"svg", "title", "rect", "text", "tspan", "a"}
    title = tree.find("{http://www.w3.org/2000/svg}title")
    assert title is not None


TEXTS = ["one two three four", "x" * 5000, "Māori Data Governance", "e\u0301" * 300, "漢字" * 99]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("width", [40, 120, 400])
def test_nothing_is_cut_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line) <= width for line in lines)


def test_a_link_without_an_address_is_a_group() -> None:
    assert str(link(None, "x")) == "<g>x</g>"
    assert str(element("a", "&", href='"')) == '<a href="&#34;">&amp;</a>'


def test_a_file_has_a_margin_and_a_drawing_of_a_page_has_none() -> None:
    alone = ET.fromstring(str(drawing(100.0, 50.0, "x", file=True)))
    assert alone.get("viewBox") == "-24 -24 148 98" and (alone.get("width"), alone.get("height")) == ("148", "98")
    ground = next(alone.iter("{http://www.w3.org/2000/svg}rect"))
    assert [ground.get(name) for name in ("x", "y", "width", "height")] == ["-24", "-24", "148", "98"]
    assert ET.fromstring(str(drawing(100.0, 50.0, "x"))).get("viewBox") == "0 0 100 50"
