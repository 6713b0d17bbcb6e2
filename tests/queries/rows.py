"""Reading the rows of an answer."""

from __future__ import annotations

from tests.queries.conftest import Row


def column(rows: list[Row], key: str, value: str) -> dict[str | None, str | None]:
    """One column by another."""
    return {row[key]: row[value] for row in rows}


def pick(rows: list[Row], *columns: str) -> list[tuple[str | None, ...]]:
    """The rows with some of their columns."""
    return [tuple(row[column] for column in columns) for row in rows]


def number(row: Row, key: str) -> int:
    """A cell that is a number."""
    return int(str(row[key]))


def numbers(rows: list[Row], key: str, *columns: str) -> dict[str, tuple[int, ...]]:
    """Columns of numbers by another column."""
    return {str(row[key]): tuple(number(row, column) for column in columns) for row in rows}
