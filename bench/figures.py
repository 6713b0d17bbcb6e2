"""Reads the figures of a run and formats numbers."""

from __future__ import annotations

from typing import Any


class Results:
    """Access to the figures of a run for the report and the charts.

    :ivar raw: the content of ``performance.json``.
    :ivar titles: the display name of each server, by its name.
    :ivar names: the names of the servers in their order.
    :ivar queries: the names of all queries that were measured.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.titles: dict[str, str] = raw["titles"]
        self.sizes: list[str] = list(raw["sizes"])
        self.names: list[str] = list(self.titles)
        queries = (
            query for size in self.sizes for name in self.names for query in self.server(size, name).get("queries", {})
        )
        self.queries: list[str] = list(dict.fromkeys(queries))

    def server(self, size: str, name: str) -> dict[str, Any]:
        """Return the figures of a server at a size; if it was not measured, only the reason under ``absent``."""
        figures: dict[str, Any] = self.raw["sizes"][size]["peers"].get(name, {"absent": "not selected"})
        return figures

    def loads(self, size: str, name: str, query: str, kind: str) -> list[dict[str, Any]]:
        """Return the loads of a query that had a successful response.

        :param kind: ``repeated`` or ``first``.
        """
        figures = self.server(size, name).get("queries", {}).get(query, {})
        loads: list[dict[str, Any]] = figures.get(kind, {}).get("loads", [])
        return [load for load in loads if load["requests"] > load["errors"]]

    def queries_with_different_row_counts(self, size: str) -> list[str]:
        """Return the queries for which the servers returned different numbers of rows."""
        return [
            query
            for query in self.queries
            if len({count for name in self.names if (count := self._row_count(size, name, query)) is not None}) > 1
        ]

    def _row_count(self, size: str, name: str, query: str) -> int | None:
        count: int | None = self.server(size, name).get("queries", {}).get(query, {}).get("rows")
        return count


def highest_rate(loads: list[dict[str, Any]]) -> float | None:
    """Return the highest rate of successful responses per second, or ``None`` if there was none."""
    rates = [load["rate"] for load in loads if load["rate"] > 0]
    return max(rates, default=None)


def format_load(load: dict[str, Any]) -> str:
    """Format the rate, the latencies and the failures of a load."""
    sequential = ", in turn" if "in turn" in load["client"] else ""
    failed = f" ({load['errors']} failed)" if load["errors"] else ""
    latencies = f"{format_number(load['p50'])} / {format_number(load['p99'])}"
    return f"{format_number(load['rate'])}/s, {latencies}{sequential}{failed}"


def format_number(value: float | None) -> str:
    """Format a number with three significant digits, and a missing one as a dash."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    if value >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"
