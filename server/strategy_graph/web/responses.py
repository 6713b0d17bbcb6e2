"""Flask responses: problems, and answers that caches may keep."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, request
from werkzeug.http import parse_etags

from strategy_graph.http.etags import CACHE_CONTROL, strip_coding_suffixes
from strategy_graph.http.problems import Problem

RETRY_AFTER: Final = "5"
"""Seconds to wait after a 503."""


def problem(status: int, detail: str, *, hint: str | None = None, name: str | None = None, **more: Any) -> Response:
    """A problem document in the form that the request asks for.

    :param more: ``excerpt``, and further members of the JSON document.
    """
    excerpt = more.pop("excerpt", None)
    content_type, body = Problem(status, detail, hint, name, excerpt, more).document(request.headers.get("Accept"))
    response = Response(body, status, content_type=content_type)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def unchanged(etag: str) -> Response | None:
    """A 304, where the client has said that it holds the answer with that ETag.

    ``If-None-Match: *`` holds only if there is an answer, which is not known before it is made.
    """
    condition = parse_etags(strip_coding_suffixes(request.headers.get("If-None-Match", "")))
    if condition.star_tag or not condition.contains_weak(etag.strip('"')):
        return None
    return keepable(Response(status=304), etag)


def keepable(response: Response, etag: str) -> Response:
    """The response, marked for caches."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response
