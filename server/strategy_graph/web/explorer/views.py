"""``/`` and ``/queries/``: pages that need no SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph import __version__
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import etag_of
from strategy_graph.http.negotiation import RESULT_FORMATS
from strategy_graph.named_queries.catalogue import (
    ANY,
    NamedQuery,
    Parameter,
    ParameterError,
    QueryNotFound,
    single_values,
)
from strategy_graph.named_queries.thing_lookup import ThingNotFound, check_things_exist, members, short_name
from strategy_graph.sparql_protocol.request import Question
from strategy_graph.text import counted, last_step, plural_list, title_of
from strategy_graph.web.explorer.presentation import as_it_is, for_people
from strategy_graph.web.query_responses import answer, failure
from strategy_graph.web.responses import keepable, problem, unchanged
from strategy_graph.web.result_tables import ask, ask_json
from strategy_graph.web.service import service

blueprint = Blueprint("explorer", __name__)

HEADLINE: Final = "multiple-outcomes-headline"
MISSION: Final = "initiatives-feeding-multiple-outcomes"
FEW: Final = 60
"""Things that a list to choose from may have."""

_EXTENSIONS = "|".join(form.name for form in RESULT_FORMATS)
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> BaseResponse:
    """What this is, and the answer to the plan's question."""
    release = service().release
    if service().settings.foreign:
        return _page("foreign.html", release=release)
    try:
        headline, query = service().catalogue[HEADLINE], service().catalogue[MISSION]
    except QueryNotFound:
        return redirect(url_for(".queries"))  # a content of the user's own
    try:
        values = _values()
        bound = query.bind(values)
        check_things_exist(query, values, ask_json)
        return _page(
            "home.html",
            lambda: {"headline": ask(headline.bind(_shared(headline, values))), "table": ask(bound)},
            basis=values.get("basis", ANY),
            minimum=values.get("minimum", query.parameter("minimum").default),
            query=query,
            values=values,
            release=release,
        )
    except StrategyGraphError as error:
        return _refusal(error)


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
        values = _values()
        bound = query.bind(values)
        check_things_exist(query, values, ask_json)
        if match["format"]:
            return answer(Question(bound, format=match["format"]))
        if any(not value for value in request.args.values()):
            # An empty field of the form means its default: leave it out of the address that people share.
            target = url_for(".named_query", address=address)
            return redirect(f"{target}?{urlencode(values)}" if values else target)
        return _query_page(query, bound, values)
    except StrategyGraphError as error:
        return _refusal(error)


@blueprint.app_context_processor
def _of_every_page() -> dict[str, Any]:
    return {"foreign": service().settings.foreign}


blueprint.add_app_template_filter(counted)
blueprint.add_app_template_filter(last_step)
blueprint.add_app_template_filter(plural_list)
blueprint.add_app_template_filter(as_it_is)


def _values() -> dict[str, str]:
    """The parameters in the address; an empty field of the form means the default.

    :raises ParameterError: one is given twice.
    """
    return {name: value for name, value in single_values(request.args.items(multi=True)).items() if value}


def _shared(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values that a query takes as well."""
    taken = {parameter.name for parameter in query.parameters}
    return {name: value for name, value in values.items() if name in taken}


def _refusal(error: StrategyGraphError) -> Response:
    if isinstance(error, QueryNotFound | ThingNotFound):
        return problem(404, error.message, hint=error.hint)
    if isinstance(error, ParameterError):
        return problem(400, error.message, hint=error.hint)
    return failure(error, None)


def _query_page(query: NamedQuery, bound: str, values: dict[str, str]) -> Response:
    def answers() -> dict[str, Any]:
        names = {
            parameter.name: members(parameter.type, ask_json)
            for parameter in query.parameters
            if parameter.names_a_thing
        }
        return {
            "table": for_people(ask(bound), query.columns),
            "fields": [_field(parameter, values, names.get(parameter.name, {})) for parameter in query.parameters],
            "about": _about(query, values, names),
        }

    return _page("query.html", answers, query=query, sparql=bound, values=values, formats=RESULT_FORMATS)


def _field(parameter: Parameter, values: dict[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """A field of the form: its choices, if they are few enough to choose from, and what is chosen."""
    choices = {word: word for word in parameter.values} or (dict(names) if len(names) <= FEW else {})
    if choices and parameter.default == ANY:
        choices = {ANY: ANY, **choices}
    value = values.get(parameter.name, parameter.default)
    return {
        "parameter": parameter,
        # The description says how to write a thing's name, which nobody does who chooses one.
        "label": title_of(parameter.name) if choices and names else parameter.description,
        "choices": choices,
        "value": short_name(parameter, value) if parameter.names_a_thing else value,
    }


def _about(query: NamedQuery, values: dict[str, str], names: dict[str, dict[str, str]]) -> str | None:
    """The name of the thing that the answer is about."""
    for parameter in query.parameters:
        slug = short_name(parameter, values.get(parameter.name, parameter.default))
        if slug in names.get(parameter.name, {}):
            return names[parameter.name][slug]
    return None


def _page(template: str, answers: Callable[[], dict[str, Any]] = dict, **values: Any) -> Response:
    """A page that stays the same as long as the release does.

    :param answers: what the template gets besides, asked for only where the client does not have the page.
    :raises StrategyGraphError: as the engine does.
    """
    etag = etag_of(service().release.digest, __version__, request.full_path)
    response = unchanged(etag)
    if response is None:
        response = keepable(Response(render_template(template, **values, **answers())), etag)
    return response
