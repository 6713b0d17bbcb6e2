"""Results of named queries as people read them: headings in words, names in place of IRIs, links where there are pages.

What stands for what follows from the variables: ``xName`` or ``xTitle`` stands for ``x``, a lone ``name``, ``title`` or
``label`` for the first column of IRIs that has none of its own, and ``xPage`` is the address behind ``x``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from strategy_graph.text import title_of
from strategy_graph.web.result_tables import Cell, Table

_NAMING: Final = ("name", "title", "label")
_ENDINGS: Final = ("Name", "Title")
_PAGE: Final = "Page"


@dataclass(frozen=True)
class Column:
    """A column to be shown; ``number`` holds if all that is in it are numbers."""

    name: str
    title: str
    number: bool


@dataclass(frozen=True)
class Shown:
    """A table to be shown."""

    columns: list[Column]
    rows: list[dict[str, Cell | None]]


def as_it_is(table: Table) -> Shown:
    """Every column under its own name."""
    return Shown([Column(name, name, _numbers(table, name)) for name in table.columns], table.rows)


def for_people(table: Table, titles: Mapping[str, str]) -> Shown:
    """The columns that people read, with links.

    :param titles: headings by variable, where the variable's own name would not do.
    """
    names = _names(table)
    stands_for = {name: column for column, name in names.items()}
    pages = {column: column + _PAGE for column in table.columns if column + _PAGE in table.columns}
    hidden = {*names, *pages.values()}
    shown = [name for name in table.columns if name not in hidden]
    columns = [Column(name, titles.get(name) or title_of(name), _numbers(table, name)) for name in shown]
    rows = []
    for row in table.rows:
        cells = dict(row)
        for name in shown:
            column = stands_for.get(name, name)
            linked = row.get(pages.get(column, column))
            if (cell := row[name]) is not None and linked is not None:
                cells[name] = replace(cell, address=linked.address)
        rows.append(cells)
    return Shown(columns, rows)


def _names(table: Table) -> dict[str, str]:
    """The column that stands for another, by that other."""
    names = {
        column: column + ending for column in table.columns for ending in _ENDINGS if column + ending in table.columns
    }
    lone = next((name for name in _NAMING if name in table.columns), None)
    named = next((column for column in table.columns if column not in names and _iris(table, column)), None)
    return {**names, named: lone} if lone and named else names


def _iris(table: Table, name: str) -> bool:
    cells = [cell for row in table.rows if (cell := row[name]) is not None]
    return bool(cells) and all(cell.iri for cell in cells)


def _numbers(table: Table, name: str) -> bool:
    cells = [cell for row in table.rows if (cell := row[name]) is not None]
    return bool(cells) and all(cell.number for cell in cells)
