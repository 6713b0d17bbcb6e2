"""Writes records as a workbook (.xlsx), with the lists to choose from and a sheet of instructions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from strategy_graph.errors import StrategyGraphError, unwritable
from strategy_graph.workbook.columns import ID, Column, Sheet, Value
from strategy_graph.workbook.instructions import instructions
from strategy_graph.workbook.read import CHOICES, INSTRUCTIONS, OTHER_TRIPLES, columns_of
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.shared_columns import INLINE_PASSAGE
from strategy_graph.workbook.sheets import SHEETS
from strategy_graph.workbook.table import Header, Record, Scalar, Tables

_NUMBERS: Final = frozenset({Value.INTEGER, Value.NUMBER})
_WIDE: Final = frozenset(
    {"description", "definition", "rationale", "note", "phrase", "counts", "does not count", "text"}
)
_REQUIRED = PatternFill("solid", fgColor="FFE699")
_OPTIONAL = PatternFill("solid", fgColor="DDEBF7")
_LAST_ROW: Final = 5000
"""The row down to which a new workbook offers its lists and formats its cells as text."""

_LONGEST_TEXT: Final = 32_767
"""What a cell of a spreadsheet program holds at most."""


def write_workbook(path: Path, tables: Tables, index: Index, languages: Sequence[str]) -> None:
    """Write a workbook.

    :param index: the controlled lists to choose from.
    :param languages: the languages that each column of text has, and others that the records use.
    :raises StrategyGraphError: the file cannot be written, or a text cannot stand in a cell.
    """
    book = Workbook()
    # A workbook of the same content is the same, but for the time that the archive holds.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)
    book.properties.creator = "strategy-graph"
    _write_instructions(book.create_sheet(INSTRUCTIONS))
    assert book.active is not None
    book.remove(book.worksheets[0])
    by_title: dict[str, list[Record]] = {sheet.title: [] for sheet in SHEETS}
    for record in tables.records:
        by_title[record.sheet.title].append(record)
    names = _write_choices(book, index)
    for sheet in SHEETS:
        _write_sheet(book.create_sheet(sheet.title), sheet, by_title[sheet.title], languages, names)
    if tables.others:
        _write_others(book.create_sheet(OTHER_TRIPLES), tables)
    book.move_sheet(CHOICES, len(book.sheetnames))
    try:
        book.save(path)
    except OSError as error:
        raise unwritable(str(path), error) from error


def headers_of(sheet: Sheet, records: Iterable[Record], languages: Sequence[str]) -> list[Header]:
    """Return the headers in the order of the columns: each column of text once for each language."""
    used: dict[str, dict[str, None]] = {}
    for record in records:
        for header in record.cells:
            used.setdefault(header.name, {})[header.language] = None
    headers = []
    for name, column in _ordered(sheet).items():
        tags = dict.fromkeys([*languages[:1], *sorted(used.get(name, ()))]) if column.has_language else {"": None}
        if name in ("name", "title"):
            tags = dict.fromkeys([*languages, *tags])
        headers += [Header(name, tag) for tag in tags]
    return headers


def _ordered(sheet: Sheet) -> dict[str, Column]:
    """Return the columns, the id first and an inline passage before the evidence."""
    known = columns_of(sheet)
    inline = {column.header for column in INLINE_PASSAGE} if sheet.has_inline_passage else set()
    ordered: dict[str, Column] = {ID: known[ID]}
    for column in sheet.columns:
        if column.header == "evidence":
            ordered |= {name: known[name] for name in known if name in inline}
        ordered[column.header] = column
    return ordered


def _write_sheet(
    worksheet: Worksheet, sheet: Sheet, records: list[Record], languages: Sequence[str], names: dict[str, str]
) -> None:
    headers = headers_of(sheet, records, languages)
    columns = columns_of(sheet)
    for number, header in enumerate(headers, 1):
        column, letter = columns[header.name], get_column_letter(number)
        cell = worksheet.cell(1, number, str(header))
        cell.font, cell.fill = Font(bold=True), _REQUIRED if column.required else _OPTIONAL
        cell.comment = Comment(column.help, "strategy-graph", height=80, width=260)
        wide = column.header in _WIDE
        worksheet.column_dimensions[letter].width = 50 if wide else 24
        if column.value not in _NUMBERS:
            # A new cell takes its column's format: text stays as it is typed, and 2022-09 does not become a day.
            worksheet.column_dimensions[letter].number_format = "@"
        if column.value is Value.CHOICE or column.value is Value.YES:
            _offer(worksheet, letter, column, names)
    worksheet.freeze_panes = "B2"
    for row, record in enumerate(records, 2):
        for number, header in enumerate(headers, 1):
            if header in record.cells:
                _write_cell(worksheet, row, number, record.cells[header].value)


def _write_cell(worksheet: Worksheet, row: int, column: int, value: Scalar) -> None:
    cell = worksheet.cell(row, column)
    if isinstance(value, str):
        if ILLEGAL_CHARACTERS_RE.search(value) or len(value) > _LONGEST_TEXT:
            raise StrategyGraphError(
                "a text has control characters, or more than 32,767 characters, and no cell can hold it",
                where=f"{worksheet.title}!{cell.coordinate}",
                hint="Correct the text in the content",
            )
        cell.value = value
        # Text that begins with an equals sign is no formula.
        cell.data_type = "s"
        cell.number_format = "@"
        if len(value) > 60 or "\n" in value:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value


def _offer(worksheet: Worksheet, letter: str, column: Column, names: dict[str, str]) -> None:
    if column.value is Value.YES:
        formula = '"yes,no"'
    elif column.only:
        formula = '"' + ",".join(column.only) + '"'
    elif column.scheme in names:
        formula = names[column.scheme]
    else:
        return
    validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    validation.error, validation.errorTitle = "Choose an entry of the list.", column.header
    validation.add(f"{letter}2:{letter}{_LAST_ROW}")
    worksheet.add_data_validation(validation)


def _write_choices(book: Workbook, index: Index) -> dict[str, str]:
    """Write the controlled lists, one a column, and return the defined name of each."""
    worksheet = book.create_sheet(CHOICES)
    schemes = dict.fromkeys(
        column.scheme for sheet in SHEETS for column in sheet.columns if column.value is Value.CHOICE
    )
    names = {}
    for number, scheme in enumerate(schemes, 1):
        entries = index.entries(scheme)
        if not entries:
            continue
        letter = get_column_letter(number)
        worksheet.cell(1, number, scheme or "list").font = Font(bold=True)
        worksheet.column_dimensions[letter].width = 24
        for row, entry in enumerate(entries, 2):
            worksheet.cell(row, number, entry)
        name = "list_" + (scheme or "lists").replace("-", "_")
        area = f"{quote_sheetname(CHOICES)}!${letter}$2:${letter}${len(entries) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=area)
        names[scheme] = name
    return names


def _write_others(worksheet: Worksheet, tables: Tables) -> None:
    for number, name in enumerate(("subject", "predicate", "object"), 1):
        worksheet.cell(1, number, name).font = Font(bold=True)
        worksheet.column_dimensions[get_column_letter(number)].width = 60
    for row, other in enumerate(tables.others, 2):
        for number, value in enumerate((other.subject, other.predicate, other.object), 1):
            _write_cell(worksheet, row, number, value)


def _write_instructions(worksheet: Worksheet) -> None:
    worksheet.column_dimensions["A"].width = 24
    worksheet.column_dimensions["B"].width = 24
    worksheet.column_dimensions["C"].width = 100
    for row, (style, *cells) in enumerate(instructions(), 1):
        for number, text in enumerate(cells, 1):
            cell = worksheet.cell(row, number, text)
            if style == "heading":
                cell.font = Font(bold=True)
