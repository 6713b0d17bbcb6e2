"""Columns are ordered so that lines cross little; boxes hold whole names, whatever these are."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from xml.etree import ElementTree

from strategy_graph.explorer.pictures import flow, layers
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.pictures.order import crossings, ordered

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ["<script>alert(1)</script>", '" onload="x', "ا" * 40, "word " * 1000, "e\u0301\u0302" * 30, "x\x00y", ""]


def test_crossings_are_counted() -> None:
    assert crossings(["a", "b"], ["1", "2"], [("a", "1"), ("b", "2")]) == 0
    assert crossings(["a", "b"], ["1", "2"], [("a", "2"), ("b", "1")]) == 1
    assert crossings(["a", "b"], ["1", "2"], [("a", "1"), ("b", "1")]) == 0
    # By hand: all of K(3,3) cross nine times.
    assert crossings("abc", "123", [*product("abc", "123")]) == 9


def test_the_order_crosses_no_more_than_before_and_finds_what_is_possible() -> None:
    pairs = [("a", "3"), ("b", "1"), ("c", "2"), ("a", "2")]
    left, right = ordered([["a", "b", "c"], ["1", "2", "3"]], pairs)
    assert crossings(left, right, pairs) == min(crossings("abc", order, pairs) for order in permutations("123")) == 1


def test_the_order_is_kept_where_nothing_is_gained() -> None:
    columns = [["a", "b", "c"], ["1", "2", "3"]]
    assert ordered(columns, [("a", "1"), ("b", "2"), ("c", "3")]) == columns
    assert ordered(columns, []) == columns
    assert ordered([], []) == []


def hostile_boxes(side: str) -> list[Box]:
    return [Box(f"{side}{index}", text, href="/x?a=1&b=2", title=text) for index, text in enumerate(HOSTILE)]


def test_hostile_names_are_whole_and_harmless() -> None:
    edges = [layers.Edge(f"l{index}", f"r{index}", index % 2 == 0, HOSTILE[index]) for index in range(len(HOSTILE))]
    columns = [[layers.Group("a", "Left", hostile_boxes("l"))], [layers.Group("b", "Right", hostile_boxes("r"))]]
    drawn = ElementTree.fromstring(str(layers.draw(HOSTILE[0], columns, edges, file=True)))
    check_whole(drawn)


def test_the_flow_of_hostile_names() -> None:
    columns = (hostile_boxes("i"), hostile_boxes("o"), hostile_boxes("m"))
    ribbons = [
        flow.Ribbon(f"{one}{index}", f"{other}{index}", index % 2 == 0, index % 9, HOSTILE[index])
        for one, other in ("io", "om")
        for index in range(len(HOSTILE) - 1)
    ]
    check_whole(ElementTree.fromstring(str(flow.draw("Flow", flow.Flow(columns, ribbons, ["o6"]), file=True))))


def check_whole(drawn: ElementTree.Element) -> None:
    assert not [*drawn.iter(f"{SVG}script")]
    assert not [name for each in drawn.iter() for name in each.attrib if name.startswith("on")]
    names = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
    assert "<script>alert(1)</script>" in names
    assert sum("".join(name.split()) == "word" * 1000 for name in names) >= 2
    for box in drawn.iter(f"{SVG}a"):
        frame, lines = box.find(f"{SVG}rect"), box.find(f"{SVG}text")
        assert frame is not None
        assert lines is not None
        assert len(lines) * 17.5 <= float(str(frame.get("height")))


def test_boxes_of_a_column_do_not_overlap() -> None:
    columns = (hostile_boxes("i"), hostile_boxes("o"), hostile_boxes("m"))
    drawn = ElementTree.fromstring(str(flow.draw("Flow", flow.Flow(columns, [], []), file=True)))
    frames = [each for each in drawn.iter(f"{SVG}rect") if each.get("class") == "frame"]
    places = sorted((float(str(f.get("x"))), float(str(f.get("y"))), float(str(f.get("height")))) for f in frames)
    for (x, y, height), (other_x, other_y, _) in pairwise(places):
        assert x != other_x or y + height <= other_y
