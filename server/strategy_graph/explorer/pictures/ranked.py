"""Draws the ranked list: initiatives by the number of outcomes that they feed, with a coin for each link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import Link
from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.coins import RADIUS, coin
from strategy_graph.explorer.pictures.svg import LINE, drawing, element, label
from strategy_graph.explorer.pictures.text_layout import wrap

NAME_WIDTH: Final = 380.0
_COUNT_X: Final = NAME_WIDTH + 50
_LANES_X: Final = _COUNT_X + 30
_COIN_STEP: Final = 2 * RADIUS + 4
_TOP: Final = 64.0


@dataclass(frozen=True)
class Lane:
    """A column of coins: the links to the outcomes of a theme, of several, or of none."""

    title: str
    series: int
    letter: str


@dataclass(frozen=True)
class RankedRow:
    """An initiative with the links that it has, by lane.

    :ivar coins: the links in each lane, in the order of the lanes.
    """

    name: str
    outcomes: int
    coins: Sequence[Sequence[Link]]


def draw(title: str, lanes: Sequence[Lane], rows: Sequence[RankedRow]) -> Markup:
    """Return the list as an SVG file."""
    widths = [
        max(_COIN_STEP * max((len(row.coins[index]) for row in rows), default=0), 9.0 * len(lane.title)) + 16
        for index, lane in enumerate(lanes)
    ]
    starts = [_LANES_X + sum(widths[:index]) for index in range(len(lanes))]
    parts = [label(title, 0, 20, width=_LANES_X + sum(widths), font_weight=700)]
    parts.append(element("text", "Outcomes", x=_COUNT_X, y=_TOP - 8, text_anchor="end", font_weight=700))
    parts += [
        element("text", lane.title, x=start, y=_TOP - 8, font_weight=700)
        for lane, start in zip(lanes, starts, strict=True)
    ]
    top = _TOP
    for row in rows:
        height = max(1, len(wrap(row.name, NAME_WIDTH))) * 18.75 + 10
        middle = top + 20
        parts.append(element("line", x1=0, x2=_LANES_X + sum(widths), y1=top, y2=top, stroke=LINE))
        parts.append(label(row.name, 0, middle, width=NAME_WIDTH))
        parts.append(element("text", str(row.outcomes), x=_COUNT_X, y=middle, text_anchor="end", font_weight=700))
        for start, lane, links in zip(starts, lanes, row.coins, strict=True):
            parts += [
                coin(
                    start + RADIUS + index * _COIN_STEP,
                    middle - 5,
                    lane.series,
                    lane.letter,
                    own_words=link.own_words,
                    title=link.outcome.name.text,
                )
                for index, link in enumerate(links)
            ]
        top += height
    signs = [legend.lettered(lane.series, lane.letter, lane.title) for lane in lanes]
    key, height = legend.below([*signs, *legend.OWN_OR_READING], top + 8, _LANES_X + sum(widths))
    return drawing(_LANES_X + sum(widths), height, title, *parts, *key, file=True)
