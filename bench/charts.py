"""Draws charts of cost against data size as SVG.

The SVG is written directly and not with a plotting library, since a few lines and axes need none. The file is small,
readable in a diff, and identical for identical figures.
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
# The Okabe-Ito palette, which colour-blind readers can distinguish; each colour has a different dash for print.
_STYLES = (("#0072B2", ""), ("#D55E00", "7 3"), ("#009E73", "2 3"), ("#CC79A7", "9 3 2 3"), ("#56B4E9", "4 4"))

Point = tuple[float, float]
Lines = dict[str, list[Point]]
"""The points of each server's line, by the name of the server."""


@dataclass(frozen=True)
class _Chart:
    title: str
    unit: str
    lines: Lines


def draw_charts(results: Results) -> str:
    """Draw four charts: latency of a lookup, latency of *feeds-all*, load and start, and memory."""
    charts = [
        _Chart("lookup, first time", "ms", _cost_lines(results, _median_latency("lookup"))),
        _Chart("feeds two or more, all, first time", "ms", _cost_lines(results, _median_latency("feeds-all"))),
        _Chart("load and start", "s", _cost_lines(results, _load_and_start_seconds)),
        _Chart(
            "peak memory during the queries", "MB", _cost_lines(results, lambda server: server["memory"]["peak"] / 1e6)
        ),
    ]
    width, height = 2 * _WIDTH, 2 * _HEIGHT + 40
    body = "\n".join(line for index, chart in enumerate(charts) for line in _draw_chart(chart, index))
    legend = "\n".join(_draw_legend(results, 2 * _HEIGHT + 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11" role="img" aria-labelledby="title">\n'
        '<title id="title">Cost against the number of triples, for each server; both axes are logarithmic</title>\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n{body}\n{legend}\n</svg>\n'
    )


def _cost_lines(results: Results, cost: Callable[[dict[str, Any]], float | None]) -> Lines:
    lines: Lines = {}
    for name in results.names:
        points = []
        for size in results.sizes:
            server = results.server(size, name)
            value = None if "absent" in server else cost(server)
            if value:
                points.append((float(results.raw["sizes"][size]["triples"]), value))
        lines[name] = points
    return lines


def _median_latency(query: str) -> Callable[[dict[str, Any]], float | None]:
    def cost(server: dict[str, Any]) -> float | None:
        loads = server.get("queries", {}).get(query, {}).get("first", {}).get("loads", [])
        return next((load["p50"] for load in loads if load["connections"] == 1 and load["p50"]), None)

    return cost


def _load_and_start_seconds(server: dict[str, Any]) -> float:
    return float(server.get("load", {}).get("seconds", 0.0) + server["start"])


def _draw_chart(chart: _Chart, index: int) -> Iterator[str]:
    left, top = (index % 2) * _WIDTH, (index // 2) * _HEIGHT
    points = [point for line in chart.lines.values() for point in line]
    yield f'<g transform="translate({left} {top})">'
    yield f'<text x="{_LEFT}" y="20" font-size="13">{escape(chart.title)} ({chart.unit})</text>'
    if points:
        x_axis = _Axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
        y_axis = _Axis([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
        yield from _draw_grid(x_axis, y_axis)
        for style, line in enumerate(chart.lines.values()):
            yield from _draw_line([(x_axis.position(x), y_axis.position(y)) for x, y in line], style)
    yield "</g>"


class _Axis:
    """A logarithmic axis that spans whole powers of ten."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._start, self._end = start, end

    def position(self, value: float) -> float:
        """Return the coordinate of a value in the drawing."""
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield the coordinate and the label of each tick."""
        for power in range(self._low, self._high + 1):
            yield self.position(10.0**power), _tick_label(10.0**power)


def _tick_label(value: float) -> str:
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def _draw_grid(x_axis: _Axis, y_axis: _Axis) -> Iterator[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for x, text in x_axis.ticks():
        yield f'<path d="M{x} {_TOP}V{bottom}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{text}</text>'
    for y, text in y_axis.ticks():
        yield f'<path d="M{_LEFT} {y}H{right}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{text}</text>'
    yield f'<text x="{(_LEFT + right) / 2}" y="{bottom + 30}" text-anchor="middle">triples</text>'


def _draw_line(points: list[Point], style: int) -> Iterator[str]:
    colour, dash = _STYLES[style % len(_STYLES)]
    if len(points) > 1:
        path = "L".join(f"{x} {y}" for x, y in points)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    for x, y in points:
        yield f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'


def _draw_legend(results: Results, y: float) -> Iterator[str]:
    for index, name in enumerate(results.names):
        x, (colour, dash) = _LEFT + index * 150, _STYLES[index % len(_STYLES)]
        yield f'<path d="M{x} {y}h26" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        yield f'<text x="{x + 32}" y="{y + 4}">{escape(results.titles[name])}</text>'
