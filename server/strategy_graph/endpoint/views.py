"""``/sparql``: queries by the SPARQL 1.1 Protocol, a form for browsers, a description for RDF clients."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from strategy_graph.endpoint.description import service_description
from strategy_graph.endpoint.protocol import ProtocolError, ProtocolRequest, read_request
from strategy_graph.engine import (
    EngineUnavailable,
    Form,
    QueryForbidden,
    QueryRequest,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    ResultTooLarge,
)
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.negotiation import GRAPH_FORMATS, HTML, RESULT_FORMATS, NotAcceptable, choose
from strategy_graph.http.problems import excerpt_of, problem
from strategy_graph.service import service

blueprint = Blueprint("endpoint", __name__)

_STATUS: dict[type[StrategyGraphError], int] = {
    QuerySyntaxError: 400,
    QueryForbidden: 400,
    QueryTooLarge: 413,
    ResultTooLarge: 413,
    QueryTimeout: 503,
    EngineUnavailable: 503,
    NotAcceptable: 406,
}


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """A query's answer; without a query, the form or the description."""
    try:
        asked = read_request(request)
        if asked.query is None:
            return _without_query()
        return answer(asked)
    except RequestEntityTooLarge:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        return problem(413, f"the body is larger than {limit:,} bytes", hint="Send a shorter query")
    except StrategyGraphError as error:
        return failure(error, asked.query if "asked" in locals() else None)


def answer(asked: ProtocolRequest) -> Response:
    """Run a query and give its result in the format that was asked for.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` and negotiation do.
    """
    assert asked.query is not None
    form = service().guard.check(asked.query)
    formats = GRAPH_FORMATS if form is Form.GRAPH else RESULT_FORMATS
    accept = request.headers.get("Accept")
    try:
        chosen = choose(accept, formats, name=asked.format)
    except NotAcceptable:
        # A browser asks for HTML: give it the default as text that it can show.
        if asked.format or HTML.media_type not in (accept or ""):
            raise
        chosen = formats[0]
    result = service().engine.query(
        QueryRequest(asked.query, chosen.media_type, asked.default_graphs, asked.named_graphs, asked.timeout)
    )
    response = Response(result.body, content_type=chosen.content_type)
    response.headers["Vary"] = "Accept"
    return response


def failure(error: StrategyGraphError, query: str | None) -> Response:
    """The problem document for an error of the engine or of the protocol."""
    status = error.status if isinstance(error, ProtocolError) else _STATUS.get(type(error), 400)
    line = column = excerpt = None
    detail = error.message
    if isinstance(error, QuerySyntaxError):
        line, column = error.line, error.column
        excerpt = excerpt_of(query or "", line, column)
        detail = f"{error.where}: {detail}" if error.where else detail
    response = problem(status, detail, hint=error.hint, excerpt=excerpt, line=line, column=column)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _without_query() -> Response:
    if request.method == "POST":
        raise ProtocolError("there is no query", hint="Send query=…")
    wanted = request.args.get("format")
    chosen = choose(request.headers.get("Accept"), (*GRAPH_FORMATS, HTML), name=wanted)
    if chosen is HTML:
        page = render_template("sparql.html", formats=[*RESULT_FORMATS, *GRAPH_FORMATS], catalogue=service().catalogue)
        response = Response(page, content_type=HTML.content_type)
    else:
        body = service_description(service().release, request.base_url, chosen.media_type)
        response = Response(body, content_type=chosen.content_type)
    response.headers["Vary"] = "Accept"
    return response
