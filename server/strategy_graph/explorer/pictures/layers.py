"""Draws columns of things, joined by lines: full for the sources' own words, broken for a reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.boxes import Box, Placed, draw_box, place
from strategy_graph.explorer.pictures.order import ordered
from strategy_graph.explorer.pictures.svg import BOLD, INK_SOFT, drawing, element, label
from strategy_graph.explorer.pictures.text_layout import wrap

WIDTH: Final = 1180.0
_GAP: Final = 10.0
_GROUP_GAP: Final = 34.0
_TOP: Final = 30.0
_SIGNS: Final = (
    legend.line("full: a source’s own words", own_words=True),
    legend.line("broken: derived or our reading, at least in part", own_words=False),
)


@dataclass(frozen=True)
class Group:
    """Things of one kind below each other, with a heading."""

    kind: str
    title: str
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Edge:
    """An edge between two things, drawn as a line.

    :ivar own_words: whether a source's own words give it; otherwise it is a reading.
    """

    one: str
    other: str
    own_words: bool
    title: str = ""


def draw(
    title: str,
    columns: Sequence[Sequence[Group]],
    edges: Sequence[Edge],
    *,
    description: str = "",
    between: float = 90,
    file: bool = False,
    class_: str = "layers",
) -> Markup:
    """Return the picture; a column is a list of groups.

    :param between: the width between two columns.
    """
    columns = [column for column in columns if any(group.boxes for group in column)]
    width = (WIDTH - between * (len(columns) - 1)) / max(len(columns), 1)
    width = min(width, 420.0)
    whole = width * len(columns) + between * (len(columns) - 1)
    top = _TOP + (24 + 19 * len(wrap(title, whole / BOLD, 15)) if file else 0)
    columns = _in_order(columns, edges)
    height = max((_height(column, width) for column in columns), default=0.0)
    placed: dict[str, Placed] = {}
    parts: list[Markup] = []
    for index, column in enumerate(columns):
        x = index * (width + between)
        y = top + (height - _height(column, width)) / 2
        for group in column:
            parts.append(label(group.title, x, y, width=width, size=14, font_weight=700, class_="heading"))
            y += 10
            for box in group.boxes:
                placed[box.key] = place(box, x, y, width)
                y += placed[box.key].height + _GAP
            y += _GROUP_GAP - _GAP
    kinds = {box.key: group.kind for column in columns for group in column for box in group.boxes}
    lines = [_line(placed[edge.one], placed[edge.other], edge) for edge in edges if {edge.one, edge.other} <= {*placed}]
    boxes = [draw_box(each, kinds[key]) for key, each in placed.items()]
    head = [label(title, 0, 20, width=whole / BOLD, font_weight=700)] if file else []
    bottom = top + height
    if file and lines:
        key, bottom = legend.below(_SIGNS, bottom, whole)
        head += key
    return drawing(
        whole,
        bottom,
        title,
        *head,
        element("g", *lines, class_="joins"),
        *parts,
        *boxes,
        class_=class_,
        description=description,
        file=file,
    )


def _in_order(columns: Sequence[Sequence[Group]], edges: Sequence[Edge]) -> list[list[Group]]:
    """Return the columns with the things of each group in the order in which lines cross little."""
    keys = [[box.key for group in column for box in group.boxes] for column in columns]
    places = [
        {key: index for index, key in enumerate(column)}
        for column in ordered(keys, [(edge.one, edge.other) for edge in edges])
    ]
    return [
        [Group(group.kind, group.title, sorted(group.boxes, key=lambda box: at[box.key])) for group in column]
        for column, at in zip(columns, places, strict=True)
    ]


def _height(column: Sequence[Group], width: float) -> float:
    inside = sum(place(box, 0, 0, width).height + _GAP for group in column for box in group.boxes)
    return inside + sum(10 + _GROUP_GAP - _GAP for _ in column)


def _line(one: Placed, other: Placed, edge: Edge) -> Markup:
    """Return the line from the right edge of the left thing to the left edge of the right one."""
    left, right = (one, other) if one.x <= other.x else (other, one)
    start, end = left.right, right.x
    bend = (end - start) / 2
    return element(
        "path",
        *([element("title", edge.title)] if edge.title else []),
        d=f"M{start:.1f} {left.middle:.1f}C{start + bend:.1f} {left.middle:.1f} {end - bend:.1f} {right.middle:.1f} "
        f"{end:.1f} {right.middle:.1f}",
        fill="none",
        stroke=INK_SOFT,
        stroke_width=2,
        stroke_dasharray=None if edge.own_words else "5 4",
        class_=f"join {'own' if edge.own_words else 'reading'}",
        data_from=edge.one,
        data_to=edge.other,
    )
