"""Draws what two things have in common: a disc under each that has an item, joined where both have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.svg import INK, LINE, PAPER, SERIES_COLOURS, drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

_NAMES: Final = 430.0
_COLUMN: Final = 230.0
_SIZE: Final = 15.0
_SERIES: Final = 0
"""The colour of the marks: the others are those of themes."""


@dataclass(frozen=True)
class Item:
    """Something that one or both have.

    :ivar own_words: for each of the two, whether the plan's own words give it; ``None`` where it does not have it.
    """

    name: str
    href: str | None
    own_words: tuple[bool | None, bool | None]


def draw(title: str, description: str, names: tuple[str, str], items: Sequence[Item], *, file: bool) -> Markup:
    """Return the items below each other, with a column for each of the two things."""
    centres = (_NAMES + _COLUMN / 2, _NAMES + _COLUMN * 1.5)
    heads = [wrap(name, _COLUMN - 20, _SIZE) for name in names]
    top = 18.75 * max(map(len, heads)) + 14
    parts = [
        label(name, x, 18, width=_COLUMN - 20, size=_SIZE, text_anchor="middle", font_weight=700)
        for name, x in zip(names, centres, strict=True)
    ]
    for item in items:
        height = 18.75 * len(wrap(item.name, _NAMES - 16, _SIZE)) + 10
        parts.append(_row(item, top, centres))
        top += height
    height = top + 4
    if file:
        signs = [*legend.OWN_OR_READING, legend.joined("joined: both have it")]
        key, height = legend.below(signs, height, _NAMES + 2 * _COLUMN)
        parts += key
    return drawing(_NAMES + 2 * _COLUMN, height, title, *parts, class_="overlap", description=description, file=file)


def _row(item: Item, top: float, centres: tuple[float, float]) -> Markup:
    y = top + 15
    both = all(own is not None for own in item.own_words)
    join = element("line", x1=centres[0], x2=centres[1], y1=y, y2=y, stroke=INK, stroke_width=3, class_="join")
    marks = [
        element(
            "circle",
            cx=x,
            cy=y,
            r=8,
            fill=SERIES_COLOURS[_SERIES] if own else PAPER,
            stroke=SERIES_COLOURS[_SERIES],
            stroke_width=2,
            stroke_dasharray=None if own else "3 2",
            class_=f"mark series-{_SERIES} {'own' if own else 'reading'}",
        )
        for own, x in zip(item.own_words, centres, strict=True)
        if own is not None
    ]
    return element(
        "g",
        element("line", x1=0, x2=_NAMES + 2 * _COLUMN, y1=top - 4, y2=top - 4, stroke=LINE),
        link(item.href, label(item.name, 0, top + 20, width=_NAMES - 16, size=_SIZE)),
        *([join] if both else []),
        *marks,
    )
