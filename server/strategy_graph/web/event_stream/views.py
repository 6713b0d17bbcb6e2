"""``/ldes``: the root of the event stream, and its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Blueprint, Response

from strategy_graph.dataset.release.folder import CANONICAL
from strategy_graph.dataset.release.retention import history
from strategy_graph.errors import StrategyGraphError
from strategy_graph.event_stream import Step, root_page, step_pages, steps
from strategy_graph.http.etags import etag_of
from strategy_graph.web.dumps.file_response import IMMUTABLE
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.service import service

blueprint = Blueprint("event_stream", __name__)

_TURTLE: Final = "text/turtle; charset=utf-8"


@blueprint.errorhandler(StrategyGraphError)
def _failed(_: StrategyGraphError) -> Response:
    """Return the problem of a release that can't be read; the message would name a path of the server's machine."""
    return problem_response(503, "the stream can't be made at present", hint="Try again later, or tell the operator")


@blueprint.get("/ldes")
def root() -> Response:
    """Return the root, which lists the pages and changes with each release."""
    known = _steps()
    if not known:
        return problem_response(
            404,
            "there is no stream of this release",
            hint="It is made of what strategy-graph build has built, not of data that are only served",
        )
    return _turtle(root_page(known), "no-cache")


@blueprint.get("/ldes/<name>/<int:number>")
def page(name: str, number: int) -> Response:
    """Return a page, which never changes."""
    found = next((step for step in _steps() if step.name == name), None)
    pages = step_pages(found) if found is not None else ()
    if not 1 <= number <= len(pages):
        return problem_response(404, "the stream has no such page, or no longer", hint="Begin again at /ldes")
    return _turtle(pages[number - 1], IMMUTABLE)


def _steps() -> list[Step]:
    served = service().release
    if not (served.directory / CANONICAL).is_file():
        return []
    return steps(history(Path(service().settings.releases), served))


def _turtle(body: bytes, cache_control: str) -> Response:
    etag = etag_of(body.decode())
    response = not_modified(etag) or cacheable(Response(body, content_type=_TURTLE), etag)
    response.headers["Cache-Control"] = cache_control
    return response
