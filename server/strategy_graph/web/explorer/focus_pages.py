"""``/explore/focus/``: pages with one thing in the middle, and their pictures as files."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from strategy_graph.errors import StrategyGraphError
from strategy_graph.explorer.addresses import ALIASES, FOCUS_QUERIES, focus_href
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pages import focus
from strategy_graph.explorer.scope import read_scope
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import ResourceNotFound, parameter_value, resolve_resources
from strategy_graph.web.explorer.page_responses import error_page, page_response, page_values, release_response
from strategy_graph.web.explorer.picture_pages import page_queries_of, svg_response
from strategy_graph.web.linked_data.state import href_of
from strategy_graph.web.result_tables import address_of, query_json
from strategy_graph.web.service import service

blueprint = Blueprint("focus", __name__, url_prefix="/explore/focus")

_IRI: Final = "iri"


@dataclass(frozen=True)
class _Wanted:
    """The thing of an address, and the strategy and the edition that the page is about."""

    page: Page
    query: NamedQuery
    kind: str
    iri: str
    scope: dict[str, str]

    @property
    def slug(self) -> str:
        return parameter_value(self.iri, self.kind)

    @property
    def values(self) -> dict[str, str]:
        return {self.kind: self.slug, **self.scope}


@blueprint.get("/")
def start() -> BaseResponse:
    """Redirect to the overview, from which each focus page is one step away."""
    try:
        scope = _scope()
    except StrategyGraphError as error:
        return error_page(error)
    return redirect(url_for("explore.picture_page", name="network") + (f"?{urlencode(scope)}" if scope else ""))


@blueprint.get("/<kind>")
@blueprint.get("/<kind>/<slug>")
def focus_page(kind: str, slug: str = "") -> BaseResponse:
    """Return the page of a thing, by its short name or by the parameter ``iri``."""
    try:
        if kind in ALIASES:
            named = slug or page_values().get(_IRI, "")
            return redirect(focus_href(kind, named, service().address.prefix, **_scope()), 301)
        wanted = _wanted(kind, slug)
        return page_response("explore/focus.html", lambda: _results(wanted), page=wanted.page, values=wanted.scope)
    except StrategyGraphError as error:
        return error_page(error)


@blueprint.get("/<kind>.svg")
@blueprint.get("/<kind>/<slug>.svg")
def focus_picture(kind: str, slug: str = "") -> BaseResponse:
    """Return the picture of a page as an SVG file."""
    try:
        wanted = _wanted(kind, slug)
    except StrategyGraphError as error:
        return error_page(error)

    def make() -> Response:
        view = focus.read(page_queries_of(wanted.scope), wanted.kind, wanted.iri, wanted.scope)
        title = f"{view.thing.name.text}: what is around it"
        values = {**dict.fromkeys(wanted.page.options, wanted.iri), **wanted.scope}
        return svg_response(focus.draw(view), f"{wanted.kind}.svg", title, f"/explore/{wanted.page.name}", values)

    try:
        return release_response(make)
    except StrategyGraphError as error:
        return error_page(error)


def _scope() -> dict[str, str]:
    return {name: value for name, value in page_values().items() if name != _IRI}


def _wanted(kind: str, slug: str) -> _Wanted:
    """Return the thing of an address.

    :raises ResourceNotFound: there is no such kind, or no such thing; with similar names.
    :raises ParameterError: a parameter is unknown or invalid.
    """
    if kind not in FOCUS_QUERIES:
        close = difflib.get_close_matches(kind, [*FOCUS_QUERIES, *ALIASES], n=1) or [*FOCUS_QUERIES]
        raise ResourceNotFound(f"there is no kind '{kind}' with pages of this sort", hint=f"Give {' or '.join(close)}")
    given = page_values()
    named = slug or given.get(_IRI, "")
    if not named:
        raise ParameterError(f"the address names no {kind}", hint=f"Give /explore/focus/{kind}/NAME, or iri=")
    query = service().catalogue[FOCUS_QUERIES[kind]]
    scope = _scope()
    page = Page(
        name=f"focus/{kind}" + (f"/{quote(slug, safe='')}" if slug else ""),
        title="",
        answers="",
        query=query.name,
        filters=(),
        read=lambda queries, values: None,
        options=() if slug else (_IRI,),
    )
    page.check(given)
    resolved = resolve_resources(query, {**scope, kind: named}, query_json)
    iri = query.parameter(kind).checked_term(resolved[kind]).strip("<>")
    return _Wanted(page, query, kind, iri, scope)


def _results(wanted: _Wanted) -> dict[str, Any]:
    queries = page_queries_of(wanted.scope)
    scope = read_scope(queries, wanted.scope)
    view = focus.read(queries, wanted.kind, wanted.iri, wanted.scope)
    return {
        "scope": scope,
        "view": view,
        "query": wanted.query,
        "query_values": wanted.values,
        "picture_values": {**dict.fromkeys(wanted.page.options, wanted.iri), **wanted.scope},
        "own_page": href_of(wanted.iri),
        "evidence": address_of(wanted.iri) if wanted.kind == "initiative" else None,
        "asked": queries.asked,
    }
