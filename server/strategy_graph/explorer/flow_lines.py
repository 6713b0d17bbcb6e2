"""The lines from initiatives through outcomes to measures, as their named query gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from strategy_graph.explorer.links import named
from strategy_graph.explorer.questions import Questions
from strategy_graph.named_queries.result_table import Cell, Row

QUERY: Final = "initiatives-outcomes-and-measures"


@dataclass(frozen=True)
class Line:
    """A contribution, and a measure that tracks its outcome, if one does.

    :ivar basis: that of the contribution; ``tracking`` is that of the link from the measure to the outcome.
    """

    initiative: Cell
    outcome: Cell
    basis: Cell
    own_words: bool
    measure: Cell | None
    tracking: Cell | None
    tracked_in_own_words: bool
    prospective: bool


def read_lines(questions: Questions) -> list[Line]:
    """Return the lines in the order of the plan."""
    return [_line(row) for row in questions.ask(QUERY).rows]


def read_unreached(questions: Questions) -> list[Cell]:
    """Return the measures that no initiative leads to."""
    rows = questions.ask("measures-and-initiatives-behind-them").rows
    return [named(row, "measure", "name") for row in rows if (number := row["initiatives"]) and number.text == "0"]


def things(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Return the things by IRI, in the order in which they come first."""
    found: dict[str, Cell] = {}
    for cell in cells:
        found.setdefault(cell.iri or "", cell)
    return found


def _line(row: Row) -> Line:
    return Line(
        initiative=named(row, "initiative", "name"),
        outcome=named(row, "outcome", "outcomeName"),
        basis=row["basis"] or Cell(""),
        own_words=_true(row, "ownWords"),
        measure=named(row, "measure", "measureName") if row["measure"] else None,
        tracking=row["trackingBasis"],
        tracked_in_own_words=_true(row, "trackedInOwnWords"),
        prospective=_true(row, "prospective"),
    )


def _true(row: Row, column: str) -> bool:
    cell = row.get(column)
    return bool(cell and cell.text == "true")
