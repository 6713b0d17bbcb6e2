"""Runs a query and creates its response: negotiation, conditional requests, result formats, errors."""

from __future__ import annotations

from typing import Final

from flask import Response, render_template, request
from werkzeug.wsgi import wrap_file

from strategy_graph.engine import (
    EngineBusy,
    EngineUnavailable,
    Form,
    GuardedQuery,
    LimitExceeded,
    QueryCancelled,
    QueryForbidden,
    QueryOutOfMemory,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryUnsupported,
    ResultNotXml,
    ResultTooLarge,
)
from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.spreadsheet import TooLargeForSpreadsheet
from strategy_graph.gateway.wsgi_bridge import CANCELLATION, RUNNING_QUERY
from strategy_graph.http.client_address import address_key
from strategy_graph.http.formats import GRAPH_FORMATS, HTML, QUERY_FORMATS, RESULT_FORMATS, Format
from strategy_graph.http.negotiation import NotAcceptable
from strategy_graph.http.problems import excerpt_of
from strategy_graph.sparql_protocol.prepared_query import prepare
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import read_table
from strategy_graph.web.service import service

PROBLEMS: Final[dict[type[StrategyGraphError], tuple[int, str]]] = {
    QuerySyntaxError: (400, "query-syntax"),
    QueryForbidden: (400, "query-forbidden"),
    QueryUnsupported: (400, "query-unsupported"),
    ResultNotXml: (406, "not-acceptable"),
    QueryTooLarge: (413, "query-too-large"),
    TooLargeForSpreadsheet: (413, "result-too-large"),
    ResultTooLarge: (413, "result-too-large"),
    QueryTimeout: (503, "query-timeout"),
    QueryOutOfMemory: (503, "query-out-of-memory"),
    QueryCancelled: (503, "query-stopped"),
    EngineBusy: (503, "busy"),
    EngineUnavailable: (503, "engine-unavailable"),
    NotAcceptable: (406, "not-acceptable"),
}
"""Status and problem type of each error."""

MAX_PAGE_BYTES: Final = 2 << 20
"""Largest result, in bytes, that an HTML page shows."""


def query_response(operation: QueryOperation) -> Response:
    """Run the query and return its result in the negotiated format, or 304.

    :raises StrategyGraphError: guard, engine (:meth:`strategy_graph.engine.Engine.query`) or negotiation fails.
    """
    context = service()
    prepared = prepare(context.guard, context.release.digest, operation, request.headers.get("Accept"))
    query, chosen = prepared.query, prepared.format
    if not query.volatile and (not_modified_response := not_modified(prepared.etag)) is not None:
        not_modified_response.headers["Vary"] = "Accept"
        return not_modified_response
    media_type = chosen.media_type
    if chosen is HTML:
        media_type = (GRAPH_FORMATS if query.form is Form.GRAPH else RESULT_FORMATS)[0].media_type
    result = context.engine.query(
        QueryRequest(
            query,
            media_type,
            operation.default_graphs,
            operation.named_graphs,
            operation.timeout,
            address_key(request.remote_addr),
            request.environ.pop(RUNNING_QUERY, None),
        ),
        request.environ.get(CANCELLATION),
    )
    response = _page(operation, query, result) if chosen is HTML else _file(result, chosen)
    response.headers["Vary"] = "Accept"
    if query.volatile:
        response.headers["Cache-Control"] = "no-store"
        return response
    return cacheable(response, prepared.etag)


def _file(result: QueryResult, chosen: Format) -> Response:
    if result.file is None:
        return Response(result.body, content_type=chosen.content_type)
    file = wrap_file(request.environ, result.file)
    return Response(file, content_type=chosen.content_type, direct_passthrough=True)


def _page(operation: QueryOperation, query: GuardedQuery, result: QueryResult) -> Response:
    if result.size > MAX_PAGE_BYTES:
        if result.file is not None:
            result.file.close()
        raise ResultTooLarge(
            f"the result has {result.size:,} bytes, too many for a page",
            limit="page_bytes",
            value=MAX_PAGE_BYTES,
            hint="Take it as a file (format=csv, or format=turtle for a graph), or add a LIMIT",
        )
    graph = query.form is Form.GRAPH
    return Response(
        render_template(
            "result.html",
            question=operation,
            formats=GRAPH_FORMATS if graph else RESULT_FORMATS,
            all_formats=QUERY_FORMATS,
            table=None if graph else read_table(result.body),
            text=result.body.decode() if graph else None,
        )
    )


def error_response(error: StrategyGraphError, query: str | None) -> Response:
    """Return the problem document for an error of engine, negotiation or parameters."""
    status, name = PROBLEMS.get(type(error), (400, None))
    status = getattr(error, "status", status)
    if isinstance(error, QuerySyntaxError):
        detail = f"{error.where}: {error.message}" if error.where else error.message
        excerpt = excerpt_of(query or "", error.line, error.column)
        return problem_response(
            status, detail, hint=error.hint, name=name, excerpt=excerpt, line=error.line, column=error.column
        )
    if isinstance(error, LimitExceeded):
        return problem_response(status, error.message, hint=error.hint, name=name, limit=error.limit, value=error.value)
    return problem_response(status, error.message, hint=error.hint, name=name)
