"""``/id/…``, ``/ontology`` and every other IRI of ours: a redirect to a document, the documents, and the lists."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from flask import Blueprint, Flask, Response, request

from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import CACHE_CONTROL
from strategy_graph.http.html_or_rdf import choose_document
from strategy_graph.http.negotiation import NotAcceptable
from strategy_graph.linked_data.serialisation import NotRepresentable
from strategy_graph.linked_data.triple_index import MAX_COPIED
from strategy_graph.web.canonical_paths import CACHE_CONTROL as REDIRECT_CACHE_CONTROL
from strategy_graph.web.documents import document_response, see_other
from strategy_graph.web.linked_data import pages
from strategy_graph.web.linked_data.answers import Answer, answer_for_machines, document_of, topic_of
from strategy_graph.web.linked_data.lookup import FORMS, Found
from strategy_graph.web.linked_data.routing import ResourceConverter
from strategy_graph.web.linked_data.signposting import Signposts
from strategy_graph.web.linked_data.state import CONTEXT_PATH, STATE, LinkedData, href_of, linked_data
from strategy_graph.web.query_responses import error_response
from strategy_graph.web.responses import problem_response
from strategy_graph.web.service import Service, service

CONTEXT_CACHE_CONTROL: Final = "public, max-age=86400"

blueprint = Blueprint("linked_data", __name__)


def install(app: Flask, context: Service) -> None:
    """Add the addresses of things to an application.

    :raises StrategyGraphError: the manifest of the content is invalid.
    """
    app.extensions[STATE] = LinkedData(context)
    app.url_map.converters["resource"] = ResourceConverter
    app.register_blueprint(blueprint)
    app.jinja_env.globals["href_of"] = href_of


def prepare(app: Flask) -> None:
    """Read what documents need of a release that is served from memory, before anyone asks for one.

    A remote store, and a large graph, are asked with the first request.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    state: LinkedData = app.extensions[STATE]
    if not state.context.settings.remote and state.context.release.default_triples <= MAX_COPIED:
        state.publication  # noqa: B018


@blueprint.get("/<resource:found>")
def resource(found: Found) -> Response:
    """Return a redirect from a thing to the form that suits the client, a document, or a list."""
    try:
        if found.error is not None:
            raise found.error
        page = _page_number()
        if page == 1 and "page" in request.args:
            return _first_page()
        if page is None:
            return problem_response(404, "the page is no whole number from 1", hint=f"See {request.path} for the first")
        if found.folder is not None:
            return _list(found.folder, page)
        if found.suffix is None:
            return _see_other(found)
        return _document(found, found.suffix, page)
    except NotRepresentable as error:
        return problem_response(406, error.message, hint=error.hint, name="not-acceptable")
    except StrategyGraphError as error:
        return error_response(error, None)


@blueprint.get(CONTEXT_PATH)
def context() -> Response:
    """Return the JSON-LD context of all documents."""
    try:
        body = linked_data().publication.context.document
    except StrategyGraphError as error:
        return error_response(error, None)
    return _answer(body, "application/ld+json", CONTEXT_CACHE_CONTROL)


def near_matches(path: str) -> list[str]:
    """Return the addresses of things whose paths resemble that of a request for nothing."""
    try:
        index = linked_data().catalogue.index
    except StrategyGraphError:
        return []
    key = path.strip("/").removesuffix(".html")
    return [service().address.href(near) for near in index.near(key)] if index is not None else []


def _page_number() -> int | None:
    given = request.args.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 8 and int(given) else None


def _first_page() -> Response:
    """Redirect to the address of the first page, which has no number."""
    response = Response(status=301)
    response.headers["Location"] = request.script_root + quote(request.path, safe="/%:@!$&'()*+,;=~")
    response.headers["Cache-Control"] = REDIRECT_CACHE_CONTROL
    return response


def _see_other(found: Found) -> Response:
    try:
        form = choose_document(request.headers.get("Accept"))
    except NotAcceptable as error:
        addresses = ", ".join(
            f"{service().address.href(found.path_of(suffix, linked_data().catalogue))}" for suffix in FORMS
        )
        return problem_response(406, error.message, hint=f"Take one of {addresses}", name="not-acceptable")
    suffix = next(suffix for suffix, each in FORMS.items() if each is form)
    search = f"?{request.query_string.decode('latin-1')}" if request.args.get("page") else ""
    return see_other(found.path_of(suffix, linked_data().catalogue) + search)


def _list(folder: str, page: int) -> Response:
    body = pages.list_page(linked_data(), folder, page)
    if body is None:
        return problem_response(404, f"the list has no page {page}", hint=f"See {request.path} for the first page")
    return _answer(body.encode(), "text/html; charset=utf-8")


def _document(found: Found, suffix: str, page: int) -> Response:
    state = linked_data()
    described = state.catalogue.describe(found.members, page)
    description = described.description
    if page > description.pages:
        number = description.pages
        return problem_response(404, f"there are {number} pages", hint=f"See {request.path} for the first of them")
    if suffix == "html":
        body = pages.thing_page(state, found, document_of(state, found, suffix, described), described)
        link = Signposts(state, found, topic_of(found), description).header(suffix)
        answer = Answer(body, FORMS[suffix].content_type, link=link)
    else:
        answer = answer_for_machines(state, found, suffix, described)
    return _answer(*answer)


def _answer(body: bytes, content_type: str, cache_control: str = CACHE_CONTROL, link: str = "") -> Response:
    """Return a document with the hash of its bytes as its ETag, or 304."""
    more = {"Link": link} if link else {}
    return document_response(body, content_type, Cache_Control=cache_control, Vary="Accept-Encoding", **more)
