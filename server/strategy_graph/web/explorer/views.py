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
from strategy_graph.named_queries.resource_lookup import ResourceNotFound, check_resources_exist, members, short_name
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.text import counted, last_step, plural_list, title_of
from strategy_graph.web.explorer.presentation import display_table, raw_table
from strategy_graph.web.query_responses import error_response, query_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import query_json, select_table
from strategy_graph.web.service import service

blueprint = Blueprint("explorer", __name__)

HEADLINE: Final = "multiple-outcomes-headline"
HEADLINE_TABLE: Final = "initiatives-feeding-multiple-outcomes"
MAX_CHOICES: Final = 60
"""Largest number of choices in a selection list."""

_EXTENSIONS = "|".join(form.name for form in RESULT_FORMATS)
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> BaseResponse:
    """Return the home page: the initiatives that contribute to multiple outcomes."""
    release = service().release
    if service().settings.user_data:
        return _page("user_data.html", release=release)
    try:
        headline, query = service().catalogue[HEADLINE], service().catalogue[HEADLINE_TABLE]
    except QueryNotFound:
        return redirect(url_for(".queries"))  # the content folder is the user's own
    try:
        values = _values()
        bound = query.bind(values)
        check_resources_exist(query, values, query_json)
        return _page(
            "home.html",
            lambda: {
                "headline": select_table(headline.bind(_accepted_values(headline, values))),
                "table": select_table(bound),
            },
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
        bound = query.bind(values)
        check_resources_exist(query, values, query_json)
        if match["format"]:
            return query_response(QueryOperation(bound, format=match["format"]))
        if any(not value for value in request.args.values()):
            # An empty form field means the default: omitted, so that shared URLs stay short.
            target = url_for(".named_query", address=address)
            return redirect(f"{target}?{urlencode(values)}" if values else target)
        return _query_page(query, bound, values)
    except StrategyGraphError as error:
        return _error_response(error)


@blueprint.app_context_processor
def _of_every_page() -> dict[str, Any]:
    return {"user_data": service().settings.user_data}


blueprint.add_app_template_filter(counted)
blueprint.add_app_template_filter(last_step)
blueprint.add_app_template_filter(plural_list)
blueprint.add_app_template_filter(raw_table)


def _values() -> dict[str, str]:
    """Return the parameters of the query string without empty form fields, which mean the default.

    :raises ParameterError: a parameter is given twice.
    """
    return {name: value for name, value in single_values(request.args.items(multi=True)).items() if value}


def _accepted_values(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the parameters that the query has."""
    taken = {parameter.name for parameter in query.parameters}
    return {name: value for name, value in values.items() if name in taken}


def _error_response(error: StrategyGraphError) -> Response:
    if isinstance(error, QueryNotFound | ResourceNotFound):
        return problem_response(404, error.message, hint=error.hint)
    if isinstance(error, ParameterError):
        return problem_response(400, error.message, hint=error.hint)
    return error_response(error, None)


def _query_page(query: NamedQuery, bound: str, values: dict[str, str]) -> Response:
    def query_results() -> dict[str, Any]:
        names = {
            parameter.name: members(parameter.type, query_json)
            for parameter in query.parameters
            if parameter.names_a_resource
        }
        return {
            "table": display_table(select_table(bound), query.columns),
            "fields": [_field(parameter, values, names.get(parameter.name, {})) for parameter in query.parameters],
            "about": _subject_name(query, values, names),
        }

    return _page("query.html", query_results, query=query, sparql=bound, values=values, formats=RESULT_FORMATS)


def _field(parameter: Parameter, values: dict[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a form field: its choices, if there are at most ``MAX_CHOICES``, and the current value."""
    choices = {word: word for word in parameter.values} or (dict(names) if len(names) <= MAX_CHOICES else {})
    if choices and parameter.default == ANY:
        choices = {ANY: ANY, **choices}
    value = values.get(parameter.name, parameter.default)
    return {
        "parameter": parameter,
        # The description explains how to type a name, which a selection list makes unnecessary.
        "label": title_of(parameter.name) if choices and names else parameter.description,
        "choices": choices,
        "value": short_name(parameter, value) if parameter.names_a_resource else value,
    }


def _subject_name(query: NamedQuery, values: dict[str, str], names: dict[str, dict[str, str]]) -> str | None:
    """Return the name of the resource that the result is about."""
    for parameter in query.parameters:
        slug = short_name(parameter, values.get(parameter.name, parameter.default))
        if slug in names.get(parameter.name, {}):
            return names[parameter.name][slug]
    return None


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
