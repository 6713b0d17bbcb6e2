"""Measures the search over our own things and over a made plan, in this process and without its cache.

    python -m bench.search                    # our own content, and a plan of 2,000 initiatives
    python -m bench.search --initiatives 500  # a smaller one

Prints a table: how long the index takes, and each question of a kind, the median and the slowest of some rounds.
"""

from __future__ import annotations

import statistics
import time
from typing import Final

import click
from pyoxigraph import QueryResultsFormat, QuerySolutions

from bench.large_plan import large_plan, store_of
from strategy_graph.dataset import Content, find_content
from strategy_graph.named_queries.catalogue import read_query
from strategy_graph.search.documents import QUERY, read_things
from strategy_graph.search.highlighting import shown_texts
from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import search, suggest
from strategy_graph.search.typed_query import read_typed_query

QUESTIONS: Final = {
    "a name": "digital boost",
    "without macrons": "maori data",
    "with slips": "digitel bosot",
    "what nearly all have": "initiative number",
    "one letter": "i",
    "a phrase": '"number 1999"',
    "one of many words": "number zebra",
    "nothing": "zzzzqqqq xxyyzz",
    "as long as it may be": " ".join("abcdefghij"[number % 10] + str(number) for number in range(55))[:200],
}
PAGE: Final = 20
ROUNDS: Final = 25


@click.command(help=__doc__)
@click.option(
    "--initiatives", type=click.IntRange(100), default=2000, show_default=True, help="Initiatives of the made plan."
)
def main(initiatives: int) -> None:
    """Print the table."""
    with large_plan(initiatives) as made_plan:
        for title, content in (("our own content", find_content()), ("the made plan", made_plan)):
            _measure(title, content)


def _measure(title: str, content: Content) -> None:
    store, visible = store_of(content)
    begun = time.perf_counter()
    result = store.query(read_query(find_content().queries / f"{QUERY}.rq").text, default_graph=visible)
    assert isinstance(result, QuerySolutions)
    document = result.serialize(format=QueryResultsFormat.JSON) or b""
    asked = time.perf_counter()
    index = SearchIndex(read_things(document))
    made = time.perf_counter()
    click.echo(f"\n{title}: {len(index.things):,} things; query {asked - begun:.2f} s, index {made - asked:.2f} s\n")
    click.echo("| question | found | median | slowest |\n|---|---:|---:|---:|")
    for name, text in QUESTIONS.items():
        times, found = [], 0
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            answer = search(index, read_typed_query(text))
            for thing in answer.things[:PAGE]:
                shown_texts(thing, answer.terms)
            times.append((time.perf_counter() - begun) * 1000)
            found = answer.total
        click.echo(f"| {name} | {found:,} | {statistics.median(times):.1f} ms | {max(times):.1f} ms |")
    begun = time.perf_counter()
    suggest(index, read_typed_query("ini"))
    click.echo(f"| suggestions | | {(time.perf_counter() - begun) * 1000:.1f} ms | |")


if __name__ == "__main__":
    main()
