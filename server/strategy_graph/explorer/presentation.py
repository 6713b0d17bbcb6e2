"""Formats result tables of named queries for display: headings, labels in place of IRIs, links.

Variable names determine the roles of columns. ``xName`` or ``xTitle`` is the label of ``x``. A single ``name``,
``title``, ``label`` or ``description`` is the label of the first column of IRIs without one. ``xPage`` is the link
target of ``x``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from strategy_graph.named_queries.result_table import Cell, Table
from strategy_graph.text import title_of

_LABEL_NAMES: Final = ("name", "title", "label", "description")
_LABEL_SUFFIXES: Final = ("Name", "Title")
_PAGE_SUFFIX: Final = "Page"


@dataclass(frozen=True)
class Column:
    """A displayed column; ``number`` says that all its values are numbers."""

    name: str
    title: str
    number: bool


@dataclass(frozen=True)
class DisplayTable:
    """A table for display."""

    columns: list[Column]
    rows: list[dict[str, Cell | None]]


def raw_table(table: Table) -> DisplayTable:
    """Return the table with every column under its variable name."""
    return DisplayTable([Column(name, name, _is_number_column(table, name)) for name in table.columns], table.rows)


def display_table(table: Table, titles: Mapping[str, str]) -> DisplayTable:
    """Return the table with labels in place of IRIs, and with links.

    :param titles: headings by variable; by default they derive from the variable names.
    """
    names = _label_columns(table)
    labelled = {name: column for column, name in names.items()}
    pages = {column: column + _PAGE_SUFFIX for column in table.columns if column + _PAGE_SUFFIX in table.columns}
    hidden = {*names, *pages.values()}
    shown = [name for name in table.columns if name not in hidden]
    columns = [Column(name, titles.get(name) or title_of(name), _is_number_column(table, name)) for name in shown]
    rows = []
    for row in table.rows:
        cells = dict(row)
        for name in shown:
            column = labelled.get(name, name)
            linked = row.get(pages.get(column, column))
            if (cell := row[name]) is not None and linked is not None:
                cells[name] = replace(cell, address=linked.address)
        rows.append(cells)
    return DisplayTable(columns, rows)


def headings(table: Table, titles: Mapping[str, str]) -> list[str]:
    """Return a heading in words for every column, also for those that a page has only as links.

    :param titles: headings by variable; by default they derive from the variable names.
    """
    links = {*_label_columns(table), *(column for column in table.columns if _is_iri_column(table, column))}
    words = {name: titles.get(name) or title_of(name) for name in table.columns}
    return [f"{words[name]} (IRI)" if name in links and "IRI" not in words[name] else words[name] for name in words]


def _label_columns(table: Table) -> dict[str, str]:
    """Return the label column of each column that has one."""
    names = {
        column: column + ending
        for column in table.columns
        for ending in _LABEL_SUFFIXES
        if column + ending in table.columns
    }
    single = next((name for name in _LABEL_NAMES if name in table.columns), None)
    named = next((column for column in table.columns if column not in names and _is_iri_column(table, column)), None)
    return {**names, named: single} if single and named else names


def _is_iri_column(table: Table, name: str) -> bool:
    cells = [cell for row in table.rows if (cell := row[name]) is not None]
    return bool(cells) and all(cell.iri for cell in cells)


def _is_number_column(table: Table, name: str) -> bool:
    cells = [cell for row in table.rows if (cell := row[name]) is not None]
    return bool(cells) and all(cell.number for cell in cells)
