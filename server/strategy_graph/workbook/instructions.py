"""The text of a workbook's first sheet: how to fill it in, and what each column takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from strategy_graph.workbook.columns import Column, Value
from strategy_graph.workbook.sheets import SHEETS

_GENERAL: Final = (
    "Each sheet holds the things of one kind, one a row. Yellow headers are required; a note at each header says more.",
    "The id is the last part of the thing's address. Leave it empty and it is made from the name; a changed name then "
    "makes another thing, so write the id of a thing that is to keep its address.",
    "Text has a language, which the header names: name@en, name@mi. Add a column for each language that you need.",
    "Refer to a thing by its id or by its name; where two kinds share an id, write kind/id: goal/growth.",
    "Several values in a cell stand on lines of their own (Alt+Enter); references may be apart by semicolons.",
    "Dates are as exact as the source and no more: 2022, 2022-09, 2022-09-14, 2022/2024.",
    "Every fact shows its grounds. Write source, section and phrase in the row itself, or an id of the sheet Evidence.",
    "No formulas, no merged cells. Empty rows, and sheets that you do not need, may stay.",
)

_SAID: Final = {
    Value.TEXT: "text in a language",
    Value.STRING: "text without a language",
    Value.INTEGER: "whole number",
    Value.NUMBER: "number",
    Value.YEAR: "year",
    Value.DATE: "date",
    Value.DAY: "day",
    Value.DURATION: "length of time",
    Value.YES: "yes or no",
    Value.WEB: "web address",
    Value.TERM: "class or property",
    Value.PHRASE: "text in a language",
    Value.IDENTIFIER: "REGISTER: value",
    Value.CHOICE: "a choice from the list",
}


def instructions() -> Iterator[tuple[str, ...]]:
    """Yield the rows: a style, then the cells."""
    yield "heading", "How to fill in this workbook"
    for line in _GENERAL:
        yield "text", line
    for sheet in SHEETS:
        yield ("text",)
        yield "heading", sheet.title, "", sheet.help
        for column in sheet.columns:
            yield "text", column.header, described(column), column.help


def described(column: Column) -> str:
    """Return what a column takes, in words."""
    if column.value is Value.REFERENCE:
        said = " or ".join(column.kinds[:4]) + (", …" if len(column.kinds) > 4 else "")
    else:
        said = _SAID[column.value]
    return said + (", required" if column.required else "")
