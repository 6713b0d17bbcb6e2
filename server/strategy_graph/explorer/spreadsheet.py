"""Writes a result as a workbook (Office Open XML) for spreadsheet programs: macrons stay, and no text is a formula.

CSV as SPARQL defines it has neither an encoding that spreadsheet programs assume nor a type of its cells, so that they
take a text that begins with ``=`` for a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.result_table import Cell, Table

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Font

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS: Final = 1_048_575
MAX_CHARACTERS: Final = 32_767
"""The limits of the format: of rows below the heading, and of characters in a cell."""


_ABOUT: Final = "About"
_NARROWEST: Final = 8
_WIDEST: Final = 60
_MEASURED: Final = 200
"""The number of rows that the widths of columns are taken from."""

_Value = str | int | float | None

_DATE: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class TooLargeForSpreadsheet(StrategyGraphError):
    """A result that the format can't hold; nothing of it is cut."""


def write(
    table: Table, title: str, headings: Sequence[str] | None = None, about: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Return a workbook with a sheet: a row of headings, which stays in sight, and the rows of the result.

    :param headings: the headings in the order of the columns; by default the variable names.
    :param about: what the rows are, as names with their values, for a second sheet.
    :raises TooLargeForSpreadsheet: there are too many rows, or a value is too long.
    """
    # Loaded here because it takes as long to load as a page takes to be made.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    if len(table.rows) > MAX_ROWS:
        raise TooLargeForSpreadsheet(f"the result has {len(table.rows):,} rows", hint="Take it as CSV")
    rows = [[_value(column, cell, ILLEGAL_CHARACTERS_RE) for column, cell in row.items()] for row in table.rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title[:31])
    heads = [ILLEGAL_CHARACTERS_RE.sub("", text) for text in headings or table.columns]
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(heads, rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width

    def cells_of(values: Sequence[_Value], font: Font | None = None) -> list[SheetCell]:
        cells = []
        for value in values:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if font is not None:
                cell.font = font
            cells.append(cell)
        return cells

    bold = Font(bold=True)
    sheet.append(cells_of(heads, bold))
    for values in rows:
        sheet.append(cells_of(values))
    if about:
        sheet = book.create_sheet(title=_ABOUT)
        sheet.column_dimensions["A"].width = max(len(name) for name, _ in about) + 2
        sheet.column_dimensions["B"].width = _WIDEST
        for name, text in about:
            sheet.append([*cells_of([name], bold), *cells_of([ILLEGAL_CHARACTERS_RE.sub("", text)])])
    stream = io.BytesIO()
    book.save(stream)
    return _without_time(stream)


def _without_time(stream: io.BytesIO) -> bytes:
    """Return the archive with fixed dates, so that the same result gives the same bytes."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(stream) as written, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in written.namelist():
            content = written.read(name)
            if name == "docProps/core.xml":
                content = _DATE.sub(b"1980-01-01T00:00:00Z", content)
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _widths(headings: Sequence[str], rows: Sequence[Sequence[_Value]]) -> list[int]:
    """Return the widths of the columns in characters: as wide as most of their values, within limits."""
    longest = [len(text) for text in headings]
    for row in rows[:_MEASURED]:
        longest = [max(most, len(str(value or ""))) for most, value in zip(longest, row, strict=True)]
    return [max(_NARROWEST, min(most + 2, _WIDEST)) for most in longest]


def _value(column: str, cell: Cell | None, illegal: re.Pattern[str]) -> _Value:
    if cell is None:
        return None
    if (number := _number(cell)) is not None:
        return number
    text = illegal.sub("", cell.iri or cell.text)
    if len(text) > MAX_CHARACTERS:
        raise TooLargeForSpreadsheet(f"a value of {column} has {len(text):,} characters", hint="Take it as CSV")
    return text


def _number(cell: Cell) -> int | float | None:
    if not cell.number:
        return None
    try:
        return int(cell.text)
    except ValueError:
        pass
    try:
        number = float(cell.text)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
