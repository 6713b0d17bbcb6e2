"""What is read from a table and written to one: records by sheet, each with the place that it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from strategy_graph.workbook.columns import Column, Sheet
from strategy_graph.workbook.errors import Problem

Scalar = str | int | float | bool
"""The value of a cell, not empty. Text is composed (NFC) and trimmed."""

_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True)
class Header:
    """The header of a column: the name by which :mod:`sheets` knows it, and the language of its text, if any."""

    name: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.language}" if self.language else self.name


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty; ``column`` holds its column's letters."""

    value: Scalar
    column: str = ""


@dataclass
class Record:
    """One row of a sheet."""

    sheet: Sheet
    row: int
    cells: dict[Header, Cell] = field(default_factory=dict)
    sheet_title: str = ""
    """The title of the table that it was read from, if that is not the sheet's own."""

    def cell(self, name: str) -> Cell | None:
        """Return the cell of a column without a language."""
        return self.cells.get(Header(name))

    def texts(self, name: str) -> Iterator[tuple[Header, Cell]]:
        """Yield the cells of a column with languages."""
        return ((header, cell) for header, cell in self.cells.items() if header.name == name)

    def problem(self, header: Header | str | None, message: str, advice: str) -> Problem:
        """Return a problem in this row, at the column if it is there."""
        if isinstance(header, str):
            header = Header(header)
        cell = self.cells.get(header) if header else None
        return Problem(
            self.sheet_title or self.sheet.title,
            self.row,
            cell.column if cell else "",
            str(header) if header else "",
            message,
            advice,
        )


@dataclass
class OtherTriple:
    """A row of the generic sheet: a triple for which no column stands, each term as it is written in N-Triples."""

    row: int
    subject: str
    predicate: str
    object: str


@dataclass
class Tables:
    """All records of a file."""

    records: list[Record] = field(default_factory=list)
    others: list[OtherTriple] = field(default_factory=list)


def parse_header(given: str, columns: dict[str, Column], default_language: str) -> Header | str:
    """Return the header that a text stands for, or what is wrong with it."""
    name, at, language = (part.strip() for part in given.partition("@"))
    name = " ".join(name.lower().split())
    column = columns.get(name)
    if column is None:
        return f"there is no column {given!r} in this sheet"
    if not column.has_language:
        return f"the column {name} has no language" if at else Header(name)
    if at and not _LANGUAGE.fullmatch(language):
        return f"{language!r} is not a language tag"
    return Header(name, language.lower() if at else default_language)
