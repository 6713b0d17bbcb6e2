"""Writes performance.md: ratios between the servers of one run, then the figures behind them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.charts import draw_charts
from bench.figures import Results, format_load, format_number, highest_rate

_KINDS = {"repeated": "repeated", "first": "first time"}


def write_report(results: dict[str, Any], docs: Path) -> list[Path]:
    """Write the report and its charts, and return the paths of all three files."""
    figures = Results(results)
    page, charts = docs / "performance.md", docs / "performance.svg"
    page.write_text("\n".join(_page(figures)) + "\n", encoding="utf-8")
    charts.write_text(draw_charts(figures), encoding="utf-8")
    return [page, docs / "performance.json", charts]


def _page(results: Results) -> Iterator[str]:
    machine = results.raw["machine"]
    yield "# Performance"
    yield ""
    yield "Written by `strategy-graph bench`; [bench/README.md](../bench/README.md) describes the method."
    yield "All figures are from one run on one machine. Compare ratios: times on another machine are not comparable."
    yield (
        "Documents of things and pages have figures of their own: "
        "[performance of documents](performance-documents.md), [performance of pages](performance-pages.md)."
    )
    yield ""
    yield f"- {machine['cores']} cores ({machine['processor']}), {machine['memory']} of memory, {machine['kernel']}"
    yield f"- Python {machine['python']}; requests by {machine['client']}, on the same machine as the server"
    versions = results.raw["versions"]
    yield "- " + ", ".join(f"{results.titles[name]} {version}" for name, version in versions.items())
    run = results.raw
    yield f"- {run['run']}, {run['minutes']} minutes, {run['seconds']} s for each load"
    yield ""
    yield "![Cost against size](performance.svg)"
    yield ""
    yield from _ratio_section(results)
    yield from _resource_section(results)
    for size in results.sizes:
        yield from _query_section(results, size)
    yield from _not_measured_section(results)


def _ratio_section(results: Results) -> Iterator[str]:
    others = [name for name in results.names if name != "ours"]
    yield "## Ratios"
    yield ""
    yield (
        "The throughput of strategy-graph divided by that of the other server, each at its best number of connections; "
        "above 1, strategy-graph is faster. *Repeated*: the same query in every request. *First time*: every request "
        "has a different query, so that no cached result is used. – : one of the two has no figure."
    )
    yield ""
    yield _row("query", "data", "requests", *(results.titles[name] for name in others))
    yield _row("---", "---", "---", *("---:" for _ in others))
    for query in results.queries:
        for size in results.sizes:
            for kind, label in _KINDS.items():
                own_rate = highest_rate(results.loads(size, "ours", query, kind))
                cells = []
                for name in others:
                    rate = highest_rate(results.loads(size, name, query, kind))
                    cells.append(_format_ratio(own_rate / rate) if own_rate and rate else "–")
                if any(cell != "–" for cell in cells):
                    yield _row(query, size, label, *cells)
    yield ""


def _resource_section(results: Results) -> Iterator[str]:
    yield "## Load, start, memory, disk"
    yield ""
    yield (
        "Load: triples per second, timed until the store is ready; – for a server that loads the data when it starts. "
        "Start: seconds from the start of the process to the first correct response. Memory: resident, summed over the "
        "processes of the server. Lookup p99: of lookups sent at fifty a second, measured from the scheduled time of "
        "each, without other load; the last column is the same while four runaway queries run."
    )
    yield ""
    yield _row(
        "server",
        "data",
        "load/s",
        "start s",
        "idle MB",
        "peak MB",
        "bytes/triple",
        "lookup p99 ms",
        "with runaways",
    )
    yield _row("---", "---", *("---:" for _ in range(7)))
    for size in results.sizes:
        for name in results.names:
            server = results.server(size, name)
            if "absent" in server:
                continue
            load, memory = server.get("load", {}), server["memory"]
            triples = results.raw["sizes"][size]["triples"]
            store_bytes = load.get("bytes")
            yield _row(
                results.titles[name],
                size,
                format_number(load.get("rate")),
                format_number(server["start"]),
                format_number(memory["idle"] / 1e6),
                format_number(memory["peak"] / 1e6),
                format_number(store_bytes / triples if store_bytes else None),
                *_lookup_cells(server.get("runaways", {})),
            )
    yield ""


def _lookup_cells(runaways: dict[str, Any]) -> tuple[str, str]:
    """Return the p99 of the lookups without and with runaway queries."""
    if "beside" not in runaways:
        return ("–", runaways.get("problem", "–"))
    alone, during = runaways["alone"], runaways["beside"]
    failed, requests = during["errors"], during["requests"]
    if failed == requests:
        return format_number(alone["p99"]), "no answer"
    failures = f" ({failed} of {requests} failed)" if failed else ""
    return format_number(alone["p99"]), format_number(during["p99"]) + failures


def _query_section(results: Results, size: str) -> Iterator[str]:
    triples = results.raw["sizes"][size]["triples"]
    yield f"## Queries on {triples:,} triples"
    yield ""
    yield (
        "Successful responses a second, then p50 / p99 in ms, at 1, 8 and 64 connections. *In turn*: requests for a "
        "slow query are sent one after another."
    )
    yield ""
    yield _row("query", "server", "rows", "requests", "1", "8", "64")
    yield _row("---", "---", "---:", "---", "---:", "---:", "---:")
    for query in results.queries:
        for name in results.names:
            figures = results.server(size, name).get("queries", {}).get(query)
            if figures is None:
                continue
            title = results.titles[name]
            if "problem" in figures:
                yield _row(query, title, "", figures["problem"], "", "", "")
                continue
            for kind, label in _KINDS.items():
                measured = figures[kind]
                if "problem" in measured:
                    yield _row(query, title, figures["rows"], label, measured["problem"], "", "")
                    continue
                loads = {load["connections"]: load for load in measured["loads"]}
                cells = [
                    format_load(loads[count]) if loads.get(count, {}).get("requests") else "–" for count in (1, 8, 64)
                ]
                yield _row(query, title, f"{figures['rows']:,}", label, *cells)
    yield ""
    if different := results.queries_with_different_row_counts(size):
        yield f"The servers return different numbers of rows for {', '.join(different)}."
        yield ""


def _not_measured_section(results: Results) -> Iterator[str]:
    not_measured = [
        (name, size) for size in results.sizes for name in results.names if "absent" in results.server(size, name)
    ]
    if not_measured:
        yield "## Not measured"
        yield ""
        for name, size in not_measured:
            yield f"- {results.titles[name]}, {size}: {results.server(size, name)['absent']}"


def _format_ratio(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
