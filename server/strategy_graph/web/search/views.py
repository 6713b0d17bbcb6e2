"""``/search``: things by their names and descriptions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, render_template, request

from strategy_graph import __version__
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import etag_of
from strategy_graph.http.formats import HTML, Format
from strategy_graph.http.negotiation import choose
from strategy_graph.named_queries.catalogue import QueryNotFound
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY, ParameterError, single_values
from strategy_graph.named_queries.resource_lookup import STRATEGY, ResourceNotFound, resolve_resources
from strategy_graph.search.documents import QUERY
from strategy_graph.search.open_search import CONTENT_TYPE, PATH, SUGGESTIONS_TYPE, description, suggestions
from strategy_graph.search.search import search, suggest
from strategy_graph.search.typed_query import TypedQuery, TypedQueryTooLong, read_typed_query
from strategy_graph.web.documents import document_response
from strategy_graph.web.query_responses import error_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.result_tables import query_json
from strategy_graph.web.search.links import absolute, page_address
from strategy_graph.web.search.results import PAGE, as_json, results_of
from strategy_graph.web.search.state import search_index
from strategy_graph.web.service import service

JSON: Final = Format("json", "application/json")

blueprint = Blueprint("search", __name__)


class NoSuchPage(StrategyGraphError):
    """The results have no page of that number."""


@dataclass(frozen=True)
class Asked:
    """What a request asks for.

    :ivar strategy: the IRI of the chosen strategy; empty for all.
    :ivar of_page: the strategy and edition of the address, which links keep.
    """

    question: TypedQuery
    kind: str
    strategy: str
    page: int
    of_page: dict[str, str]


@blueprint.errorhandler(StrategyGraphError)
def _failed(error: StrategyGraphError) -> Response:
    if isinstance(error, TypedQueryTooLong):
        return problem_response(400, error.message, hint=error.hint)
    if isinstance(error, ResourceNotFound | NoSuchPage):
        return problem_response(404, error.message, hint=error.hint)
    if isinstance(error, ParameterError):
        return problem_response(400, error.message, hint=error.hint)
    if isinstance(error, QueryNotFound):
        hint = "See /id/ for all things by kind, or ask the SPARQL endpoint"
        return problem_response(404, f"there is no search here: the content has no query {QUERY}", hint=hint)
    return error_response(error, None)


@blueprint.get("/search")
def results() -> Response:
    """Return what was found as a page, or as JSON for clients that prefer it."""
    chosen = choose(request.headers.get("Accept"), (HTML, JSON))
    response = _results(chosen)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/search.json")
def results_as_json() -> Response:
    """Return what was found as JSON."""
    return _results(JSON)


@blueprint.get("/search/suggestions")
def suggested() -> Response:
    """Return names that fit what has been typed, as browsers ask for them."""
    asked = _asked()
    etag = _etag(SUGGESTIONS_TYPE)
    response = not_modified(etag)
    if response is None:
        found = [
            (thing.name.text, thing.kind_name, absolute(page_address(thing, {}) or thing.iri))
            for thing in suggest(search_index(), asked.question, strategy=asked.strategy)
        ]
        body = suggestions(asked.question.text, found)
        response = cacheable(Response(body, content_type=SUGGESTIONS_TYPE), etag)
    return response


@blueprint.get(PATH)
def open_search() -> Response:
    """Return the OpenSearch description of the search."""
    context = service()
    service().catalogue[QUERY]  # or there is no search
    title = context.manifest.title or "Digital Strategy Graph"
    body = description(title, context.manifest.languages or ("en",), context.address.absolute)
    return document_response(body, CONTENT_TYPE)


def _results(form: Format) -> Response:
    asked = _asked()
    etag = _etag(form.name)
    response = not_modified(etag)
    if response is not None:
        return response
    index = search_index()
    if asked.kind and asked.kind not in index.kinds:
        raise ResourceNotFound(f"there is no kind '{asked.kind}'", hint="Take one of " + ", ".join(index.kinds))
    found = search(index, asked.question, kind=asked.kind, strategy=asked.strategy)
    pages = max(1, -(-len(found.things) // PAGE))
    if asked.page > pages:
        raise NoSuchPage(f"the results have {pages} pages", hint="See the first, without page=")
    shown = results_of(index, found, asked.page, asked.of_page)
    if form is JSON:
        document = as_json(asked.question, found, shown, asked.page, pages)
        body = json.dumps(document, ensure_ascii=False)
        return cacheable(Response(body + "\n", content_type=JSON.content_type), etag)
    kinds = [kind for kind in found.kinds if kind.kind == asked.kind]
    page = render_template(
        "search.html",
        asked=asked,
        found=found,
        results=shown,
        kind_name=kinds[0].name if kinds else index.kinds.get(asked.kind, ""),
        pages=pages,
        first_number=(asked.page - 1) * PAGE + 1,
        strategy_name=index.strategies.get(asked.strategy),
    )
    return cacheable(Response(page), etag)


def _asked() -> Asked:
    """Return what the request asks for; an empty field is one that is not there.

    :raises StrategyGraphError: a parameter is given twice, or has no such value.
    """
    values = {name: value for name, value in single_values(request.args.items(multi=True)).items() if value}
    of_page: dict[str, str] = {name: values[name] for name in (STRATEGY, EDITION) if name in values}
    question = read_typed_query(values.get("q", ""))
    return Asked(question, values.get("kind", ""), _strategy(values), _page_number(values), of_page)


def _strategy(values: dict[str, str]) -> str:
    """Return the IRI of the chosen strategy.

    :raises StrategyGraphError: there is no such strategy, or no search.
    """
    value = values.get(STRATEGY, ANY)
    if value == ANY:
        return ""
    query = service().catalogue[QUERY]
    resolved = resolve_resources(query, {STRATEGY: value}, query_json)
    return query.parameter(STRATEGY).checked_term(resolved[STRATEGY])[1:-1]


def _page_number(values: dict[str, str]) -> int:
    given = values.get("page", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 8 and int(given)):
        raise NoSuchPage("the page is no whole number from 1", hint="See the first, without page=")
    return int(given)


def _etag(form: str) -> str:
    address = service().address.absolute(request.full_path)
    return etag_of(service().release.digest, __version__, "search", form, address)
