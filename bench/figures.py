"""Reads the figures of a run, and writes numbers as people read them."""

from __future__ import annotations

from typing import Any


class Results:
    """A run's figures, as the report and the picture ask for them."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.titles: dict[str, str] = raw["titles"]
        self.sizes: list[str] = list(raw["sizes"])
        self.names: list[str] = list(self.titles)
        asked = (
            name for size in self.sizes for peer in self.names for name in self.peer(size, peer).get("queries", {})
        )
        self.queries: list[str] = list(dict.fromkeys(asked))

    def peer(self, size: str, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.raw["sizes"][size]["peers"].get(name, {"absent": "not asked for"})
        return found

    def query(self, size: str, name: str, query: str, kind: str) -> list[dict[str, Any]]:
        """The loads of a query; none where it was not asked, or not answered."""
        figures = self.peer(size, name).get("queries", {}).get(query, {})
        loads: list[dict[str, Any]] = figures.get(kind, {}).get("loads", [])
        return [load for load in loads if load["requests"] > load["errors"]]

    def differing(self, size: str) -> list[str]:
        """Queries that servers answered with different numbers of rows."""
        return [
            query
            for query in self.queries
            if len({rows for name in self.names if (rows := self._rows(size, name, query)) is not None}) > 1
        ]

    def _rows(self, size: str, name: str, query: str) -> int | None:
        rows: int | None = self.peer(size, name).get("queries", {}).get(query, {}).get("rows")
        return rows


def best(loads: list[dict[str, Any]]) -> float | None:
    """The highest rate of right answers a second, if any."""
    rates = [load["rate"] for load in loads if load["rate"] > 0]
    return max(rates, default=None)


def latency(load: dict[str, Any]) -> str:
    """Rate and latencies of one load, its failures with it."""
    turn = ", in turn" if "in turn" in load["client"] else ""
    failed = f" ({load['errors']} failed)" if load["errors"] else ""
    return f"{number(load['rate'])}/s, {number(load['p50'])} / {number(load['p99'])}{turn}{failed}"


def number(value: float | None) -> str:
    """Three figures, which is what a run is good for."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    if value >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"
