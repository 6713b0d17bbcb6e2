"""Draws the matrix: initiatives by outcomes, a full disc for the plan's own words and a hollow one for a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures.coins import coin
from strategy_graph.explorer.pictures.svg import INK_SOFT, LINE, PAPER, SERIES_COLOURS, drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

_NAMES: Final = 290.0
_STEP: Final = 36.0
_ROW: Final = 27.0
_HEADS: Final = 250.0
_ANGLE: Final = -55
_OVERHANG: Final = 120.0
_SIZE: Final = 14.0


@dataclass(frozen=True)
class Head:
    """An outcome at the top, with the colour and the letter of its theme, and the number of its initiatives."""

    name: str
    href: str | None
    series: int
    letter: str
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
    top = _HEADS * 0.82 + 50
    totals = _NAMES + _STEP * len(heads) + 14
    heights = [max(_ROW, 17.5 * len(wrap(row.name, _NAMES - 10, _SIZE)) + 8) for row in rows]
    bottom = top + sum(heights)
    parts = [_column(head, index, top, bottom) for index, head in enumerate(heads)]
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
    return drawing(totals + _OVERHANG, bottom + 32, title, *parts, class_="matrix", description=description, file=file)


def _column(head: Head, index: int, top: float, bottom: float) -> Markup:
    x = _centre(index)
    lines = wrap(head.name, _HEADS, 13)
    # The middle of the lines starts above the coin.
    spans = [
        element("tspan", line, x=0, dy=15 if number else -7.5 * (len(lines) - 1) + 4)
        for number, line in enumerate(lines)
    ]
    name = element(
        "text",
        *spans,
        font_size=13,
        transform=f"translate({x:.1f} {top - 28 - 4 * len(lines):.1f}) rotate({_ANGLE})",
    )
    return element(
        "g",
        element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=LINE),
        link(head.href, name),
        coin(x, top - 14, head.series, head.letter, own_words=True),
    )


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
    colour = SERIES_COLOURS[series]
    disc = element(
        "circle",
        element("title", mark.title),
        cx=x,
        cy=y,
        r=7.5,
        fill=colour if mark.own_words else PAPER,
        stroke=colour,
        stroke_width=2,
        stroke_dasharray=None if mark.own_words else "3 2",
        class_=f"mark series-{series} {'own' if mark.own_words else 'reading'}",
    )
    return link(mark.href, disc, aria_label=mark.title)


def _centre(index: int) -> float:
    return _NAMES + _STEP * (index + 0.5)
