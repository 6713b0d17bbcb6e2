"""``/sparql``: SPARQL 1.1 Protocol, HTML form for browsers, Service Description for RDF clients."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from strategy_graph.engine import Cancellation
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.wsgi_bridge import CANCELLATION
from strategy_graph.http.formats import GRAPH_FORMATS, HTML, RESULT_FORMATS
from strategy_graph.http.negotiation import choose
from strategy_graph.sparql_protocol.request import ProtocolError, QueryOperation, read_request
from strategy_graph.web.documents import document_response
from strategy_graph.web.endpoint.description import service_description
from strategy_graph.web.endpoint.tickets import State, Ticket, Tickets
from strategy_graph.web.harvest.served import descriptions
from strategy_graph.web.query_responses import error_response, query_response
from strategy_graph.web.responses import problem_response
from strategy_graph.web.service import service

blueprint = Blueprint("endpoint", __name__)
tickets = Tickets()

TICKET = "Query-Ticket"
"""Request header with the id of a cancellation ticket."""


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Return the result of a query; without a query, the HTML form or the Service Description."""
    operation = None
    try:
        operation = read_request(
            request.method, request.query_string, request.headers.get("Content-Type", ""), request.get_data()
        )
        if operation is None:
            return _without_query()
        return _answer_with_ticket(operation) if TICKET in request.headers else query_response(operation)
    except StrategyGraphError as error:
        return error_response(error, operation.query if operation else None)


def _answer_with_ticket(operation: QueryOperation) -> Response:
    cancellation = request.environ.setdefault(CANCELLATION, Cancellation())
    ticket = tickets.use(request.headers[TICKET], cancellation)
    if ticket is None:
        raise ProtocolError(
            f"the {TICKET} is unknown, too old, or was used before", hint="Get one by POST to /sparql/running"
        )
    try:
        return query_response(operation)
    finally:
        tickets.end(ticket)


def _without_query() -> Response:
    chosen = choose(request.headers.get("Accept"), (*GRAPH_FORMATS, HTML), name=request.args.get("format"))
    known = descriptions()
    if chosen is HTML:
        formats = [*RESULT_FORMATS, *GRAPH_FORMATS]
        body = render_template("sparql.html", formats=formats, catalogue=service().catalogue).encode()
    else:
        endpoint = service().address.absolute("/sparql")
        make = partial(service_description, endpoint, chosen.media_type)
        body = known.document(f"sparql.{chosen.name}", make)
    return document_response(body, chosen.content_type, Vary="Accept")


@blueprint.post("/sparql/running")
def issue_ticket() -> Response:
    """Issue a cancellation ticket."""
    ticket = tickets.issue()
    response = jsonify({"id": ticket.id, "token": ticket.token, "send": {TICKET: ticket.id}})
    response.status_code = 201
    response.headers["Location"] = url_for(".running", name=ticket.id)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/sparql/running/<name>", methods=["GET", "DELETE"])
def running(name: str) -> Response:
    """Return the state of a ticket's query; DELETE cancels the query."""
    ticket = tickets.find(name, _bearer())
    if ticket is None:
        detail = "there is no such running query, or the token is not its own"
        return problem_response(404, detail, hint="Send Authorization: Bearer and the token that came with the id")
    if request.method == "DELETE" and not tickets.stop(ticket):
        return problem_response(409, "that query has ended already", hint="Nothing needs to be stopped")
    return _state(ticket)


def _state(ticket: Ticket) -> Response:
    response = jsonify({"id": ticket.id, "state": ticket.state.value})
    response.status_code = 202 if request.method == "DELETE" and ticket.state is State.STOPPED else 200
    response.headers["Cache-Control"] = "no-store"
    return response


def _bearer() -> str | None:
    given = request.authorization
    return given.token if given is not None and given.type == "bearer" else None
