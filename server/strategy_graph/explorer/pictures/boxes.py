"""Boxes that hold the whole name of a thing, and that lead to its page; shared by the pictures of columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures.coins import RADIUS, coin
from strategy_graph.explorer.pictures.svg import INK, LINE, PAPER, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

SIZE: Final = 14.0
LEADING: Final = SIZE * 1.25
PADDING: Final = 8.0
_COIN: Final = 2 * RADIUS + 6


@dataclass(frozen=True)
class Box:
    """A thing in a picture.

    :ivar key: tells it apart in the picture.
    :ivar row: names it on the page, where tables and other pictures have the same name.
    :ivar series: the number of its theme's colour, with ``letter``; an empty letter is for what has no coin.
    :ivar centre: whether the picture is about it.
    """

    key: str
    text: str
    href: str | None = None
    row: str = ""
    language: str | None = None
    title: str = ""
    series: int = 0
    letter: str = ""
    centre: bool = False


@dataclass(frozen=True)
class Placed:
    """A box at its place."""

    box: Box
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    def at(self, y: float) -> Placed:
        return replace(self, y=y)


def place(box: Box, x: float, y: float, width: float, least: float = 0) -> Placed:
    """Return the box at a place, as high as its name needs."""
    lines = wrap(box.text, _text_width(box, width), SIZE)
    return Placed(box, x, y, width, max(least, len(lines) * LEADING + 2 * PADDING))


def draw_box(placed: Placed, kind: str) -> Markup:
    """Return the box with its name in full, as a link.

    :param kind: becomes its class, with ``box``.
    """
    box = placed.box
    rect = element(
        "rect",
        x=placed.x,
        y=placed.y,
        width=placed.width,
        height=placed.height,
        rx=3,
        fill=PAPER,
        stroke=INK if box.centre else LINE,
        stroke_width=3 if box.centre else 1,
        class_="frame",
    )
    lines = wrap(box.text, _text_width(box, placed.width), SIZE)
    top = placed.middle - len(lines) * LEADING / 2 + SIZE
    name = label(
        box.text,
        placed.x + PADDING + (_COIN if box.letter else 0),
        top,
        width=_text_width(box, placed.width),
        size=SIZE,
        font_weight=700 if box.centre else None,
        lang=box.language if box.language and box.language != "en" else None,
    )
    parts = [element("title", box.title)] if box.title else []
    parts.append(rect)
    if box.letter:
        parts.append(coin(placed.x + PADDING + RADIUS, placed.middle, box.series, box.letter, own_words=True))
    return link(
        None if box.centre else box.href,
        *parts,
        name,
        class_=f"box {kind}{' centre' if box.centre else ''}",
        data_row=box.row or None,
        data_node=box.key,
        aria_current="true" if box.centre else None,
    )


def _text_width(box: Box, width: float) -> float:
    room = width - 2 * PADDING - (_COIN if box.letter else 0)
    # The font of a reader may be wider than the estimate; a name that sticks out of its box would look cut.
    return room / (1.22 if box.centre else 1.1)
