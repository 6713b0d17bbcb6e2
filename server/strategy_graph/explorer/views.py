"""``/`` and ``/queries/``: pages that need no SPARQL."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph.catalogue import NamedQuery, ParameterError, QueryNotFound
from strategy_graph.endpoint.protocol import ProtocolRequest
from strategy_graph.endpoint.views import answer, failure
from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.tables import ask
from strategy_graph.http.negotiation import RESULT_FORMATS
from strategy_graph.http.problems import problem
from strategy_graph.service import service

blueprint = Blueprint("explorer", __name__)

MISSION = "initiatives-feeding-multiple-outcomes"
_EXTENSIONS = "|".join(form.name for form in RESULT_FORMATS)
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> Response:
    """What this is, and the answer to the plan's question."""
    if service().settings.foreign:
        return Response(render_template("foreign.html", release=service().release))
    query = service().catalogue[MISSION]
    try:
        bound = query.bind({name: value for name, value in request.args.items() if value})
        table = ask(bound)
    except StrategyGraphError as error:
        return failure(error, None)
    basis = request.args.get("basis", "any")
    page = render_template(
        "home.html", table=table, basis=basis, query=query, sparql=bound, values=request.args, release=service().release
    )
    return Response(page)


@blueprint.get("/queries/")
def queries() -> Response:
    """The list of named queries."""
    return Response(render_template("queries.html", catalogue=service().catalogue))


@blueprint.get("/queries/<address>")
def named_query(address: str) -> BaseResponse:
    """A named query as a page, or its result as a file."""
    match = _ADDRESS.fullmatch(address)
    assert match is not None
    try:
        query = service().catalogue[match["name"]]
        values = {name: value for name, value in request.args.items(multi=True) if value}
        bound = query.bind(values)
        if match["format"]:
            return answer(ProtocolRequest(bound, (), (), match["format"], None))
        if any(not value for value in request.args.values()):
            # An empty field of the form means its default: leave it out of the address that people share.
            target = url_for(".named_query", address=address)
            return redirect(f"{target}?{urlencode(values)}" if values else target)
        return _page(query, bound, values)
    except QueryNotFound as error:
        return problem(404, error.message, hint=error.hint)
    except ParameterError as error:
        return problem(400, error.message, hint=error.hint)
    except StrategyGraphError as error:
        return failure(error, None)


def _page(query: NamedQuery, bound: str, values: dict[str, str]) -> Response:
    page = render_template(
        "query.html", query=query, sparql=bound, values=values, table=ask(bound), formats=RESULT_FORMATS
    )
    return Response(page)
