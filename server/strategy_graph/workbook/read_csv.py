"""Reads a CSV file: the initiatives with their contributions, one contribution a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from strategy_graph.errors import StrategyGraphError
from strategy_graph.utf8 import read
from strategy_graph.workbook.columns import Column, Sheet
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.names import composed
from strategy_graph.workbook.read import columns_of
from strategy_graph.workbook.sheets import BY_TITLE
from strategy_graph.workbook.table import Cell, Header, Record, Tables, parse_header

OF_INITIATIVE: Final = ("id", "name", "other names", "description", "page")
"""The columns that describe the initiative; in its further rows they are left empty, all but the name or the id."""

OF_LISTING: Final = ("plan", "tier", "order", "printed address", "printed citation")
"""What the plan says of the initiative; in its first row."""

OF_ALL: Final = ("source", "section", "phrase", "place")
"""The passage, on which all that the row says rests."""

OF_CONTRIBUTION: Final = ("outcome", "basis", "strength", "rationale", "via part", "prospective")

_INITIATIVES: Final = BY_TITLE["Initiatives"]
_LISTINGS: Final = BY_TITLE["Listings"]
_CONTRIBUTIONS: Final = BY_TITLE["Contributions"]


def csv_columns() -> dict[str, Column]:
    """Return the columns that the file may have, by header."""
    parts = ((_INITIATIVES, (*OF_INITIATIVE, *OF_ALL)), (_LISTINGS, OF_LISTING), (_CONTRIBUTIONS, OF_CONTRIBUTION))
    return {name: columns_of(sheet)[name] for sheet, names in parts for name in names}


def read_csv(path: Path, language: str, problems: list[Problem]) -> Tables:
    """Return the records of a CSV file in UTF-8, apart by commas, semicolons or tabs.

    :param problems: what is wrong is appended to it.
    :raises StrategyGraphError: the file cannot be read.
    """
    text = read(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise StrategyGraphError(f"it is no CSV: {error}", where=str(path), hint="Save it again as CSV") from error
    headers = _headers(path.name, rows[0] if rows else [], language, problems)
    tables = Tables()
    current: Record | None = None
    for number, row in enumerate(rows[1:], 2):
        cells = dict(_cells(path.name, number, row, headers, problems))
        if not cells:
            continue
        if any(header.name in ("id", "name") for header in cells):
            initiative = _part(_INITIATIVES, path.name, number, cells, (*OF_INITIATIVE, *OF_ALL))
            if current is None or _names(current) != _names(initiative):
                current = initiative
                tables.records.append(initiative)
        if current is None:
            problems.append(Problem(path.name, number, "", "name", "it names no initiative", "Write its name"))
            continue
        for sheet, names in ((_LISTINGS, OF_LISTING), (_CONTRIBUTIONS, OF_CONTRIBUTION)):
            part = _part(sheet, path.name, number, cells, (*names, *OF_ALL))
            if any(header.name in names for header in part.cells):
                part.cells[Header("initiative")] = _named(current)
                tables.records.append(part)
    return tables


def _headers(title: str, row: list[str], language: str, problems: list[Problem]) -> dict[int, Header]:
    known = csv_columns()
    found: dict[int, Header] = {}
    for index, given in enumerate(row):
        if not given.strip():
            continue
        header = parse_header(composed(given), known, language)
        letter = get_column_letter(index + 1)
        if isinstance(header, str):
            advice = f"Remove the column, or call it one of {', '.join(known)}"
            problems.append(Problem(title, 1, letter, "", header, advice))
        elif header in found.values():
            problems.append(Problem(title, 1, letter, str(header), "the column is there twice", "Remove one of them"))
        else:
            found[index] = header
    if not any(header.name == "name" for header in found.values()):
        problems.append(Problem(title, 1, "", "name", "the column is missing", "Add it, or name the columns in row 1"))
    return found


def _cells(
    title: str, number: int, row: list[str], headers: dict[int, Header], problems: list[Problem]
) -> Iterator[tuple[Header, Cell]]:
    for index, given in enumerate(row):
        if not (value := composed(given)):
            continue
        letter = get_column_letter(index + 1)
        if index in headers:
            yield headers[index], Cell(value, letter)
        elif index >= len(headers):
            problems.append(
                Problem(title, number, letter, "", "it stands under no header", "Quote a value that holds a comma")
            )


def _part(sheet: Sheet, title: str, number: int, cells: dict[Header, Cell], names: tuple[str, ...]) -> Record:
    return Record(sheet, number, {header: cell for header, cell in cells.items() if header.name in names}, title)


def _named(initiative: Record) -> Cell:
    return initiative.cell("id") or next(cell for _, cell in initiative.texts("name"))


def _names(record: Record) -> dict[Header, Cell]:
    return {header: cell for header, cell in record.cells.items() if header.name in ("id", "name")}
