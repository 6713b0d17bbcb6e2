"""Draws cost against size as SVG.

Written here and not by a plotting library: a dozen lines and axes need none, and the file stays small, readable in
a diff, and the same for the same figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from bench.figures import Results

_WIDTH, _HEIGHT = 430, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 24, 34, 40
# Colours that the colour-blind tell apart (Okabe and Ito), each with a dash of its own for print.
_STYLES = (("#0072B2", ""), ("#D55E00", "7 3"), ("#009E73", "2 3"), ("#CC79A7", "9 3 2 3"), ("#56B4E9", "4 4"))

Point = tuple[float, float]
Lines = dict[str, list[Point]]


@dataclass(frozen=True)
class _Panel:
    title: str
    unit: str
    lines: Lines


def draw(results: Results) -> str:
    """Four panels: a lookup, all that feed two outcomes, the start with the load, and memory."""
    panels = [
        _Panel("lookup, first time", "ms", _lines(results, _median("lookup"))),
        _Panel("feeds two or more, all, first time", "ms", _lines(results, _median("feeds-all"))),
        _Panel("load and start", "s", _lines(results, _ready)),
        _Panel("memory, most while queried", "MB", _lines(results, lambda peer: peer["memory"]["peak"] / 1e6)),
    ]
    width, height = 2 * _WIDTH, 2 * _HEIGHT + 40
    body = "\n".join(line for place, panel in enumerate(panels) for line in _panel(panel, place))
    legend = "\n".join(_legend(results, 2 * _HEIGHT + 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11" role="img" aria-labelledby="title">\n'
        '<title id="title">Cost against the number of triples, for each server; both axes are logarithmic</title>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n{legend}\n</svg>\n'
    )


def _lines(results: Results, cost: Callable[[dict[str, Any]], float | None]) -> Lines:
    lines: Lines = {}
    for name in results.names:
        points = []
        for size in results.sizes:
            peer = results.peer(size, name)
            value = None if "absent" in peer else cost(peer)
            if value:
                points.append((float(results.raw["sizes"][size]["triples"]), value))
        lines[name] = points
    return lines


def _median(query: str) -> Callable[[dict[str, Any]], float | None]:
    def cost(peer: dict[str, Any]) -> float | None:
        loads = peer.get("queries", {}).get(query, {}).get("first", {}).get("loads", [])
        return next((load["p50"] for load in loads if load["connections"] == 1 and load["p50"]), None)

    return cost


def _ready(peer: dict[str, Any]) -> float:
    return float(peer.get("load", {}).get("seconds", 0.0) + peer["start"])


def _panel(panel: _Panel, place: int) -> Iterator[str]:
    left, top = (place % 2) * _WIDTH, (place // 2) * _HEIGHT
    points = [point for line in panel.lines.values() for point in line]
    yield f'<g transform="translate({left} {top})">'
    yield f'<text x="{_LEFT}" y="20" font-size="13">{escape(panel.title)} ({panel.unit})</text>'
    if points:
        across = _Axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
        up = _Axis([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
        yield from _grid(across, up)
        for number, line in enumerate(panel.lines.values()):
            yield from _line([(across.at(x), up.at(y)) for x, y in line], number)
    yield "</g>"


class _Axis:
    """A logarithmic axis over whole powers of ten."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        for power in range(self._low, self._high + 1):
            yield self.at(10.0**power), _short(10.0**power)


def _short(value: float) -> str:
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def _grid(across: _Axis, up: _Axis) -> Iterator[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for x, text in across.ticks():
        yield f'<path d="M{x} {_TOP}V{bottom}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{text}</text>'
    for y, text in up.ticks():
        yield f'<path d="M{_LEFT} {y}H{right}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{text}</text>'
    yield f'<text x="{(_LEFT + right) / 2}" y="{bottom + 30}" text-anchor="middle">triples</text>'


def _line(points: list[Point], number: int) -> Iterator[str]:
    colour, dash = _STYLES[number % len(_STYLES)]
    if len(points) > 1:
        path = "L".join(f"{x} {y}" for x, y in points)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    for x, y in points:
        yield f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'


def _legend(results: Results, y: float) -> Iterator[str]:
    for place, name in enumerate(results.names):
        x, (colour, dash) = _LEFT + place * 150, _STYLES[place % len(_STYLES)]
        yield f'<path d="M{x} {y}h26" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        yield f'<text x="{x + 32}" y="{y + 4}">{escape(results.titles[name])}</text>'
