"""The lines from initiatives through outcomes to measures, as named queries give them and as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from strategy_graph.explorer.links import Outcome, named
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import flow as picture
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.theme_marks import mark_of
from strategy_graph.named_queries.resource_lookup import parameter_value
from strategy_graph.named_queries.result_table import Cell, Row, is_true

QUERY: Final = "initiative-outcome-matrix"
MEASURES: Final = "measures-of-outcomes"

KINDS: Final = ("initiative", "outcome", "measure")
"""The kinds of thing, from left to right."""


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


def read_lines(queries: PageQueries, prospective: str) -> list[Line]:
    """Return the lines in the order of the plan.

    :param prospective: whether those of initiatives without resources are among them, as the query takes it.
    """
    measures: dict[str, list[Row | None]] = {}
    for row in queries.ask(MEASURES).rows:
        if row["measure"]:
            measures.setdefault(_iri(row, "outcome"), []).append(row)
    lines: dict[tuple[str, str, str], list[Line]] = {}
    for row in queries.ask(QUERY, prospective=prospective).rows:
        # A contribution with several passages has several rows.
        key = (_iri(row, "initiative"), _iri(row, "outcome"), basis.text if (basis := row["basis"]) else "")
        lines.setdefault(key, [_line(row, measure) for measure in measures.get(key[1]) or [None]])
    return [line for group in lines.values() for line in group]


def read_unreached(queries: PageQueries) -> list[Cell]:
    """Return the measures that no initiative leads to."""
    rows = queries.ask("measures-and-initiatives-behind-them").rows
    return [named(row, "measure", "name") for row in rows if (number := row["initiatives"]) and number.text == "0"]


def things(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Return the things by IRI, in the order in which they come first."""
    found: dict[str, Cell] = {}
    for cell in cells:
        found.setdefault(cell.iri or "", cell)
    return found


def picture_of(
    lines: Sequence[Line],
    columns: tuple[dict[str, Cell], dict[str, Cell], dict[str, Cell]],
    outcomes: Mapping[str, Outcome],
    hrefs: Mapping[str, str],
    unmeasured: Sequence[Cell],
) -> picture.Flow:
    """Return what is drawn of the lines: one ribbon for each pair of things.

    :param columns: the initiatives, outcomes and measures by IRI; ``hrefs`` are their focus pages.
    """
    fed: dict[tuple[str, str], Line] = {}
    tracked: dict[tuple[str, str], bool] = {}
    for line in lines:
        pair = (line.initiative.iri or "", line.outcome.iri or "")
        if pair not in fed or line.own_words:
            fed[pair] = line
    for line in lines:
        if line.measure:
            pair = (line.outcome.iri or "", line.measure.iri or "")
            tracked[pair] = tracked.get(pair, False) or line.tracked_in_own_words
    ribbons = [
        picture.Ribbon(
            one,
            other,
            line.own_words,
            mark_of(outcomes.get(other))[0],
            f"{line.initiative.text} – {line.outcome.text} ({line.basis.text})",
        )
        for (one, other), line in fed.items()
    ]
    ribbons += [
        picture.Ribbon(
            one, other, own, mark_of(outcomes.get(one))[0], f"{columns[1][one].text} – {columns[2][other].text}"
        )
        for (one, other), own in tracked.items()
    ]
    boxes = tuple(
        [_box(kind, iri, cell, hrefs[iri], outcomes.get(iri)) for iri, cell in column.items()]
        for kind, column in zip(KINDS, columns, strict=True)
    )
    return picture.Flow((boxes[0], boxes[1], boxes[2]), ribbons, [cell.iri or "" for cell in unmeasured])


def _box(kind: str, iri: str, cell: Cell, href: str, outcome: Outcome | None) -> Box:
    series, letter = mark_of(outcome)
    return Box(
        key=iri,
        text=cell.text,
        href=href or None,
        row=parameter_value(iri, kind),
        language=cell.language,
        series=series,
        letter=letter,
    )


def _iri(row: Row, column: str) -> str:
    cell = row[column]
    return (cell.iri if cell else None) or ""


def _line(row: Row, measure: Row | None) -> Line:
    return Line(
        initiative=named(row, "initiative", "name"),
        outcome=named(row, "outcome", "outcomeName"),
        basis=row["basis"] or Cell(""),
        own_words=is_true(row["ownWords"]),
        measure=named(measure, "measure", "measureName") if measure else None,
        tracking=measure["trackingBasis"] if measure else None,
        tracked_in_own_words=is_true(measure["ownWords"]) if measure else False,
        prospective=is_true(row["prospective"]),
    )
