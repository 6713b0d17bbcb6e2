"""Measures every named query, with its defaults, over our own content and over a made plan, in this process.

    python -m bench.named_queries                     # our own content, and a plan of 2,000 initiatives
    python -m bench.named_queries --initiatives 500   # a smaller one

Prints a table with the rows and the time of each query, the slowest over the made plan first. A query that takes more
than linear time stands out by the ratio of the times.
"""

from __future__ import annotations

import time

import click
from pyoxigraph import QueryResultsFormat, QuerySolutions

from bench.large_plan import large_plan, store_of
from strategy_graph.dataset import Content, find_content
from strategy_graph.named_queries.catalogue import Catalogue


@click.command(help=__doc__)
@click.option(
    "--initiatives", type=click.IntRange(100), default=2000, show_default=True, help="Initiatives of the made plan."
)
def main(initiatives: int) -> None:
    """Print the table."""
    ours = _measure(find_content())
    with large_plan(initiatives) as content:
        made = _measure(content)
    click.echo(f"| query | rows | time | rows of {initiatives:,} initiatives | time | ratio |")
    click.echo("|---|---:|---:|---:|---:|---:|")
    for name, (rows, seconds) in sorted(made.items(), key=lambda each: -each[1][1]):
        own_rows, own_seconds = ours[name]
        click.echo(
            f"| {name} | {own_rows:,} | {own_seconds * 1000:.1f} ms | {rows:,} | {seconds * 1000:.0f} ms "
            f"| {seconds / own_seconds:.0f} |"
        )


def _measure(content: Content) -> dict[str, tuple[int, float]]:
    """Return the number of rows and the seconds of each query."""
    store, visible = store_of(content)
    measured = {}
    for query in Catalogue.load(find_content().queries):
        begun = time.perf_counter()
        result = store.query(query.bind({}), default_graph=visible)
        assert isinstance(result, QuerySolutions)
        lines = (result.serialize(format=QueryResultsFormat.TSV) or b"").count(b"\n")
        measured[query.name] = lines - 1, time.perf_counter() - begun
    return measured


if __name__ == "__main__":
    main()
