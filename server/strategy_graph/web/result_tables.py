"""Result tables for HTML pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from strategy_graph.engine import QueryRequest
from strategy_graph.namespaces import PREFIXES, THINGS
from strategy_graph.prefixed_names import shorten
from strategy_graph.web.linked_data.state import href_of
from strategy_graph.web.service import service

EVIDENCE: Final = "evidence-for-an-initiative"
_NUMBERS: Final = frozenset({"integer", "decimal", "double", "float", "nonNegativeInteger", "positiveInteger"})


@dataclass(frozen=True)
class Cell:
    """A value of a result.

    :ivar address: URL of the page about it, if one exists.
    """

    text: str
    language: str | None = None
    iri: str | None = None
    address: str | None = None
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A SELECT result; an unbound variable is ``None``."""

    columns: list[str]
    rows: list[dict[str, Cell | None]]


def select_table(query: str) -> Table:
    """Run a SELECT query of the service itself and return its table.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
    """
    return read_table(query_json(query))


def query_json(query: str) -> bytes:
    """Run a SELECT or ASK query; return its result in the SPARQL 1.1 Query Results JSON Format.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
    """
    context = service()
    return context.engine.query(QueryRequest(context.guard.admit(query), "application/sparql-results+json")).body


def read_table(document: bytes) -> Table:
    """Parse a result in the SPARQL 1.1 Query Results JSON Format; the result of ASK becomes one cell."""
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
        return Cell(shorten(value["value"]).strip("<>"), iri=value["value"], address=address_of(value["value"]))
    if value["type"] == "triple":
        parts = (_cell(value["value"][part]) for part in ("subject", "predicate", "object"))
        return Cell("<<( " + " ".join(part.text for part in parts if part) + " )>>")
    number = value.get("datatype", "").removeprefix(PREFIXES["xsd"]) in _NUMBERS
    return Cell(value["value"], value.get("xml:lang"), number=number)


def address_of(iri: str) -> str | None:
    """Return the URL of the page about an IRI.

    That is the evidence of an initiative, for another thing of ours its document where this service runs, and outside
    our namespace the IRI itself.
    """
    slug = iri.removeprefix(THINGS + "initiative/")
    if slug != iri and any(query.name == EVIDENCE for query in service().catalogue):
        return service().address.href(f"/queries/{EVIDENCE}?{urlencode({'initiative': slug})}")
    return href_of(iri)
