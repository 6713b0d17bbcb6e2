"""Draws what is left of outcomes: a disc for each initiative that feeds one, struck through if it stops.

How many are left stands before the name of the outcome: in bold where that changes, or, if nothing stops, where it is
one or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.coins import disc
from strategy_graph.explorer.pictures.svg import INK, LINE, PAPER, drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

_LEFT: Final = 64.0
_NAMES: Final = _LEFT + 440.0
_STEP: Final = 24.0
_SIZE: Final = 14.0
_MOST: Final = 24
"""The number of discs in a line."""


@dataclass(frozen=True)
class Feeder:
    """An initiative that feeds an outcome; ``title`` names it."""

    title: str
    href: str | None
    own_words: bool
    stopped: bool


@dataclass(frozen=True)
class RemainingRow:
    """An outcome with its feeders, in the colour of its theme."""

    name: str
    href: str | None
    series: int
    feeders: Sequence[Feeder]

    @property
    def left(self) -> int:
        return sum(not feeder.stopped for feeder in self.feeders)

    @property
    def changed(self) -> bool:
        return any(feeder.stopped for feeder in self.feeders)


def draw(title: str, description: str, rows: Sequence[RemainingRow], *, file: bool) -> Markup:
    """Return the outcomes below each other."""
    most = min(max((len(row.feeders) for row in rows), default=1), _MOST)
    width = _NAMES + _STEP * most + 10
    parts: list[Markup] = []
    top = 4.0
    stops = any(row.changed for row in rows)
    for row in rows:
        lines = -(-len(row.feeders) // _MOST)
        height = max(17.5 * len(wrap(row.name, _NAMES - _LEFT - 16, _SIZE)), _STEP * lines) + 9
        strong = row.changed if stops else row.left < 2
        parts.append(_row(row, top, width, strong=strong))
        top += height
    parts.append(element("line", x1=0, x2=width, y1=top, y2=top, stroke=LINE))
    height = top + 6
    if file:
        stopped = legend.disc("struck through: it stops, and no longer counts", own_words=True, struck=(strike,))
        key, height = legend.below([*legend.OWN_OR_READING, stopped], height, width)
        parts += key
    return drawing(width, height, title, *parts, class_="remaining", description=description, file=file)


def _row(row: RemainingRow, top: float, width: float, *, strong: bool) -> Markup:
    weight = 700 if strong else None
    left = element("text", f"{row.left} left", x=0, y=top + 19, font_size=_SIZE, font_weight=weight)
    return element(
        "g",
        element("line", x1=0, x2=width, y1=top, y2=top, stroke=LINE),
        left,
        link(row.href, label(row.name, _LEFT, top + 19, width=_NAMES - _LEFT - 16, size=_SIZE)),
        *(
            _disc(feeder, row.series, _NAMES + _STEP * (index % _MOST + 0.5), top + 14 + _STEP * (index // _MOST))
            for index, feeder in enumerate(row.feeders)
        ),
    )


def _disc(feeder: Feeder, series: int, x: float, y: float) -> Markup:
    circle = disc(x, y, 7.5, series, own_words=feeder.own_words, class_="mark")
    parts = [element("title", feeder.title), circle]
    if feeder.stopped:
        parts += strike(x, y)
    return link(feeder.href, *parts, aria_label=feeder.title)


def strike(x: float, y: float) -> list[Markup]:
    """Return the line through a disc that is at a place: with an edge of the ground, so that it is seen on any fill."""
    path = f"M{x - 10:.1f} {y + 10:.1f}L{x + 10:.1f} {y - 10:.1f}"
    return [
        element("path", d=path, stroke=PAPER, stroke_width=6, class_="edge"),
        element("path", d=path, stroke=INK, stroke_width=2.5, class_="join"),
    ]
