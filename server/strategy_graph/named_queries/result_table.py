"""Result tables of SELECT queries for pages: cells with language, link and whether they are numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.namespaces import PREFIXES
from strategy_graph.prefixed_names import shorten

_TRUE: Final = frozenset({"true", "1"})
_NUMBERS: Final = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger"})

AddressOf = Callable[[str], str | None]
"""A function that returns the URL of the page about an IRI, if there is one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a result.

    :ivar address: URL of the page about it, if one exists.
    :ivar short: the prefixed name of the IRI, where the text is the name of the thing.
    """

    text: str
    language: str | None = None
    iri: str | None = None
    address: str | None = None
    number: bool = False
    short: str | None = None


Row = Mapping[str, Cell | None]
"""The values of a solution by variable; an unbound variable is ``None``."""


def is_true(cell: Cell | None) -> bool:
    """Return whether the cell is true: Virtuoso 7.2.5 writes 1 for it."""
    return cell is not None and cell.text in _TRUE


@dataclass(frozen=True)
class Table:
    """A SELECT result."""

    columns: list[str]
    rows: list[dict[str, Cell | None]]


def read_table(document: bytes, address_of: AddressOf = lambda iri: None) -> Table:
    """Parse a result in the SPARQL 1.1 Query Results JSON Format; the result of ASK becomes one cell."""
    results = json.loads(document)
    if "boolean" in results:
        return Table(["answer"], [{"answer": Cell("yes" if results["boolean"] else "no")}])
    columns = results["head"]["vars"]
    things: dict[str, Cell] = {}

    def cell_of(value: Mapping[str, Any] | None) -> Cell | None:
        if value is None or value["type"] != "uri":
            return _cell(value)
        # Most things stand in many rows.
        iri = value["value"]
        if iri not in things:
            things[iri] = Cell(shorten(iri).strip("<>"), iri=iri, address=address_of(iri))
        return things[iri]

    rows = [{name: cell_of(row.get(name)) for name in columns} for row in results["results"]["bindings"]]
    return Table(columns, rows)


def _cell(value: Mapping[str, Any] | None) -> Cell | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return Cell(shorten(value["value"]).strip("<>"), iri=value["value"])
    if value["type"] == "triple":
        parts = (_cell(value["value"][part]) for part in ("subject", "predicate", "object"))
        return Cell("<<( " + " ".join(part.text for part in parts if part) + " )>>")
    number = value.get("datatype", "").removeprefix(PREFIXES["xsd"]) in _NUMBERS
    return Cell(value["value"], value.get("xml:lang"), number=number)
