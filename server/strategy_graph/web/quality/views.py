"""``/quality`` as a page, as JSON and as Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request

from strategy_graph import __version__
from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.days import by_day, counts_by
from strategy_graph.explorer.presentation import DisplayTable, display_table
from strategy_graph.http.etags import etag_of
from strategy_graph.named_queries.catalogue import NamedQuery, QueryNotFound
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import single_values
from strategy_graph.named_queries.resource_lookup import STRATEGY, ResourceNotFound, resolve_resources
from strategy_graph.named_queries.result_table import Cell, Table
from strategy_graph.namespaces import TERMS
from strategy_graph.web.documents import document_response
from strategy_graph.web.linked_data.state import href_of
from strategy_graph.web.quality.release_report import NoReport, groups_of, read_report, read_turtle
from strategy_graph.web.quality.trust import read_claims_to_check, read_trust
from strategy_graph.web.query_responses import error_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import query_json, select_table
from strategy_graph.web.service import service

blueprint = Blueprint("quality", __name__)

COVERAGE: Final = "claims-with-evidence"
NOTES: Final = "notes-on-the-plan"
CHECK_FIRST: Final = "claims-to-check-first"
GAPS: Final = "gaps"
"""The tag of the named queries that list what is missing or uncertain."""


_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')


@dataclass(frozen=True)
class Answer:
    """A named query with the values of the page that it takes, and its answer."""

    query: NamedQuery
    values: dict[str, str]
    table: Table

    @property
    def by(self) -> str:
        """The day up to which it counts, as ``by 31 December 2023``."""
        return by_day(self.query)

    @property
    def shown(self) -> DisplayTable:
        """The answer for display."""
        return display_table(self.table, self.query.columns)


@blueprint.errorhandler(StrategyGraphError)
def _failed(error: StrategyGraphError) -> Response:
    if isinstance(error, NoReport | ResourceNotFound):
        return problem_response(404, error.message, hint=error.hint)
    return error_response(error, None)


@blueprint.get("/quality")
def quality() -> Response:
    """Return the page: the report shape by shape, the evidence of the claims, and the known gaps."""
    release = service().release
    etag = etag_of(release.digest, __version__, service().address.absolute(request.full_path))
    response = not_modified(etag)
    if response is not None:
        return response
    report = read_report(release.directory)
    results = report.by_shape()
    coverage, first = _ask_known(COVERAGE), _ask_known(CHECK_FIRST)
    noted = answer.table.rows if (answer := _ask_known(NOTES)) else []
    page = render_template(
        "quality.html",
        trust=read_trust(coverage.table) if coverage else None,
        coding=[row for row in noted if row["kind"] is not None],
        notes=[row for row in noted if row["kind"] is None],
        first=first,
        to_check=read_claims_to_check(first.table) if first else None,
        release=release,
        counts=report.document["counts"],
        results=results,
        found=sorted((result for result in results if result.findings), key=lambda result: -len(result.findings)),
        groups=groups_of(results),
        coverage=coverage,
        gaps=[_ask(query) for query in service().catalogue if GAPS in query.tags],
        href_of=href_of,
        names=_names({finding["focus_node"] for result in results for finding in result.findings}),
    )
    return cacheable(Response(page), etag)


@blueprint.get("/quality.json")
def report_as_json() -> Response:
    """Return the findings and the shapes as JSON."""
    release = service().release
    return document_response(read_report(release.directory).to_json(release.digest).encode(), "application/json")


@blueprint.get("/quality.ttl")
def report_as_turtle() -> Response:
    """Return the report graph of the SHACL standard."""
    return document_response(read_turtle(service().release.directory).encode(), "text/turtle; charset=utf-8")


def _names(nodes: Iterable[str]) -> dict[str, Cell]:
    """Return the names of those of the nodes that have one."""
    values = " ".join(f"<{node}>" for node in sorted(nodes) if _IRI.fullmatch(node))
    table = select_table(f"SELECT ?node ?name {{ VALUES ?node {{ {values} }} ?node <{TERMS}displayName> ?name }}")
    return {row["node"].iri or "": row["name"] for row in table.rows if row["node"] and row["name"]}


def _ask_known(name: str) -> Answer | None:
    """Return the answer of a named query; ``None`` if a content with queries of its own has no such query."""
    try:
        return _ask(service().catalogue[name])
    except QueryNotFound:
        return None


def _ask(query: NamedQuery) -> Answer:
    """Ask a query about the strategy and the edition of the page, as far as it takes them."""
    given = single_values(request.args.items(multi=True))
    taken = {parameter.name for parameter in query.parameters} & {STRATEGY, EDITION}
    values = {name: value for name, value in given.items() if name in taken and value}
    return Answer(
        query, {**counts_by(query), **values}, select_table(query.bind(resolve_resources(query, values, query_json)))
    )
