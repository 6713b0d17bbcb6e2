"""Draws which themes initiatives combine: joined discs for the themes, and a bar for the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import Theme
from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.coins import coin
from strategy_graph.explorer.pictures.svg import BOLD, INK, INK_SOFT, LINE, PAPER, drawing, element, label
from strategy_graph.explorer.pictures.text_layout import wrap

_STEP: Final = 30.0
_BAR: Final = 180.0
_HEIGHT: Final = 26.0
_NAMES: Final = 520.0


@dataclass(frozen=True)
class Combination:
    """Some of the themes, with the initiatives that feed outcomes of just these.

    :ivar names: the names of the initiatives, each with the address of a page about it, if it is known.
    """

    themes: Sequence[Theme]
    initiatives: int
    names: Sequence[tuple[str, str | None]]


def row_width(themes: Sequence[Theme]) -> float:
    """Return the width of the discs and the bar."""
    return _STEP * len(themes) + 20 + _BAR


def draw_row(themes: Sequence[Theme], combination: Combination, most: int) -> Markup:
    """Return the discs and the bar of one combination, for a row of a table."""
    title = " and ".join(theme.name.text for theme in combination.themes) or "no theme"
    return drawing(
        row_width(themes),
        _HEIGHT,
        f"{title}: {combination.initiatives}",
        _row(themes, combination, most, 0),
        class_="combination",
    )


def draw(title: str, themes: Sequence[Theme], combinations: Sequence[Combination]) -> Markup:
    """Return all combinations as an SVG file, with the names of the initiatives."""
    most = max((combination.initiatives for combination in combinations), default=1)
    names_x = row_width(themes) + 50
    parts = [label(title, 0, 20, width=(names_x + _NAMES) / BOLD, font_weight=700)]
    top = 40.0
    for combination in combinations:
        names = "; ".join(name for name, _ in combination.names)
        parts.append(_row(themes, combination, most, top))
        parts.append(element("text", str(combination.initiatives), x=names_x - 40, y=top + 18, font_weight=700))
        parts.append(label(names, names_x, top + 17, width=_NAMES, size=13))
        top += max(_HEIGHT, 16.25 * len(wrap(names, _NAMES, 13))) + 12
    key, height = legend.below(legend.themes(themes), top, names_x + _NAMES)
    return drawing(names_x + _NAMES, height, title, *parts, *key, file=True)


def _row(themes: Sequence[Theme], combination: Combination, most: int, top: float) -> Markup:
    middle = top + _HEIGHT / 2
    places = {theme.name.iri: _STEP * index + 13 for index, theme in enumerate(themes)}
    fed = [places[theme.name.iri] for theme in combination.themes]
    parts: list[Markup] = []
    if len(fed) > 1:
        parts.append(
            element("line", x1=min(fed), x2=max(fed), y1=middle, y2=middle, stroke=INK, stroke_width=3, class_="join")
        )
    chosen = {theme.name.iri for theme in combination.themes}
    for theme in themes:
        x = places[theme.name.iri]
        if theme.name.iri in chosen:
            parts.append(coin(x, middle, theme.series, theme.letter, own_words=True, title=theme.name.text))
        else:
            parts.append(element("circle", cx=x, cy=middle, r=4, fill=PAPER, stroke=LINE, class_="absent"))
    bar = _BAR * combination.initiatives / max(most, 1)
    parts.append(
        element(
            "rect", x=_STEP * len(themes) + 20, y=top + 5, width=bar, height=_HEIGHT - 10, fill=INK_SOFT, class_="bar"
        )
    )
    return element("g", *parts)
