"""Coins: a link from an initiative to an outcome as a disc with the letter of its theme.

A full disc is a link in the plan's own words; a hollow one, with a broken edge, is a reading.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures.svg import PAPER, SERIES_COLOURS, element

RADIUS: Final = 9.0
NO_THEME: Final = "–"
"""The letter of what stands under no theme."""


def disc(x: float, y: float, radius: float, series: int, *inside: Markup, own_words: bool, class_: str) -> Markup:
    """Return a disc with its centre at a place.

    :param inside: elements inside the circle, such as its title.
    :param class_: what kind of disc it is.
    """
    colour = SERIES_COLOURS[series]
    return element(
        "circle",
        *inside,
        cx=x,
        cy=y,
        r=radius,
        fill=colour if own_words else PAPER,
        stroke=colour,
        stroke_width=2,
        stroke_dasharray=None if own_words else "3 2",
        class_=f"{class_} series-{series} {'own' if own_words else 'reading'}",
    )


def coin(x: float, y: float, series: int, letter: str, *, own_words: bool, title: str = "") -> Markup:
    """Return the coin with its centre at a place."""
    text = element(
        "text",
        letter,
        x=x,
        y=y + 4,
        font_size=11,
        font_weight=700,
        text_anchor="middle",
        fill=PAPER if own_words else SERIES_COLOURS[series],
        class_=f"letter series-{series} {'own' if own_words else 'reading'}",
    )
    circle = disc(x, y, RADIUS - 1, series, own_words=own_words, class_="disc")
    return element("g", *([element("title", title)] if title else []), circle, text)
