"""Draws the key of a picture that stands alone: its signs, each with what it means.

On a page the key is text above the picture; a file, and what is saved from it, has it below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import Theme
from strategy_graph.explorer.pictures.coins import RADIUS, coin
from strategy_graph.explorer.pictures.svg import (
    INK,
    INK_SOFT,
    PAPER,
    SERIES_COLOURS,
    WARNING,
    element,
)
from strategy_graph.explorer.pictures.text_layout import text_width

_SIZE: Final = 13.0
_LINE: Final = 26.0
_ABOVE: Final = 20.0
_BETWEEN: Final = 22.0
_AFTER_SIGN: Final = 7.0


@dataclass(frozen=True)
class Sign:
    """A sign with what it means.

    :ivar draw: draws it with its middle at a place.
    """

    text: str
    width: float
    draw: Callable[[float, float], Markup]


def below(signs: Sequence[Sign], height: float, width: float) -> tuple[list[Markup], float]:
    """Return the key below a drawing of some height, in lines as wide as the drawing, and the height of both."""
    if not signs:
        return [], height
    parts: list[Markup] = []
    x, y = 0.0, height + _ABOVE
    for sign in signs:
        needed = sign.width + _AFTER_SIGN + text_width(sign.text, _SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _LINE
        parts.append(sign.draw(x + sign.width / 2, y))
        parts.append(element("text", sign.text, x=x + sign.width + _AFTER_SIGN, y=y + 4.5, font_size=_SIZE))
        x += needed + _BETWEEN
    return [element("g", *parts, class_="legend")], y + _LINE / 2


def themes(of: Iterable[Theme]) -> list[Sign]:
    """Return the coin of each theme with its name."""
    return [lettered(theme.series, theme.letter, theme.name.text) for theme in of]


def lettered(series: int, letter: str, text: str) -> Sign:
    """Return a coin with what its letter stands for."""
    return Sign(text, 2 * RADIUS, lambda x, y: coin(x, y, series, letter, own_words=True))


def disc(text: str, *, own_words: bool, series: int = 0, struck: Sequence[Callable[..., list[Markup]]] = ()) -> Sign:
    """Return a disc without a letter, full or hollow.

    :param struck: draws what goes through it.
    """

    def draw(x: float, y: float) -> Markup:
        return element(
            "g",
            coin(x, y, series, "", own_words=own_words),
            *(part for each in struck for part in each(x, y)),
        )

    return Sign(text, 2 * RADIUS, draw)


def line(text: str, *, own_words: bool) -> Sign:
    """Return a line between things, full or broken."""
    dashes = None if own_words else "5 4"
    return Sign(
        text,
        34,
        lambda x, y: element(
            "path", d=_level(x, y, 17), stroke=INK_SOFT, stroke_width=2, stroke_dasharray=dashes, class_="join"
        ),
    )


def ribbon(text: str, *, own_words: bool) -> Sign:
    """Return a ribbon of a flow, full or hollow."""
    colour = SERIES_COLOURS[0]
    return Sign(
        text,
        34,
        lambda x, y: element(
            "rect",
            x=x - 17,
            y=y - 4,
            width=34,
            height=8,
            fill=colour if own_words else PAPER,
            fill_opacity=0.6 if own_words else 1,
            stroke=colour,
            stroke_dasharray=None if own_words else "4 3",
        ),
    )


def stub(text: str) -> Sign:
    """Return the end of a flow."""
    return Sign(
        text,
        34,
        lambda x, y: element(
            "g",
            element("path", d=_level(x, y, 16), stroke=WARNING, stroke_width=2, stroke_dasharray="2 5"),
            element("path", d=f"M{x + 16:.1f} {y - 8:.1f}V{y + 8:.1f}", stroke=WARNING, stroke_width=3),
        ),
    )


def joined(text: str) -> Sign:
    """Return two discs with the line between them."""
    return Sign(
        text,
        46,
        lambda x, y: element(
            "g",
            element("path", d=_level(x, y, 14), stroke=INK, stroke_width=3, class_="link"),
            coin(x - 14, y, 1, "", own_words=True),
            coin(x + 14, y, 2, "", own_words=True),
        ),
    )


OWN_OR_READING: Final = (
    disc("full: the plan’s own words", own_words=True),
    disc("hollow: our reading", own_words=False),
)
"""What full and hollow discs mean."""


def _level(x: float, y: float, half: float) -> str:
    return f"M{x - half:.1f} {y:.1f}H{x + half:.1f}"
