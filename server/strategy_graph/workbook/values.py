"""Turns the cell of a column into RDF terms, and RDF terms into the value of a cell.

References and choices need to know what else there is and are resolved in :mod:`references`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.namespaces import PREFIXES
from strategy_graph.prefixed_names import expand, shorten
from strategy_graph.workbook.columns import LANGUAGE_VALUES, Column, Value
from strategy_graph.workbook.table import Scalar

XSD: Final = PREFIXES["xsd"]
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-(3[3-9]|4[01]))?[?~%]?"
_LARGEST_EXACT = 10**15

_DATATYPES: Final = {
    Value.STRING: XSD + "string",
    Value.IDENTIFIER: XSD + "string",
    Value.YEAR: XSD + "gYear",
    Value.DATE: PREFIXES["edtf"] + "EDTF",
    Value.DAY: XSD + "date",
    Value.DURATION: XSD + "duration",
}
_PATTERNS: Final = {
    Value.YEAR: (re.compile(r"\d{4}"), "is no year", "Write four digits, such as 2027"),
    Value.DATE: (
        re.compile(rf"{_DAY}(/(\.\.|{_DAY}))?"),
        "is no date",
        "Write it as exact as the source and no more: 2022, 2022-09, 2022-09-14 or 2022/2024",
    ),
    Value.DAY: (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "is no day", "Write it as 2022-09-14"),
    Value.DURATION: (
        re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?"),
        "is no length of time",
        "Write P1Y for a year, P6M for six months",
    ),
    Value.INTEGER: (re.compile(r"[+-]?\d+"), "is no whole number", "Write digits only"),
    Value.NUMBER: (re.compile(r"[+-]?\d+(\.\d+)?"), "is no number", "Write digits, with a point before the fraction"),
    Value.WEB: (re.compile(r"https?://[^\s<>\"{}|\\^`]+"), "is no web address", "Write it whole, from https:// on"),
    Value.IDENTIFIER: (re.compile(r"[^\s:]+: ?\S.*"), "is no identifier", "Write REGISTER: value, such as ROR: 04x…"),
}
_YES: Final = {"yes": True, "true": True, "no": False, "false": False}
_NUMERIC: Final = frozenset({Value.INTEGER, Value.NUMBER, Value.YEAR, Value.DATE})


class BadValue(Exception):
    """A value that a column does not take: what is wrong, and what to do."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def as_text(value: Scalar, column: Column) -> str:
    """Return the text of a cell.

    :raises BadValue: it holds a number or a truth value where the column takes text.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        if column.value is Value.YES:
            return "yes" if value else "no"
        raise BadValue("is a truth value where text is due", "Format the cell as text and write it again")
    if column.value in _NUMERIC:
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    raise BadValue(f"{value} is a number where text is due", "Format the cell as text and write it again")


def split(value: str, column: Column) -> list[str]:
    """Return the single values of a cell.

    :raises BadValue: there are several lines where the column takes one value.
    """
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    if len(lines) > 1 and not column.many:
        raise BadValue("has more than one line", "Write one value on one line")
    return lines


def literal(value: str, column: Column, language: str) -> Literal | NamedNode:
    """Return the term of one value of a column that is no reference and no choice.

    :raises BadValue: the column does not take it.
    """
    kind = column.value
    if kind in LANGUAGE_VALUES:
        return Literal(value, language=language)
    if kind is Value.YES:
        if value.casefold() not in _YES:
            raise BadValue(f"{value!r} is neither yes nor no", "Write yes, or leave it empty")
        return Literal(_YES[value.casefold()])
    if kind is Value.TERM:
        iri = expand(value)
        if not re.fullmatch(r"\w[\w+.-]*://[^\s<>\"{}|\\^`]+", iri):
            raise BadValue(f"{value!r} is no class and no property", "Write it with its prefix, such as dsg:Measure")
        return NamedNode(iri)
    if pattern := _PATTERNS.get(kind):
        expression, message, advice = pattern
        if not expression.fullmatch(value):
            raise BadValue(f"{value!r} {message}", advice)
    if kind is Value.WEB:
        return NamedNode(value)
    if kind is Value.INTEGER or kind is Value.NUMBER:
        return Literal(value, datatype=NamedNode(XSD + ("decimal" if "." in value else "integer")))
    return Literal(value, datatype=NamedNode(_DATATYPES[kind]))


def cell_value(term: object, column: Column) -> tuple[str, Scalar] | None:
    """Return the language and the value of the cell that stands for a term; none if the column cannot hold it.

    Only what :func:`literal` turns back into the same term is returned.
    """
    writer = _WRITERS.get(column.value, _plain)
    found = writer(term)
    if found is None:
        return None
    language, value = found
    try:
        text = as_text(value, column)
        same = [text] == split(text, column) and literal(text, column, language) == term
    except (BadValue, ValueError):
        return None
    return (language, value) if same else None


def _tagged(term: object) -> tuple[str, Scalar] | None:
    return (term.language, term.value) if isinstance(term, Literal) and term.language else None


def _plain(term: object) -> tuple[str, Scalar] | None:
    return ("", term.value) if isinstance(term, Literal) and not term.language else None


def _number(term: object) -> tuple[str, Scalar] | None:
    if not isinstance(term, Literal):
        return None
    value: Scalar = term.value
    try:
        number = int(term.value) if term.value.lstrip("+-").isdigit() else float(term.value)
    except ValueError:
        return None
    # A spreadsheet program keeps 5.0 as 5, and no more than fifteen digits.
    whole = isinstance(number, float) and number.is_integer()
    if not whole and abs(number) < _LARGEST_EXACT and format(Decimal(repr(number)), "f") == term.value:
        value = number
    return "", value


def _yes(term: object) -> tuple[str, Scalar] | None:
    return ("", "yes" if term.value == "true" else "no") if isinstance(term, Literal) else None


def _web(term: object) -> tuple[str, Scalar] | None:
    return ("", term.value) if isinstance(term, NamedNode) else None


def _term(term: object) -> tuple[str, Scalar] | None:
    return ("", shorten(term.value).strip("<>")) if isinstance(term, NamedNode) else None


_WRITERS: Final[dict[Value, Callable[[object], tuple[str, Scalar] | None]]] = {
    Value.TEXT: _tagged,
    Value.PHRASE: _tagged,
    Value.INTEGER: _number,
    Value.NUMBER: _number,
    Value.YES: _yes,
    Value.WEB: _web,
    Value.TERM: _term,
}
