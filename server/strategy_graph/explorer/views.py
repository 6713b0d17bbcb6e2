"""``/`` and ``/queries/``: pages that need no SPARQL."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph import __version__
from strategy_graph.answers import Question, answer, failure
from strategy_graph.catalogue import NamedQuery, ParameterError, QueryNotFound
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.negotiation import RESULT_FORMATS
from strategy_graph.http.responses import etag_of, keepable, problem, unchanged
from strategy_graph.service import service
from strategy_graph.tables import ask

blueprint = Blueprint("explorer", __name__)

MISSION: Final = "initiatives-feeding-multiple-outcomes"
_EXTENSIONS = "|".join(form.name for form in RESULT_FORMATS)
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> Response:
    """What this is, and the answer to the plan's question."""
    release = service().release
    if service().settings.foreign:
        return _page("foreign.html", release=release)
    query = service().catalogue[MISSION]
    try:
        bound = query.bind({name: value for name, value in request.args.items() if value})
        return _page(
            "home.html",
            asks=bound,
            basis=request.args.get("basis", "any"),
            query=query,
            sparql=bound,
            values=request.args,
            release=release,
        )
    except StrategyGraphError as error:
        return failure(error, None)


@blueprint.get("/queries/")
def queries() -> Response:
    """The list of named queries."""
    return _page("queries.html", catalogue=service().catalogue)


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
            return answer(Question(bound, format=match["format"]))
        if any(not value for value in request.args.values()):
            # An empty field of the form means its default: leave it out of the address that people share.
            target = url_for(".named_query", address=address)
            return redirect(f"{target}?{urlencode(values)}" if values else target)
        return _query_page(query, bound, values)
    except QueryNotFound as error:
        return problem(404, error.message, hint=error.hint)
    except ParameterError as error:
        return problem(400, error.message, hint=error.hint)
    except StrategyGraphError as error:
        return failure(error, None)


def _query_page(query: NamedQuery, bound: str, values: dict[str, str]) -> Response:
    return _page("query.html", asks=bound, query=query, sparql=bound, values=values, formats=RESULT_FORMATS)


def _page(template: str, *, asks: str | None = None, **values: Any) -> Response:
    """A page that stays the same as long as the release does.

    :param asks: a query whose answer the template gets as ``table``.
    :raises StrategyGraphError: as the engine does.
    """
    etag = etag_of(service().release.digest, __version__, request.full_path)
    response = unchanged(etag)
    if response is None:
        if asks is not None:
            values["table"] = ask(asks)
        response = keepable(Response(render_template(template, **values)), etag)
    return response
