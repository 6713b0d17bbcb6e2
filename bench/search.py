"""Measures the search over our own things and over a made plan, in this process and without its cache.

    python -m bench.search                    # our own content, and a plan of 2,000 initiatives
    python -m bench.search --initiatives 500  # a smaller one

Prints a table: how long the index takes, and each question of a kind, the median and the slowest of some rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryResultsFormat, QuerySolutions, Store

from strategy_graph.dataset import Content, assemble, find_content
from strategy_graph.named_queries.catalogue import read_query
from strategy_graph.namespaces import GRAPH_SHAPES
from strategy_graph.search.documents import QUERY, read_things
from strategy_graph.search.highlighting import shown_texts
from strategy_graph.search.index import SearchIndex
from strategy_graph.search.search import search, suggest
from strategy_graph.search.typed_query import read_typed_query
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.read import read_workbook

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
@click.option("--initiatives", default=2000, show_default=True, help="Initiatives of the made plan.")
def main(initiatives: int) -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        # The made plan is the tests' own.
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        from tests.support.plan_tables import large_plan_tables, save_tables

        workbook = save_tables(large_plan_tables(initiatives), Path(folder, "plan.xlsx"))
        plan = Path(folder, "plan")
        import_file(workbook, plan, read_workbook, "workbook", "https://harbour.example.org/id/")
        for title, content in (("our own content", find_content()), ("the made plan", Content(plan))):
            _measure(title, content)


def _measure(title: str, content: Content) -> None:
    store = Store()
    store.bulk_extend(assemble(content).all())
    visible: list[NamedNode | BlankNode | DefaultGraph] = [
        name for name in store.named_graphs() if name.value != GRAPH_SHAPES
    ]
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
