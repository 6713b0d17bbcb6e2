"""``/`` and ``/queries/``: pages of named queries for users who write no SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph import __version__
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import etag_of
from strategy_graph.http.formats import RESULT_FORMATS
from strategy_graph.named_queries.catalogue import NamedQuery, QueryNotFound
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY, ParameterError, single_values
from strategy_graph.named_queries.resource_lookup import (
    STRATEGY,
    KindWithoutMembers,
    ResourceNotFound,
    parameter_value,
    replaced_defaults,
    resolve_resources,
)
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.text import counted, last_step, licence_name, plural_list
from strategy_graph.web.explorer import front_page, query_page
from strategy_graph.web.explorer.presentation import raw_table
from strategy_graph.web.harvest.front_page import add_links, dataset_script, redirect_for_rdf
from strategy_graph.web.query_responses import error_response, query_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import query_json
from strategy_graph.web.service import service

blueprint = Blueprint("explorer", __name__)

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
    if (elsewhere := redirect_for_rdf()) is not None:
        return elsewhere
    try:
        query, values = queries.table, _values()
        bound = resolve_resources(query, values, query_json)
        page = _page(
            "home.html",
            lambda: front_page.results(queries, bound),
            basis=values.get("basis", ANY),
            minimum=values.get("minimum", query.parameter("minimum").default),
            query=query,
            values=values,
            release=release,
            dataset_script=dataset_script,
        )
        add_links(page)
        return page
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
        try:
            resolved = resolve_resources(query, values, query_json)
        except KindWithoutMembers as error:
            if match["format"]:
                raise
            return _query_page(query, values, values, notice=f"{error.hint}.")
        if match["format"]:
            return query_response(QueryOperation(query.bind(resolved), format=match["format"]))
        return _query_page(query, resolved, values)
    except StrategyGraphError as error:
        return _error_response(error)


@blueprint.app_context_processor
def _of_every_page() -> dict[str, Any]:
    of_page = {name: value for name in (STRATEGY, EDITION) if (value := request.args.get(name))}

    def of_query(query: NamedQuery) -> dict[str, str]:
        """Return the strategy and the edition of the page, as far as a query takes them."""
        return {parameter.name: of_page[parameter.name] for parameter in query.parameters if parameter.name in of_page}

    return {
        "user_data": service().settings.user_data,
        "publication": service().manifest,
        "strategy": of_page.get(STRATEGY, ""),
        "of_page": of_page,
        "of_query": of_query,
    }


blueprint.add_app_template_filter(counted)
blueprint.add_app_template_filter(last_step)
blueprint.add_app_template_filter(licence_name)
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


def _query_page(query: NamedQuery, resolved: dict[str, str], values: dict[str, str], *, notice: str = "") -> Response:
    """Return the page of a query.

    :param resolved: the values to bind; ``values`` are those of the URL, for the links.
    :param notice: a sentence above the result.
    """
    sparql = query.bind(resolved)
    return _page(
        "query.html",
        lambda: query_page.results(query, resolved),
        query=query,
        sparql=sparql,
        values=values,
        notice=notice,
        formats=RESULT_FORMATS,
    )


def _page(template: str, query_results: Callable[[], dict[str, Any]] = dict, **values: Any) -> Response:
    """Return a page whose ETag depends on the release and the URL only, or 304.

    :param query_results: returns further template variables; not called for a 304.
    :raises StrategyGraphError: a query fails.
    """
    etag = etag_of(service().release.digest, __version__, service().address.absolute(request.full_path))
    response = not_modified(etag)
    if response is None:
        response = cacheable(Response(render_template(template, **values, **query_results())), etag)
    return response
