"""Reads a workbook (.xlsx) into records; what cannot be read as a table is told with its place."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from strategy_graph.errors import StrategyGraphError, unreadable
from strategy_graph.workbook.columns import ID, Column, Sheet, Value
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.names import composed
from strategy_graph.workbook.shared_columns import INLINE_PASSAGE
from strategy_graph.workbook.sheets import BY_TITLE
from strategy_graph.workbook.table import Cell, Header, OtherTriple, Record, Scalar, Tables, parse_header

INSTRUCTIONS: Final = "Instructions"
CHOICES: Final = "Choices"
OTHER_TRIPLES: Final = "Other triples"
NOT_READ: Final = frozenset({INSTRUCTIONS, CHOICES})

LARGEST_UNPACKED: Final = 256 * 1024 * 1024
"""An .xlsx file is a ZIP archive; a small one may unpack to more than the memory holds."""

_ID_COLUMN: Final = Column(ID, "", Value.STRING, "The last part of the IRI: small letters, digits and hyphens.")


def columns_of(sheet: Sheet) -> dict[str, Column]:
    """Return all columns that a sheet may have by header, with the id and those of an inline passage."""
    inline = {column.header: column for column in INLINE_PASSAGE} if sheet.has_inline_passage else {}
    return {ID: _ID_COLUMN, **inline, **sheet.by_header}


def read_workbook(path: Path, language: str, problems: list[Problem]) -> Tables:
    """Return the records of a workbook.

    :param language: the language of a text column whose header names none.
    :param problems: what is wrong is appended to it.
    :raises StrategyGraphError: the file cannot be read, or is no workbook.
    """
    _refuse_bombs(path)
    try:
        book = openpyxl.load_workbook(path, data_only=False)
    except OSError as error:
        raise unreadable(str(path), error) from error
    except Exception as error:  # openpyxl raises whatever the broken part makes it raise
        raise StrategyGraphError(
            f"it cannot be read as a workbook ({type(error).__name__})", where=str(path), hint="Save it again as .xlsx"
        ) from error
    tables = Tables()
    for worksheet in book.worksheets:
        title = worksheet.title.strip()
        if title in NOT_READ:
            continue
        if title == OTHER_TRIPLES:
            tables.others += _other_triples(worksheet, problems)
        elif title in BY_TITLE:
            tables.records += _records(BY_TITLE[title], worksheet, language, problems)
        else:
            known = ", ".join(BY_TITLE)
            problems.append(
                Problem(title, 0, "", "", "there is no sheet of this name", f"Remove it, or call it one of {known}")
            )
    return tables


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except FileNotFoundError as error:
        raise StrategyGraphError("no such file", where=str(path), hint="Check the path") from error
    except OSError as error:
        raise unreadable(str(path), error) from error
    except zipfile.BadZipFile as error:
        raise StrategyGraphError("it is no workbook", where=str(path), hint="Save it again as .xlsx") from error
    if size > LARGEST_UNPACKED:
        raise StrategyGraphError(
            f"it unpacks to more than {LARGEST_UNPACKED >> 20} MiB", where=str(path), hint="Split the workbook"
        )


def _records(sheet: Sheet, worksheet: Worksheet, language: str, problems: list[Problem]) -> Iterator[Record]:
    problems += _merged(worksheet)
    rows = worksheet.iter_rows()
    headers = _headers(sheet, worksheet.title, next(rows, ()), language, problems)
    for cells in rows:
        record = Record(sheet, 0)
        for cell in cells:
            if isinstance(cell, MergedCell) or cell.value is None:
                continue
            record.row = cell.row
            header = headers.get(cell.column)
            if header is None:
                if cell.column not in headers:
                    problems.append(_at(cell, "", "it stands under no header", "Write the header, or empty the cell"))
                continue
            value = _value(cell, str(header), problems)
            if value is not None:
                record.cells[header] = Cell(value, get_column_letter(cell.column))
        if record.cells:
            yield record


def _headers(
    sheet: Sheet, title: str, cells: tuple[OpenpyxlCell | MergedCell, ...], language: str, problems: list[Problem]
) -> dict[int, Header | None]:
    """Return the headers by column number; none for a header that is wrong, which is told once and not for each row."""
    known = columns_of(sheet)
    found: dict[int, Header | None] = {}
    for cell in cells:
        if cell.value is None or isinstance(cell, MergedCell):
            continue
        header = parse_header(composed(str(cell.value)), known, language)
        if isinstance(header, str):
            advice = f"Remove the column, or call it one of {', '.join(known)}"
            problems.append(_at(cell, "", header, advice))
            found[cell.column] = None
        elif header in found.values():
            problems.append(_at(cell, str(header), "the column is there twice", "Remove one of them"))
            found[cell.column] = None
        else:
            found[cell.column] = header
    needed = [column.header for column in sheet.columns if column.required and not column.default]
    missing = set(needed) - {header.name for header in found.values() if header}
    for name in (name for name in needed if name in missing):
        problems.append(
            Problem(title, 1, "", name, "the column is missing", "Add it: write its header in the first row")
        )
    return found


def _merged(worksheet: Worksheet) -> Iterator[Problem]:
    for merged in worksheet.merged_cells.ranges:
        yield Problem(
            worksheet.title,
            merged.min_row,
            get_column_letter(merged.min_col),
            "",
            f"the cells {merged.coord} are merged",
            "Split them and write the value in each row",
        )


def _value(cell: OpenpyxlCell, header: str, problems: list[Problem]) -> Scalar | None:
    """Return the value of a cell; none if it is empty or wrong."""
    value = cell.value
    if cell.data_type == "f":
        problems.append(_at(cell, header, "it holds a formula", "Replace it by its value (copy, paste values only)"))
    elif cell.data_type == "e":
        problems.append(_at(cell, header, f"it holds the error {value}", "Write the value"))
    elif isinstance(value, str):
        return composed(value) or None
    elif isinstance(value, bool | int | float):
        return value
    else:
        problems.append(
            _at(
                cell,
                header,
                "the spreadsheet program has made a date of it",
                "Format the cell as text and write the date as exact as the source: 2022, 2022-09 or 2022-09-14",
            )
        )
    return None


def _at(cell: OpenpyxlCell, header: str, message: str, advice: str) -> Problem:
    title = cell.parent.title if cell.parent else ""
    return Problem(title, cell.row, get_column_letter(cell.column), header, message, advice)


def _other_triples(worksheet: Worksheet, problems: list[Problem]) -> Iterator[OtherTriple]:
    for cells in worksheet.iter_rows(min_row=2, max_col=3):
        values = [composed(str(cell.value)) if cell.value is not None else "" for cell in cells]
        if not any(values):
            continue
        if not all(values):
            problems.append(
                Problem(
                    worksheet.title,
                    cells[0].row or 0,
                    "",
                    "",
                    "a triple has three parts",
                    "Fill in the subject, the predicate and the object",
                )
            )
            continue
        yield OtherTriple(cells[0].row or 0, *values)
