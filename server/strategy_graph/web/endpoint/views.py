"""``/sparql``: SPARQL 1.1 Protocol, HTML form for browsers, Service Description for RDF clients."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from strategy_graph.engine import Cancellation
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.wsgi_bridge import CANCELLATION
from strategy_graph.http.formats import GRAPH_FORMATS, HTML, QUERY_FORMATS
from strategy_graph.http.negotiation import choose
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.namespaces import PREFIXES
from strategy_graph.query_editor.completions import completions_document, read_completions
from strategy_graph.sparql_protocol.request import ProtocolError, QueryOperation, read_request
from strategy_graph.web.documents import document_response
from strategy_graph.web.endpoint.description import service_description
from strategy_graph.web.endpoint.query_tickets import State, Ticket, Tickets
from strategy_graph.web.harvest.builder_inputs import descriptions
from strategy_graph.web.query_responses import error_response, query_response
from strategy_graph.web.responses import problem_response
from strategy_graph.web.service import service

blueprint = Blueprint("endpoint", __name__)
tickets = Tickets()

TICKET: Final = "Query-Ticket"
"""Request header with the id of a cancellation ticket."""

DRAFT: Final = "draft"
"""Parameter of the form: a query to show and not to run."""

NAMED: Final = "named"
"""Parameter of the form: the name of a named query to show and not to run."""

_HEADER: Final = re.compile(r"^#\+.*\n", re.MULTILINE)


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
        catalogue = service().catalogue
        body = render_template("sparql.html", formats=QUERY_FORMATS, catalogue=catalogue, draft=_draft()).encode()
    else:
        endpoint = service().address.absolute("/sparql")
        make = partial(service_description, endpoint, chosen.media_type)
        body = known.document(f"sparql.{chosen.name}", make)
    return document_response(body, chosen.content_type, Vary="Accept")


def _draft() -> str:
    """Return the query of the address that the form shows; empty if it names none."""
    if name := request.args.get(NAMED):
        return _HEADER.sub("", service().catalogue[name].text).strip()
    return request.args.get(DRAFT, "")


@blueprint.get("/sparql/completions.json")
def completions() -> Response:
    """Return the classes and properties in use and the prefixes, for the editor."""
    context = service()

    def make() -> bytes:
        found = read_completions(GraphSource(context.engine), context.manifest.languages or ("en",))
        return completions_document(found, {} if context.settings.user_data else PREFIXES)

    try:
        return document_response(descriptions().document("completions.json", make), "application/json")
    except StrategyGraphError as error:
        return error_response(error, None)


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
