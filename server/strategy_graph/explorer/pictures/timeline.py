"""Draws dated events with honest widths: a day is a dot, a month or a year a bar of that length."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.pictures import legend
from strategy_graph.explorer.pictures.svg import INK_SOFT, LINE, PAPER, SERIES_COLOURS, drawing, element, label, link
from strategy_graph.explorer.pictures.text_layout import wrap

_NAMES: Final = 470.0
_AXIS: Final = 660.0
_SIZE: Final = 14.0
_MOST_TICKS: Final = 16
_SIGNS: Final = (
    legend.disc("as the plan saw it", own_words=True, series=1),
    legend.disc("from later sources", own_words=True, series=2),
)


@dataclass(frozen=True)
class Event:
    """Something that has a date.

    :ivar of: what it belongs to.
    :ivar first: the first day that the date allows; ``last`` is the last one.
    :ivar when: the date in words.
    :ivar open: whether it is drawn hollow: it was due, and nothing tells whether it happened.
    """

    name: str
    of: str
    href: str | None
    first: datetime.date
    last: datetime.date
    when: str
    open: bool


@dataclass(frozen=True)
class Band:
    """Events under one heading; ``series`` is their colour."""

    title: str
    series: int
    events: Sequence[Event]


def draw(title: str, description: str, bands: Sequence[Band], *, due: str = "due", file: bool) -> Markup:
    """Return the bands below each other, on one scale of time.

    :param due: what hollow marks were, such as ``due by 31 December 2023``.
    """
    every = [event for band in bands for event in band.events]
    if not every:
        return drawing(_NAMES + _AXIS, 30, title, label(title, 0, 20, width=_NAMES), file=file)
    scale = _Scale(min(event.first for event in every).year, max(event.last for event in every).year + 1)
    parts: list[Markup] = []
    top = 10.0
    for band in bands:
        if not band.events:
            continue
        parts.append(element("text", band.title, x=0, y=top + 18, font_weight=700))
        parts += _axis(scale, top + 18)
        top += 30
        start = top
        rows: list[Markup] = []
        for event in band.events:
            height = 17.5 * len(wrap(_words(event), _NAMES - 16, _SIZE)) + 7
            rows.append(_row(event, band.series, scale, top, height))
            top += height
        parts += _lines(scale, start, top)
        parts += rows
        top += 22
    if file:
        key, top = legend.below(
            [*_SIGNS, legend.disc(f"hollow: {due}, and no news of it", own_words=False, series=1)], top, _NAMES + _AXIS
        )
        parts += key
    return drawing(_NAMES + _AXIS + 40, top, title, *parts, class_="timeline", description=description, file=file)


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int

    def x(self, day: datetime.date) -> float:
        start = datetime.date(self.first, 1, 1).toordinal()
        end = datetime.date(min(self.last, datetime.MAXYEAR), 1, 1).toordinal()
        return _NAMES + _AXIS * (day.toordinal() - start) / max(end - start, 1)

    def years(self) -> Iterable[int]:
        step = -(-(self.last - self.first) // _MOST_TICKS)
        return range(self.first, self.last + 1, max(step, 1))


def _words(event: Event) -> str:
    return event.name if event.of in ("", event.name) else f"{event.name} – {event.of}"


def _row(event: Event, series: int, scale: _Scale, top: float, height: float) -> Markup:
    middle = top + 12
    colour = SERIES_COLOURS[series]
    title = element("title", f"{_words(event)}: {event.when}")
    start, end = scale.x(event.first), scale.x(event.last)
    look = {
        "fill": PAPER if event.open else colour,
        "stroke": colour,
        "stroke_width": 2,
        "stroke_dasharray": "3 2" if event.open else None,
        "class_": f"mark series-{series} {'reading' if event.open else 'own'}",
    }
    if event.first == event.last:
        mark = element("circle", title, cx=start, cy=middle, r=5.5, **look)
    else:
        mark = element("rect", title, x=start, y=middle - 5, width=max(end - start, 4.0), height=10, rx=3, **look)
    return element(
        "g",
        link(event.href, label(_words(event), 0, middle + 5, width=_NAMES - 16, size=_SIZE), mark),
    )


def _axis(scale: _Scale, y: float) -> list[Markup]:
    return [
        element(
            "text",
            str(year),
            x=scale.x(datetime.date(year, 1, 1)),
            y=y,
            font_size=12,
            text_anchor="middle",
            class_="soft",
            fill=INK_SOFT,
        )
        for year in scale.years()
    ]


def _lines(scale: _Scale, top: float, bottom: float) -> list[Markup]:
    places = [scale.x(datetime.date(year, 1, 1)) for year in scale.years()]
    return [element("line", x1=x, x2=x, y1=top - 6, y2=bottom, stroke=LINE) for x in places]
