"""``/explore/``: pages of pictures, each with its table, its grounds and its queries; and the pictures as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.citation import citation
from strategy_graph.explorer.filters import page_fields, read_names
from strategy_graph.explorer.page import Page, Unanswered
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures.svg import with_foot
from strategy_graph.explorer.registry import EDITIONS, FRONT, PAGES, TABLES
from strategy_graph.explorer.scope import Scope, read_scope
from strategy_graph.named_queries.editions import editions
from strategy_graph.named_queries.resource_lookup import resolve_resources
from strategy_graph.web.explorer.page_responses import error_page, page_response, page_values, release_response
from strategy_graph.web.result_tables import query_json, select_table
from strategy_graph.web.service import service

blueprint = Blueprint("explore", __name__, url_prefix="/explore")

_SVG_POLICY: Final = "default-src 'none'; frame-ancestors 'self'"


@blueprint.get("/")
def index() -> Response:
    """Return the list of pages."""
    tables = [query for query in service().catalogue if query.name in TABLES]
    return page_response("explore/index.html", lambda: {"pages": listed_pages()}, front=FRONT, tables=tables)


@blueprint.get(f"/{FRONT.name}")
def front_page() -> BaseResponse:
    """Redirect to the front page."""
    return redirect(url_for("explorer.home"), 301)


@blueprint.get("/<name>")
def picture_page(name: str) -> BaseResponse:
    """Return a page by its name."""
    page = PAGES.get(name)
    if page is None:
        raise NotFound
    if page.path:
        query = request.query_string.decode("ascii", "replace")
        return redirect(request.script_root + page.path + (f"?{query}" if query else ""), 301)
    return page_at(page)


def listed_pages() -> list[Page]:
    """Return the pages that have something to show: that about editions only where a plan has several."""
    return [page for page in PAGES.values() if page.name != EDITIONS.name or editions(query_json)]


def page_at(page: Page) -> BaseResponse:
    """Return a page at the address of the request."""
    try:
        values = checked_values(page)
        try:
            return page_response(_template(page), lambda: page_results(page, values), page=page, values=values)
        except Unanswered as error:
            return _corrected(page, values, error)
    except StrategyGraphError as error:
        return error_page(error)


def _template(page: Page) -> str:
    return f"explore/{page.name}.html"


def _corrected(page: Page, values: dict[str, str], error: Unanswered) -> Response:
    """Return the page with its form as it was sent and with what is wrong."""
    shown = replace(page, read=lambda queries, values: error.view)
    body = render_template(_template(page), page=page, values=values, **page_results(shown, values))
    response = Response(body, 400)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<name>.svg")
def picture(name: str) -> BaseResponse:
    """Return the picture of a page as an SVG file."""
    page = FRONT if name == FRONT.name else PAGES.get(name)
    if page is None or page.draw is None:
        raise NotFound
    draw = page.draw
    try:
        values = checked_values(page)

        def make() -> Response:
            view = page.read(page_queries_of(values), values)
            title = getattr(view, "cited", "") or page.title
            address = "/" if page is FRONT else page.address
            return svg_response(draw(view), f"{page.name}.svg", title, address, values)

        return release_response(make)
    except StrategyGraphError as error:
        return error_page(error)


def checked_values(page: Page) -> dict[str, str]:
    """Return the parameters of the address.

    :raises ParameterError: one is given twice, is none of the page, or has an invalid value.
    :raises ResourceNotFound: one names nothing in the release.
    """
    values = page_values(page.lists)
    page.check(values)
    query = service().catalogue[page.query]
    taken = {parameter.name for parameter in query.parameters}
    resolve_resources(query, {name: value for name, value in values.items() if name in taken}, query_json)
    return values


def page_queries_of(values: dict[str, str]) -> PageQueries:
    """Return the named queries of the service, to be asked with the parameters of a page."""
    return PageQueries(service().catalogue, query_json, values, select_table, service().address.prefix)


def page_results(page: Page, values: dict[str, str]) -> dict[str, Any]:
    """Return the template variables of a page: its view model, its filters and the queries that it has asked."""
    queries = page_queries_of(values)
    scope = read_scope(queries, values)
    if scope.choose:
        return {"scope": scope, "view": None}
    view = page.read(queries, values)
    of_rows = {**page.defaults, **values}
    query = service().catalogue[page.query]
    return {
        "scope": scope,
        "view": view,
        "fields": page_fields(page, query, of_rows, read_names(query, query_json, _strategy(scope))),
        "query": query,
        "asked": queries.asked,
        "of_rows": of_rows,
    }


def svg_response(drawing: Markup, filename: str, title: str, page: str, values: Mapping[str, str]) -> Response:
    """Return a drawing as a file that a browser shows, and that runs nothing.

    :param title: what the file is, for its title and for the citation at its foot.
    :param page: the path of the page that it is of; ``values`` are the parameters of that.
    """
    context = service()
    address = context.address.absolute(page + (f"?{urlencode(values)}" if values else ""))
    release = context.release
    foot = citation(title, context.manifest.title, release.digest, release.published, address).striptags()
    document = with_foot(drawing, title, foot)
    response = Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{document}', mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = _SVG_POLICY
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def _strategy(scope: Scope) -> str | None:
    chosen = scope.chosen
    cell = chosen["strategy"] if chosen and len(scope.strategies) > 1 else None
    return cell.iri if cell else None
