"""Writes performance.md: ratios within one run, then the figures that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Results, best, latency, number
from bench.plot import draw

_KINDS = {"repeated": "repeated", "first": "first time"}


def write_report(results: dict[str, Any], docs: Path) -> list[Path]:
    """The report and its picture."""
    figures = Results(results)
    page, picture = docs / "performance.md", docs / "performance.svg"
    page.write_text("\n".join(_page(figures)) + "\n", encoding="utf-8")
    picture.write_text(draw(figures), encoding="utf-8")
    return [page, docs / "performance.json", picture]


def _page(results: Results) -> Iterator[str]:
    machine = results.raw["machine"]
    yield "# Performance"
    yield ""
    yield "Written by `strategy-graph bench`; [bench/README.md](../bench/README.md) says how it measures."
    yield "Figures of one run on one machine: compare the ratios, not the seconds of your machine with those here."
    yield ""
    yield f"- {machine['cores']} cores ({machine['processor']}), {machine['memory']} of memory, {machine['kernel']}"
    yield f"- Python {machine['python']}; requests by {machine['client']}, on the same machine as the server"
    versions = results.raw["versions"]
    yield "- " + ", ".join(f"{results.titles[name]} {version}" for name, version in versions.items())
    run = results.raw
    yield f"- {run['run']}, {run['minutes']} minutes, {run['seconds']} s for each load of requests"
    yield ""
    yield "![Cost against size](performance.svg)"
    yield ""
    yield from _ratios(results)
    yield from _costs(results)
    for size in results.sizes:
        yield from _queries(results, size)
    yield from _absences(results)


def _ratios(results: Results) -> Iterator[str]:
    others = [name for name in results.names if name != "ours"]
    yield "## Ratios"
    yield ""
    yield (
        "How many times the other server's throughput ours is, at the number of connections that suits each best; "
        "above 1, ours is faster. *Repeated*: one query again and again. *First time*: no query is asked twice, so "
        "that no cache of answers helps. – : one of the two gave no figure."
    )
    yield ""
    yield _row("query", "data", "asked", *(results.titles[name] for name in others))
    yield _row("---", "---", "---", *("---:" for _ in others))
    for query in results.queries:
        for size in results.sizes:
            for kind, shown in _KINDS.items():
                ours = best(results.query(size, "ours", query, kind))
                cells = []
                for name in others:
                    theirs = best(results.query(size, name, query, kind))
                    cells.append(_times(ours / theirs) if ours and theirs else "–")
                if any(cell != "–" for cell in cells):
                    yield _row(query, size, shown, *cells)
    yield ""


def _costs(results: Results) -> Iterator[str]:
    yield "## Load, start, memory, disk"
    yield ""
    yield (
        "Load: triples a second into a store that is ready (none: it loads as it starts). Start: from the start of the "
        "process to its first right answer. Memory: resident, the sum of the server's processes. Lookup beside "
        "runaways: p99 of lookups, fifty a second, each from when it was due: alone, and beside four endless queries."
    )
    yield ""
    yield _row("server", "data", "load/s", "start s", "idle MB", "peak MB", "bytes/triple", "lookup p99 ms", "beside")
    yield _row("---", "---", *("---:" for _ in range(7)))
    for size in results.sizes:
        for name in results.names:
            peer = results.peer(size, name)
            if "absent" in peer:
                continue
            load, memory = peer.get("load", {}), peer["memory"]
            triples = results.raw["sizes"][size]["triples"]
            stored = load.get("bytes")
            yield _row(
                results.titles[name],
                size,
                number(load.get("rate")),
                number(peer["start"]),
                number(memory["idle"] / 1e6),
                number(memory["peak"] / 1e6),
                number(stored / triples if stored else None),
                *_beside(peer.get("runaways", {})),
            )
    yield ""


def _beside(runaways: dict[str, Any]) -> tuple[str, str]:
    if "beside" not in runaways:
        return ("–", runaways.get("problem", "–"))
    alone, beside = runaways["alone"], runaways["beside"]
    failed, asked = beside["errors"], beside["requests"]
    if failed == asked:
        return number(alone["p99"]), "no answer"
    return number(alone["p99"]), number(beside["p99"]) + (f" ({failed} of {asked} failed)" if failed else "")


def _queries(results: Results, size: str) -> Iterator[str]:
    triples = results.raw["sizes"][size]["triples"]
    yield f"## Queries on {triples:,} triples"
    yield ""
    yield "Right answers a second, then p50 / p99 in ms, at 1, 8 and 64 connections; *in turn* where one takes long."
    yield ""
    yield _row("query", "server", "rows", "asked", "1", "8", "64")
    yield _row("---", "---", "---:", "---", "---:", "---:", "---:")
    for query in results.queries:
        for name in results.names:
            figures = results.peer(size, name).get("queries", {}).get(query)
            if figures is None:
                continue
            title = results.titles[name]
            if "problem" in figures:
                yield _row(query, title, "", figures["problem"], "", "", "")
                continue
            for kind, shown in _KINDS.items():
                found = figures[kind]
                if "problem" in found:
                    yield _row(query, title, figures["rows"], shown, found["problem"], "", "")
                    continue
                loads = {load["connections"]: load for load in found["loads"]}
                cells = [latency(loads[count]) if loads.get(count, {}).get("requests") else "–" for count in (1, 8, 64)]
                yield _row(query, title, f"{figures['rows']:,}", shown, *cells)
    yield ""
    if differing := results.differing(size):
        yield f"Servers do not give the same number of rows for {', '.join(differing)}."
        yield ""


def _absences(results: Results) -> Iterator[str]:
    absent = [(name, size) for size in results.sizes for name in results.names if "absent" in results.peer(size, name)]
    if absent:
        yield "## Absent"
        yield ""
        for name, size in absent:
            yield f"- {results.titles[name]}, {size}: {results.peer(size, name)['absent']}"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
