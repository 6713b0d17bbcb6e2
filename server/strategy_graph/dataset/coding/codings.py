"""Reads the codings of the matrix of initiatives and outcomes, and resolves them to one.

A coding is a CSV file (RFC 4180) with one row for each cell whose code is not *none*.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from strategy_graph.errors import StrategyGraphError

COLUMNS: Final = ("initiative", "outcome", "code", "strength", "phrase", "reason")
STRENGTHS: Final = frozenset({"keyword", "content", "weak-content"})
CODES: Final = frozenset({"none", "stated", "named", "inferred"})
NONE: Final = "none"

Cell = tuple[str, str]
"""The short names of an initiative and an outcome."""


class CodingError(StrategyGraphError):
    """A coding that cannot be read or resolved."""


@dataclass(frozen=True)
class Code:
    """The code that a coder assigned to one cell.

    :ivar code: ``none``, ``named`` or ``inferred``; in a resolution also ``stated``.
    :ivar strength: the strength of an inferred link, else empty.
    :ivar phrase: the phrase of the initiative's text that is the evidence for the code.
    """

    code: str
    strength: str = ""
    phrase: str = ""
    reason: str = ""


def read_coding(path: Path) -> dict[Cell, Code]:
    """Read one coding.

    :raises CodingError: the file cannot be read, its columns are wrong, or a row is invalid; with file and line.
    """
    coding: dict[Cell, Code] = {}
    for line, row in _rows(path):
        where = f"{path}:{line}"
        cell = (row["initiative"], row["outcome"])
        code = Code(row["code"], row["strength"], row["phrase"], row["reason"])
        if code.code not in CODES:
            known = ", ".join(sorted(CODES))
            raise CodingError(f"the code '{code.code}' is unknown", where=where, hint=f"Write one of: {known}")
        if (code.code == "inferred") != (code.strength in STRENGTHS):
            known = ", ".join(sorted(STRENGTHS))
            hint = f"Give an inferred cell one of: {known}; and no other cell any"
            raise CodingError(f"the strength '{code.strength}' does not go with {code.code}", where=where, hint=hint)
        if cell in coding:
            hint = "Keep one row for each initiative and outcome"
            raise CodingError(f"{cell[0]} and {cell[1]} are coded twice", where=where, hint=hint)
        coding[cell] = code
    return coding


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                said = f"Begin the file with: {','.join(COLUMNS)}"
                raise CodingError("the columns are not those of a coding", where=f"{path}:1", hint=said)
            for row in reader:
                if None in row or None in row.values():
                    hint = f"Give every row {len(COLUMNS)} cells, and quote those that hold a comma"
                    raise CodingError(
                        "a row has too many or too few cells", where=f"{path}:{reader.line_num}", hint=hint
                    )
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError) as error:
        raise CodingError(f"cannot be read: {error}", where=str(path), hint="Check the file") from error


def resolve(
    first: Mapping[Cell, Code], second: Mapping[Cell, Code], resolutions: Mapping[Cell, Code]
) -> dict[Cell, Code]:
    """Merge two codings into one.

    Where they agree in code and strength, the first is taken; a resolution overrides both.

    :raises CodingError: they differ without a resolution, or a resolution has no reason.
    """
    resolved: dict[Cell, Code] = {}
    for cell in [*first, *(cell for cell in second if cell not in first)]:
        one, other = first.get(cell, Code(NONE)), second.get(cell, Code(NONE))
        if cell in resolutions:
            continue
        if (one.code, one.strength) != (other.code, other.strength):
            hint = "Add a row with the reason to resolutions.csv"
            raise CodingError(f"the codings of {cell[0]} and {cell[1]} differ and are not resolved", hint=hint)
        resolved[cell] = one
    for cell, resolution in resolutions.items():
        if not resolution.reason:
            raise CodingError(f"the resolution of {cell[0]} and {cell[1]} has no reason", hint="Write the reason")
        resolved[cell] = resolution
    return {cell: code for cell, code in resolved.items() if code.code != NONE}
