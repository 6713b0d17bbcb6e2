"""Writes a result as a workbook (Office Open XML) for spreadsheet programs: macrons stay, and no text is a formula.

CSV as SPARQL defines it has neither an encoding that spreadsheet programs assume nor a type of its cells, so that they
take a text that begins with ``=`` for a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.result_table import Cell, Table

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS: Final = 1_048_575
MAX_CHARACTERS: Final = 32_767
"""The limits of the format: of rows below the heading, and of characters in a cell."""


_DATE: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class TooLargeForSpreadsheet(StrategyGraphError):
    """A result that the format can't hold; nothing of it is cut."""


def write(table: Table, title: str) -> bytes:
    """Return a workbook with one sheet: a row of variable names, and the rows of the result.

    :raises TooLargeForSpreadsheet: there are too many rows, or a value is too long.
    """
    # Loaded here because it takes as long to load as a page takes to be made.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(table.rows) > MAX_ROWS:
        raise TooLargeForSpreadsheet(f"the result has {len(table.rows):,} rows", hint="Take it as CSV")
    rows = [[_value(column, cell, ILLEGAL_CHARACTERS_RE) for column, cell in row.items()] for row in table.rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title[:31])
    sheet.append(table.columns)
    for values in rows:
        cells = []
        for value in values:
            cells.append(WriteOnlyCell(sheet, value))
            if isinstance(value, str):
                cells[-1].data_type = "s"
        sheet.append(cells)
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


def _value(column: str, cell: Cell | None, illegal: re.Pattern[str]) -> str | int | float | None:
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
