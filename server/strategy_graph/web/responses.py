"""Flask responses: problem documents, 304 and cacheable responses."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, request
from werkzeug.http import parse_etags

from strategy_graph.http.etags import CACHE_CONTROL, strip_coding_suffixes
from strategy_graph.http.problems import Problem
from strategy_graph.site_menu import Menu
from strategy_graph.web.service import service

RETRY_AFTER: Final = "5"
"""Seconds to wait after a 503."""


def main_menu() -> Menu:
    """Return the menu of the current service."""
    return Menu(request.script_root, bool(service().settings.user_data))


def problem_response(
    status: int, detail: str, *, hint: str | None = None, name: str | None = None, **more: Any
) -> Response:
    """Return a problem document in the negotiated format.

    :param more: ``excerpt``, and extension members of the JSON document.
    """
    excerpt = more.pop("excerpt", None)
    content_type, body = Problem(status, detail, hint, name, excerpt, more).document(
        request.headers.get("Accept"), main_menu(), request.path
    )
    response = Response(body, status, content_type=content_type)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def not_modified(etag: str) -> Response | None:
    """Return a 304 response if If-None-Match contains the ETag, otherwise ``None``.

    ``If-None-Match: *`` does not match here: whether a current representation exists (RFC 9110, section 13.1.2) is
    unknown before the query has run.
    """
    condition = parse_etags(strip_coding_suffixes(request.headers.get("If-None-Match", "")))
    if condition.star_tag or not condition.contains_weak(etag.strip('"')):
        return None
    return cacheable(Response(status=304), etag)


def cacheable(response: Response, etag: str) -> Response:
    """Set ETag and Cache-Control on the response and return it."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response
