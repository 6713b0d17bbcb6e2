"""Result tables of the service's own queries, with links to the pages of this service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from strategy_graph.engine import QueryRequest
from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries import result_table
from strategy_graph.named_queries.result_table import Cell, Row, Table
from strategy_graph.namespaces import THINGS
from strategy_graph.web.linked_data.state import href_of, linked_data
from strategy_graph.web.service import service

EVIDENCE: Final = "evidence-for-an-initiative"


def select_table(query: str) -> Table:
    """Run a SELECT query of the service itself and return its table, which other pages share.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
    """

    def run(text: str) -> Table:
        return read_table(query_json(text))

    # A remote store can change between two requests; a release can't.
    return run(query) if service().settings.remote else service().tables.get(query, run)


def query_json(query: str) -> bytes:
    """Run a SELECT or ASK query; return its result in the SPARQL 1.1 Query Results JSON Format.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does.
    """
    context = service()

    def run(text: str) -> bytes:
        return context.engine.query(QueryRequest(context.guard.admit(text), "application/sparql-results+json")).body

    return run(query) if context.settings.remote else context.answers.get(query, run)


def read_table(document: bytes) -> Table:
    """Parse a result as :func:`strategy_graph.named_queries.result_table.read_table` does, with links."""
    return result_table.read_table(document, address_of)


def with_names(rows: Sequence[Row]) -> list[dict[str, Cell | None]]:
    """Return the rows of a table with the names of things beside their prefixed names, as far as they are in memory.

    A thing without a name has its caption: the link of a claim, the phrase of a passage.
    """
    try:
        captions = linked_data().catalogue.captions
    except StrategyGraphError:
        return [dict(row) for row in rows]  # prefixed names are better than no table
    known: dict[str, Cell] = {}

    def named(cell: Cell | None) -> Cell | None:
        if cell is None or not cell.iri or cell.short:
            return cell
        if cell.iri not in known:
            name = captions.known(cell.iri)
            known[cell.iri] = replace(cell, text=name.text, language=name.language, short=cell.text) if name else cell
        return known[cell.iri]

    return [{column: named(cell) for column, cell in row.items()} for row in rows]


def address_of(iri: str) -> str | None:
    """Return the URL of the page about an IRI.

    That is the evidence of an initiative, for another thing of ours its document where this service runs, and outside
    our namespace the IRI itself.
    """
    slug = iri.removeprefix(THINGS + "initiative/")
    if slug != iri and any(query.name == EVIDENCE for query in service().catalogue):
        return service().address.href(f"/queries/{EVIDENCE}?{urlencode({'initiative': slug})}")
    return href_of(iri)
