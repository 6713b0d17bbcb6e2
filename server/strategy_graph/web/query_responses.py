"""Answers a web request with the result of a query: negotiation, conditional requests, the engine, errors."""

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
from strategy_graph.gateway.wsgi_bridge import CANCELLATION, RUNNING_QUERY
from strategy_graph.http.client_address import address_key
from strategy_graph.http.negotiation import GRAPH_FORMATS, HTML, RESULT_FORMATS, Format, NotAcceptable
from strategy_graph.http.problems import excerpt_of
from strategy_graph.sparql_protocol.prepared_query import prepare
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.web.responses import keepable, problem, unchanged
from strategy_graph.web.result_tables import read_table
from strategy_graph.web.service import service

PROBLEMS: Final[dict[type[StrategyGraphError], tuple[int, str]]] = {
    QuerySyntaxError: (400, "query-syntax"),
    QueryForbidden: (400, "query-forbidden"),
    QueryUnsupported: (400, "query-unsupported"),
    ResultNotXml: (406, "not-acceptable"),
    QueryTooLarge: (413, "query-too-large"),
    ResultTooLarge: (413, "result-too-large"),
    QueryTimeout: (503, "query-timeout"),
    QueryOutOfMemory: (503, "query-out-of-memory"),
    QueryCancelled: (503, "query-stopped"),
    EngineBusy: (503, "busy"),
    EngineUnavailable: (503, "engine-unavailable"),
    NotAcceptable: (406, "not-acceptable"),
}
"""The status and the kind of problem of each error."""

MAX_SHOWN: Final = 2 << 20
"""Bytes of a result that a page shows; larger ones are for files."""


def answer(operation: QueryOperation) -> Response:
    """The result of a query in the format that was asked for, or 304 where the client has it.

    :raises StrategyGraphError: as the guard, :meth:`strategy_graph.engine.Engine.query` and negotiation do.
    """
    here = service()
    prepared = prepare(here.guard, here.release.digest, operation, request.headers.get("Accept"))
    query, chosen = prepared.query, prepared.format
    if not query.volatile and (same := unchanged(prepared.etag)) is not None:
        same.headers["Vary"] = "Accept"
        return same
    media_type = chosen.media_type
    if chosen is HTML:
        media_type = (GRAPH_FORMATS if query.form is Form.GRAPH else RESULT_FORMATS)[0].media_type
    result = here.engine.query(
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
    return keepable(response, prepared.etag)


def _file(result: QueryResult, chosen: Format) -> Response:
    if result.file is None:
        return Response(result.body, content_type=chosen.content_type)
    file = wrap_file(request.environ, result.file)
    return Response(file, content_type=chosen.content_type, direct_passthrough=True)


def _page(operation: QueryOperation, query: GuardedQuery, result: QueryResult) -> Response:
    if result.size > MAX_SHOWN:
        if result.file is not None:
            result.file.close()
        raise ResultTooLarge(
            f"the result has {result.size:,} bytes, too many for a page",
            limit="page_bytes",
            value=MAX_SHOWN,
            hint="Take it as a file (format=csv, or format=turtle for a graph), or add a LIMIT",
        )
    graph = query.form is Form.GRAPH
    return Response(
        render_template(
            "result.html",
            question=operation,
            formats=GRAPH_FORMATS if graph else RESULT_FORMATS,
            table=None if graph else read_table(result.body),
            text=result.body.decode() if graph else None,
        )
    )


def failure(error: StrategyGraphError, query: str | None) -> Response:
    """The problem document for an error of the engine, of negotiation or of a parameter."""
    status, name = PROBLEMS.get(type(error), (400, None))
    status = getattr(error, "status", status)
    if isinstance(error, QuerySyntaxError):
        detail = f"{error.where}: {error.message}" if error.where else error.message
        excerpt = excerpt_of(query or "", error.line, error.column)
        return problem(
            status, detail, hint=error.hint, name=name, excerpt=excerpt, line=error.line, column=error.column
        )
    if isinstance(error, LimitExceeded):
        return problem(status, error.message, hint=error.hint, name=name, limit=error.limit, value=error.value)
    return problem(status, error.message, hint=error.hint, name=name)
