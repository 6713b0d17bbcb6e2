"""``/docs/``: the list of guides, each guide as a page, and the pictures in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from strategy_graph import __version__
from strategy_graph.guides.library import GUIDES, Document, Library
from strategy_graph.guides.rendering import Guide, render
from strategy_graph.http.etags import etag_of
from strategy_graph.web.documents import document_response
from strategy_graph.web.public_address import PublicAddress
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.service import service

blueprint = Blueprint("guides", __name__)

_LIBRARY: Final = Library()


@blueprint.get("/docs/")
def guides() -> Response:
    """Return the list of guides."""
    return _page(
        "guides.html", lambda: {"guides": [(document, GUIDES[document.name]) for document in _LIBRARY.listed()]}
    )


@blueprint.get("/docs/<path:name>")
def guide(name: str) -> Response:
    """Return one guide, or a file that it shows."""
    picture = _LIBRARY.picture(name)
    if picture is not None:
        return document_response(picture.path.read_bytes(), picture.media_type)
    document = _LIBRARY.document(name)
    if document is None:
        return problem_response(404, f"there is no guide '{name}'", hint="See /docs/ for what there is")
    return _page("guide.html", lambda: {"guide": _rendered(document), "above": _above(name)})


def _above(name: str) -> list[dict[str, str]]:
    """Return the steps from the list of guides to one: the document of the folder that it is in."""
    folder = f"{name.rstrip('/').rpartition('/')[0]}/"
    document = _LIBRARY.document(folder) if folder != "/" else None
    return [{"name": document.title, "href": service().address.href(f"/docs/{folder}")}] if document else []


def _rendered(document: Document) -> Guide:
    return _render(document, service().address)


@lru_cache(maxsize=128)
def _render(document: Document, address: PublicAddress) -> Guide:
    return render(document, _LIBRARY, address.href, address.absolute(""))


def _page(template: str, values: Callable[[], dict[str, Any]]) -> Response:
    """Return a page, or 304; its ETag changes with the release, whose name every page bears."""
    etag = etag_of(service().release.digest, __version__, service().address.absolute(request.full_path))
    return not_modified(etag) or cacheable(Response(render_template(template, **values())), etag)
