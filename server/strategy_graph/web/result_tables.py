"""Result tables as a page shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from strategy_graph.engine import QueryRequest
from strategy_graph.namespaces import BASE, PREFIXES, THINGS
from strategy_graph.web.service import service

EVIDENCE: Final = "evidence-for-an-initiative"
_NUMBERS: Final = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger"})


@dataclass(frozen=True)
class Cell:
    """A value of a result.

    :ivar address: of the page about it, where there is one.
    """

    text: str
    language: str | None = None
    iri: str | None = None
    address: str | None = None
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A SELECT result; a cell without a value is ``None``."""

    columns: list[str]
    rows: list[dict[str, Cell | None]]


def ask(query: str) -> Table:
    """Run a SELECT query of our own.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
    """
    return read_table(ask_json(query))


def ask_json(query: str) -> bytes:
    """As :func:`ask`, any query but of graphs: its result in the SPARQL 1.1 Query Results JSON Format."""
    here = service()
    return here.engine.query(QueryRequest(here.guard.admit(query), "application/sparql-results+json")).body


def read_table(document: bytes) -> Table:
    """The table in a result of the SPARQL 1.1 Query Results JSON Format; the answer of an ASK is one cell."""
    results = json.loads(document)
    if "boolean" in results:
        return Table(["answer"], [{"answer": Cell("yes" if results["boolean"] else "no")}])
    columns = results["head"]["vars"]
    rows = [{name: _cell(row.get(name)) for name in columns} for row in results["results"]["bindings"]]
    return Table(columns, rows)


def _cell(value: Mapping[str, Any] | None) -> Cell | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return Cell(shorten(value["value"]), iri=value["value"], address=address_of(value["value"]))
    if value["type"] == "triple":
        parts = (_cell(value["value"][part]) for part in ("subject", "predicate", "object"))
        return Cell("<<( " + " ".join(part.text for part in parts if part) + " )>>")
    number = value.get("datatype", "").removeprefix(PREFIXES["xsd"]) in _NUMBERS
    return Cell(value["value"], value.get("xml:lang"), number=number)


def address_of(iri: str) -> str | None:
    """Where to read about a thing: an initiative's evidence here, the web for what is not ours."""
    if iri.startswith(BASE):
        slug = iri.removeprefix(THINGS + "initiative/")
        has_page = slug != iri and any(query.name == EVIDENCE for query in service().catalogue)
        return f"/queries/{EVIDENCE}?{urlencode({'initiative': slug})}" if has_page else None
    return iri if iri.startswith(("https://", "http://")) else None


def shorten(iri: str) -> str:
    """The IRI as a prefixed name where one of the prefixes fits."""
    best = max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default=None)
    if best is None:
        return iri
    name = next(prefix for prefix, space in PREFIXES.items() if space == best)
    return f"{name}:{iri[len(best) :]}"
