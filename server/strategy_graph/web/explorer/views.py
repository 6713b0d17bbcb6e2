"""``/`` and ``/queries/``: pages of named queries for users who write no SPARQL."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.presentation import raw_table
from strategy_graph.explorer.registry import FRONT, PAGES
from strategy_graph.http.formats import RESULT_FORMATS
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.resource_lookup import (
    STRATEGY,
    KindWithoutMembers,
    parameter_value,
    replaced_defaults,
    resolve_resources,
)
from strategy_graph.sparql_protocol.request import QueryOperation
from strategy_graph.text import counted, last_segment, licence_name, plural_list
from strategy_graph.web.explorer import query_page
from strategy_graph.web.explorer.page_responses import error_page, page_response, page_values, release_response
from strategy_graph.web.explorer.picture_pages import checked_values, listed_pages, page_at, page_results
from strategy_graph.web.explorer.workbook import workbook
from strategy_graph.web.harvest.front_page_metadata import add_links, dataset_script, redirect_for_rdf
from strategy_graph.web.query_responses import query_response
from strategy_graph.web.responses import main_menu
from strategy_graph.web.result_tables import query_json, with_names
from strategy_graph.web.service import service

blueprint = Blueprint("explorer", __name__)

_SPREADSHEET = "xlsx"
_EXTENSIONS = "|".join((*(form.name for form in RESULT_FORMATS), _SPREADSHEET))
_ADDRESS = re.compile(rf"(?P<name>.+?)(?:\.(?P<format>{_EXTENSIONS}))?")


@blueprint.get("/")
def home() -> BaseResponse:
    """Return the home page: the initiatives that contribute to multiple outcomes; of several strategies, a choice."""
    release = service().release
    if service().settings.user_data:
        return page_response("user_data.html", release=release)
    if FRONT.query not in {query.name for query in service().catalogue}:
        return redirect(url_for(".queries"))  # the content folder is the user's own
    if (elsewhere := redirect_for_rdf()) is not None:
        return elsewhere
    try:
        values = checked_values(FRONT)
        page = page_response(
            "home.html",
            lambda: {**page_results(FRONT, values), "pages": listed_pages()},
            page=FRONT,
            values=values,
            release=release,
            dataset_script=dataset_script,
        )
        add_links(page)
        return page
    except StrategyGraphError as error:
        return error_page(error)


@blueprint.get(PAGES["compare"].path)
def compare() -> BaseResponse:
    """Return the page that compares two things of a kind."""
    return page_at(PAGES["compare"])


@blueprint.get("/queries/")
def queries() -> Response:
    """Return the list of named queries."""
    return page_response("queries.html", catalogue=service().catalogue)


@blueprint.get("/queries/<address>")
def named_query(address: str) -> BaseResponse:
    """Return a named query as a page, or its result as a file."""
    match = _ADDRESS.fullmatch(address)
    assert match is not None
    try:
        query = service().catalogue[match["name"]]
        values = page_values()
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
        if match["format"] == _SPREADSHEET:
            return release_response(lambda: workbook(query, resolved, values))
        if match["format"]:
            return query_response(QueryOperation(query.bind(resolved), format=match["format"]))
        return _query_page(query, resolved, values)
    except StrategyGraphError as error:
        return error_page(error)


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
        "kept": f"?{urlencode(of_page)}" if of_page else "",
        "of_query": of_query,
        "menu": Markup(main_menu().html(request.path, urlencode(of_page))),
        "search_form": Markup(main_menu().search_form(of_page)),
        "here_absolute": service().address.absolute(request.full_path.removesuffix("?")),
        "preview_absolute": service().address.absolute("/static/preview.png"),
        "release_digest": service().release.digest,
        "release_date": service().release.published,
    }


blueprint.add_app_template_filter(counted)
blueprint.add_app_template_filter(last_segment)
blueprint.add_app_template_filter(licence_name)
blueprint.add_app_template_filter(plural_list)
blueprint.add_app_template_filter(raw_table)
blueprint.add_app_template_filter(parameter_value)
blueprint.add_app_template_filter(with_names)


def _query_page(query: NamedQuery, resolved: dict[str, str], values: dict[str, str], *, notice: str = "") -> Response:
    """Return the page of a query.

    :param resolved: the values to bind; ``values`` are those of the URL, for the links.
    :param notice: a sentence above the result.
    """
    sparql = query.bind(resolved)
    return page_response(
        "query.html",
        lambda: query_page.results(query, resolved),
        query=query,
        sparql=sparql,
        values=values,
        notice=notice,
        formats=RESULT_FORMATS,
    )
