"""``/`` and ``/queries/``: pages of named queries for users who write no SPARQL."""

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
from strategy_graph.http.formats import RESULT_FORMATS
from strategy_graph.named_queries.catalogue import NamedQuery, QueryNotFound
from strategy_graph.named_queries.parameters import ANY, Parameter, ParameterError, single_values
from strategy_graph.named_queries.resource_lookup import (
    STRATEGY,
    Member,
    ResourceNotFound,
    members,
    parameter_value,
    replaced_defaults,
    resolve_resources,
    short_name,
)
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.text import counted, last_step, plural_list, title_of
from strategy_graph.web.explorer import front_page
from strategy_graph.web.explorer.presentation import display_table, raw_table
from strategy_graph.web.query_responses import error_response, query_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import Cell, query_json, select_table
from strategy_graph.web.service import service

blueprint = Blueprint("explorer", __name__)

MAX_CHOICES: Final = 60
"""Largest number of choices in a selection list."""

_EXTENSIONS = "|".join(form.name for form in RESULT_FORMATS)
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> BaseResponse:
    """Return the home page: the initiatives that contribute to multiple outcomes; of several strategies, a choice."""
    release = service().release
    if service().settings.user_data:
        return _page("user_data.html", release=release)
    try:
        queries = front_page.queries_of(service().catalogue)
    except QueryNotFound:
        return redirect(url_for(".queries"))  # the content folder is the user's own
    try:
        query, values = queries.table, _values()
        bound = resolve_resources(query, values, query_json)
        return _page(
            "home.html",
            lambda: front_page.results(queries, bound),
            basis=values.get("basis", ANY),
            minimum=values.get("minimum", query.parameter("minimum").default),
            query=query,
            values=values,
            release=release,
        )
    except StrategyGraphError as error:
        return _error_response(error)


@blueprint.get("/queries/")
def queries() -> Response:
    """Return the list of named queries."""
    return _page("queries.html", catalogue=service().catalogue)


@blueprint.get("/queries/<address>")
def named_query(address: str) -> BaseResponse:
    """Return a named query as a page, or its result as a file."""
    match = _ADDRESS.fullmatch(address)
    assert match is not None
    try:
        query = service().catalogue[match["name"]]
        values = _values()
        query.bind(values)
        # A default that names a thing of another plan: a page shows the first thing of this one instead.
        instead = {} if match["format"] else replaced_defaults(query, values, query_json)
        if instead or (not match["format"] and any(not value for value in request.args.values())):
            # An empty form field means the default: omitted, so that shared URLs stay short.
            target, wanted = url_for(".named_query", address=address), {**values, **instead}
            return redirect(f"{target}?{urlencode(wanted)}" if wanted else target)
        resolved = resolve_resources(query, values, query_json)
        if match["format"]:
            return query_response(QueryOperation(query.bind(resolved), format=match["format"]))
        return _query_page(query, resolved, values)
    except StrategyGraphError as error:
        return _error_response(error)


@blueprint.app_context_processor
def _of_every_page() -> dict[str, Any]:
    return {"user_data": service().settings.user_data, "strategy": request.args.get(STRATEGY, "")}


blueprint.add_app_template_filter(counted)
blueprint.add_app_template_filter(last_step)
blueprint.add_app_template_filter(plural_list)
blueprint.add_app_template_filter(raw_table)
blueprint.add_app_template_filter(parameter_value)


def _values() -> dict[str, str]:
    """Return the parameters of the query string without empty form fields, which mean the default.

    :raises ParameterError: a parameter is given twice.
    """
    return {name: value for name, value in single_values(request.args.items(multi=True)).items() if value}


def _error_response(error: StrategyGraphError) -> Response:
    if isinstance(error, QueryNotFound | ResourceNotFound):
        return problem_response(404, error.message, hint=error.hint)
    if isinstance(error, ParameterError):
        return problem_response(400, error.message, hint=error.hint)
    return error_response(error, None)


def _query_page(query: NamedQuery, resolved: dict[str, str], values: dict[str, str]) -> Response:
    """Return the page of a query.

    :param resolved: the values to bind; ``values`` are those of the URL, for the links.
    """
    bound = query.bind(resolved)

    def query_results() -> dict[str, Any]:
        strategies = members(STRATEGY, query_json)
        chosen = strategies.get(parameter_value(resolved.get(STRATEGY, ANY), STRATEGY))
        names = {
            parameter.name: strategies
            if parameter.name == STRATEGY
            else members(parameter.type, query_json, chosen.iri if chosen else None)
            for parameter in query.parameters
            if parameter.names_a_resource
        }
        # Of one strategy there is nothing to choose.
        shown = [parameter for parameter in query.parameters if parameter.name != STRATEGY or len(strategies) > 1]
        return {
            "table": display_table(select_table(bound), query.columns),
            "fields": [_field(parameter, resolved, names.get(parameter.name, {})) for parameter in shown],
            "about": _subject_name(query, resolved, names),
        }

    return _page("query.html", query_results, query=query, sparql=bound, values=values, formats=RESULT_FORMATS)


def _field(parameter: Parameter, values: dict[str, str], names: Mapping[str, Member]) -> dict[str, Any]:
    """Return a form field: its choices, if there are at most ``MAX_CHOICES``, and the current value."""
    choices = {word: Cell(word) for word in parameter.values}
    if not choices and len(names) <= MAX_CHOICES:
        choices = {slug: _name(thing) for slug, thing in names.items()}
    if choices and parameter.default == ANY:
        choices = {ANY: Cell(ANY), **choices}
    value = values.get(parameter.name, parameter.default)
    return {
        "parameter": parameter,
        # The description explains how to type a name, which a selection list makes unnecessary.
        "label": title_of(parameter.name) if choices and names else parameter.description,
        "choices": choices,
        "value": short_name(parameter, value) if parameter.names_a_resource else value,
    }


def _subject_name(query: NamedQuery, values: dict[str, str], names: dict[str, dict[str, Member]]) -> Cell | None:
    """Return the name of the resource that the result is about."""
    for parameter in query.parameters:
        slug = short_name(parameter, values.get(parameter.name, parameter.default))
        if slug in names.get(parameter.name, {}):
            return _name(names[parameter.name][slug])
    return None


def _name(thing: Member) -> Cell:
    return Cell(thing.name, thing.language or None, iri=thing.iri)


def _page(template: str, query_results: Callable[[], dict[str, Any]] = dict, **values: Any) -> Response:
    """Return a page whose ETag depends on the release and the URL only, or 304.

    :param query_results: returns further template variables; not called for a 304.
    :raises StrategyGraphError: a query fails.
    """
    etag = etag_of(service().release.digest, __version__, request.full_path)
    response = not_modified(etag)
    if response is None:
        response = cacheable(Response(render_template(template, **values, **query_results())), etag)
    return response
