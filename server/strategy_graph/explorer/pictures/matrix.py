"""Draws the matrix: initiatives by outcomes, a full disc for the plan's own words and a hollow one for a reading.

The names of the outcomes are level and whole, each on a line of its own that ends above its column, as stairs do. A
grid of more columns than there is height for has them slanted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.coins import coin, disc
from strategy_graph.explorer.pictures.svg import (
    INK_SOFT,
    LINE,
    PAPER,
    PAPER_SOFT,
    SERIES_COLOURS,
    drawing,
    element,
    label,
    link,
)
from strategy_graph.explorer.pictures.text_layout import wrap

_NAMES: Final = 290.0
_STEP: Final = 36.0
_ROW: Final = 27.0
_SIZE: Final = 14.0
_HEAD_SIZE: Final = 14.0
_LEADING: Final = 17.0
_HEAD_GAP: Final = 4.0
_COINS: Final = 30.0
"""The height of the coins between the names and the grid."""
_MOST_LEVEL: Final = 40
"""The largest number of outcomes whose names are level."""
_ANGLE: Final = -60
_SLANTED_LINES: Final = 2
"""The lines that a slanted name may have, so that it stays clear of its neighbours."""
_EDGE: Final = 60.0
"""The room for the totals at the right."""


@dataclass(frozen=True)
class Head:
    """An outcome at the top, with the colour, the letter and the name of its theme.

    :ivar total: the number of its initiatives.
    """

    name: str
    href: str | None
    series: int
    letter: str
    theme: str
    total: int


@dataclass(frozen=True)
class Mark:
    """A link in a cell; ``title`` says the whole of it."""

    own_words: bool
    href: str | None
    title: str


@dataclass(frozen=True)
class MatrixRow:
    """An initiative with its marks by the index of the column."""

    name: str
    href: str | None
    slug: str
    marks: Mapping[int, Mark]


def draw(title: str, description: str, heads: Sequence[Head], rows: Sequence[MatrixRow], *, file: bool) -> Markup:
    """Return the matrix; its size grows with the rows, the columns and the marks, not with the empty cells."""
    names, over, top = _level(heads) if len(heads) <= _MOST_LEVEL else _slanted(heads)
    totals = _NAMES + _STEP * len(heads) + 14
    heights = [max(_ROW, 17.5 * len(wrap(row.name, _NAMES - 10, _SIZE)) + 8) for row in rows]
    bottom = top + sum(heights)
    parts = _lanes(heads, top, bottom)
    parts += [element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=LINE) for x in map(_centre, range(len(heads)))]
    parts += names
    parts += [
        coin(_centre(index), top - _COINS / 2, head.series, head.letter, own_words=True)
        for index, head in enumerate(heads)
    ]
    parts.append(element("text", "Outcomes", x=totals - 14, y=top - 12, font_size=12, class_="soft", fill=INK_SOFT))
    y = top
    for row, height in zip(rows, heights, strict=True):
        parts.append(_row(row, heads, y, height, totals))
        y += height
    parts.append(element("line", x1=0, x2=totals + 20, y1=bottom, y2=bottom, stroke=LINE))
    parts.append(element("text", "Initiatives", x=0, y=bottom + 20, font_size=12, class_="soft", fill=INK_SOFT))
    parts += [
        element("text", str(head.total), x=_centre(index), y=bottom + 20, text_anchor="middle", font_weight=700)
        for index, head in enumerate(heads)
    ]
    height, width = bottom + 32, totals + max(_EDGE, over)
    if file:
        themes = dict.fromkeys((head.series, head.letter, head.theme) for head in heads)
        key, height = legend.below(
            [*legend.OWN_OR_READING, *(legend.lettered(*each) for each in themes)], height, width
        )
        parts += key
    return drawing(width, height, title, *parts, class_="matrix", description=description, file=file)


def _level(heads: Sequence[Head]) -> tuple[list[Markup], float, float]:
    """Return the names as stairs, how far they stand over at the right, and where the grid begins.

    The last name is the highest, so that the line from a name down to its column meets no other name.
    """
    ends = [_centre(index) + 6 for index in range(len(heads))]
    lines = [_balanced(head.name, end) for head, end in zip(heads, ends, strict=True)]
    foot = sum(len(each) * _LEADING + _HEAD_GAP for each in lines)
    top = foot + _COINS + 4
    parts = []
    for index, head in enumerate(heads):
        start = foot - len(lines[index]) * _LEADING
        spans = [
            element("tspan", line, x=ends[index], dy=_LEADING if number else None)
            for number, line in enumerate(lines[index])
        ]
        name = element("text", *spans, x=ends[index], y=start + 12, font_size=_HEAD_SIZE, text_anchor="end")
        parts.append(
            element(
                "line", x1=_centre(index), x2=_centre(index), y1=foot, y2=top - _COINS, stroke=LINE, class_="leader"
            )
        )
        parts.append(link(head.href, name))
        foot = start - _HEAD_GAP
    return parts, 0.0, top


def _balanced(name: str, width: float) -> list[str]:
    """Return the lines of a name, as few as the width allows, and about equally long."""
    lines = wrap(name, width, _HEAD_SIZE)
    while len(lines) > 1 and len(closer := wrap(name, width := width * 0.95, _HEAD_SIZE)) == len(lines):
        lines = closer
    return lines


def _slanted(heads: Sequence[Head]) -> tuple[list[Markup], float, float]:
    """Return the names at an angle, how far they stand over at the right, and where the grid begins."""
    width = 160.0
    while any(len(wrap(head.name, width, 13)) > _SLANTED_LINES for head in heads):
        width *= 1.2
    slope = math.radians(-_ANGLE)
    top = width * math.sin(slope) + _COINS + 24
    parts = []
    for index, head in enumerate(heads):
        lines = wrap(head.name, width, 13)
        spans = [
            element("tspan", line, x=0, dy=15 if number else -7.5 * (len(lines) - 1) + 4)
            for number, line in enumerate(lines)
        ]
        place = f"translate({_centre(index):.1f} {top - _COINS - 4 * len(lines):.1f}) rotate({_ANGLE})"
        parts.append(link(head.href, element("text", *spans, font_size=13, transform=place)))
    return parts, width * math.cos(slope), top


def _lanes(heads: Sequence[Head], top: float, bottom: float) -> list[Markup]:
    """Return the ground of each theme: every second one is tinted, and each has a bar of its colour."""
    parts: list[Markup] = []
    start = 0
    for number, (theme, group) in enumerate(groupby(heads, lambda head: (head.series, head.letter, head.theme))):
        columns = len(list(group))
        x, width = _NAMES + _STEP * start, _STEP * columns
        series, _, name = theme
        ground = element(
            "rect",
            x=x,
            y=top - _COINS,
            width=width,
            height=bottom - top + _COINS,
            fill=PAPER if number % 2 else PAPER_SOFT,
            class_="lane-ground" if number % 2 else "lane-ground tinted",
        )
        bar = element(
            "rect",
            x=x + 2,
            y=top - 3,
            width=width - 4,
            height=3,
            fill=SERIES_COLOURS[series],
            class_=f"lane-bar series-{series}",
        )
        parts.append(element("g", element("title", name), ground, bar))
        start += columns
    return parts


def _row(row: MatrixRow, heads: Sequence[Head], top: float, height: float, totals: float) -> Markup:
    middle = top + height / 2
    first = middle + 5 - 8.75 * (len(wrap(row.name, _NAMES - 10, _SIZE)) - 1)
    return element(
        "g",
        element("line", x1=0, x2=totals + 20, y1=top, y2=top, stroke=LINE),
        link(row.href, label(row.name, 0, first, width=_NAMES - 10, size=_SIZE)),
        *(_mark(mark, heads[index].series, _centre(index), middle) for index, mark in sorted(row.marks.items())),
        element("text", str(len(row.marks)), x=totals, y=middle + 5, text_anchor="middle", font_weight=700),
        data_row=row.slug,
    )


def _mark(mark: Mark, series: int, x: float, y: float) -> Markup:
    title = element("title", mark.title)
    circle = disc(x, y, 7.5, series, title, own_words=mark.own_words, class_="mark")
    return link(mark.href, circle, aria_label=mark.title)


def _centre(index: int) -> float:
    return _NAMES + _STEP * (index + 0.5)
