"""Draws parts of wholes: a bar for the number, in the outline of what it is counted of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures.svg import INK_SOFT, LINE, PAPER, drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

_NUMBERS: Final = 84.0
_NAMES: Final = 450.0
_BAR: Final = 420.0
_SIZE: Final = 15.0


@dataclass(frozen=True)
class Bar:
    """A number, and what it is counted of; 0 for a number of which no whole is known."""

    name: str
    number: int
    whole: int
    href: str | None


def draw(title: str, description: str, bars: Sequence[Bar], *, file: bool) -> Markup:
    """Return the bars below each other, each as a share of its own whole."""
    parts: list[Markup] = []
    top = 4.0
    for bar in bars:
        parts.append(_row(bar, top))
        top += 18.75 * len(wrap(bar.name, _NAMES - 16, _SIZE)) + 11
    return drawing(_NUMBERS + _NAMES + _BAR + 4, top, title, *parts, class_="bars", description=description, file=file)


def _row(bar: Bar, top: float) -> Markup:
    start = _NUMBERS + _NAMES
    share = bar.number / bar.whole if bar.whole else 0.0
    shapes: list[Markup] = []
    words = str(bar.number)
    if bar.whole:
        words += f" of {bar.whole}"
        shapes = [
            element("rect", x=start, y=top + 6, width=_BAR, height=16, fill=PAPER, stroke=LINE, class_="whole"),
            element("rect", x=start, y=top + 6, width=_BAR * share, height=16, fill=INK_SOFT, class_="bar"),
        ]
    return link(
        bar.href,
        element("title", f"{bar.name}: {words}"),
        # The whole row can be clicked.
        element("rect", x=0, y=top, width=start, height=28, fill="none", pointer_events="all"),
        element("text", words, x=_NUMBERS - 12, y=top + 19, font_weight=700, text_anchor="end"),
        label(bar.name, _NUMBERS, top + 19, width=_NAMES - 16, size=_SIZE),
        *shapes,
    )
