"""The page ``/explore/editions``: what changed from one edition of a plan to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.presentation import DisplayTable, display_table
from strategy_graph.explorer.sentence import Sentence
from strategy_graph.named_queries.editions import editions
from strategy_graph.named_queries.result_table import Cell, Table
from strategy_graph.text import counted

QUERY: Final = "compare-editions"


@dataclass(frozen=True)
class Change:
    """A kind of change with its rows."""

    kind: Cell
    table: DisplayTable


@dataclass(frozen=True)
class EditionsPage:
    """The changes by kind, in the order of the query."""

    editions: int
    changes: list[Change]

    @property
    def sentence(self) -> Sentence:
        if not self.editions:
            return ("Each plan of this graph has one edition, so there is nothing to compare yet.",)
        if not self.changes:
            return ("Nothing differs between these editions.",)
        return ("; ".join(f"{each.kind.text}: {len(each.table.rows)}" for each in self.changes) + ".",)

    @property
    def rows(self) -> str:
        return counted(sum(len(each.table.rows) for each in self.changes), "change")


def read(queries: PageQueries, values: Mapping[str, str]) -> EditionsPage:
    """Ask the query of the page."""
    table = queries.ask(QUERY)
    columns = [column for column in table.columns if column != "kind"]
    titles = queries.catalogue[QUERY].columns
    by_kind: dict[str, list[dict[str, Cell | None]]] = {}
    kinds: dict[str, Cell] = {}
    for row in table.rows:
        kind = row["kind"] or Cell("")
        kinds.setdefault(kind.text, kind)
        by_kind.setdefault(kind.text, []).append(row)
    changes = [Change(kinds[kind], display_table(Table(columns, rows), titles)) for kind, rows in by_kind.items()]
    return EditionsPage(len(editions(queries.run_query)), changes)


PAGE: Final = Page(
    name="editions",
    title="What changed between editions?",
    answers="What a later edition of the plan lists anew, drops, moves, adds, changes or ends, and what has happened.",
    query=QUERY,
    filters=("before", "after"),
    read=read,
)
