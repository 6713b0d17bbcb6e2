"""Evaluates the preconditions of a request in the order of RFC 9110, section 13.2.2."""

from __future__ import annotations

from datetime import datetime

from werkzeug.datastructures import Headers
from werkzeug.http import parse_date, parse_etags


def status_of_preconditions(headers: Headers, *, etag: str, last_modified: datetime) -> int | None:
    """Return 304 or 412 if a precondition says so, or ``None`` to answer the request.

    :param headers: the headers of a GET or HEAD request, by name.
    :param etag: the strong ETag of the representation, in quotes.
    :param last_modified: to the second, in UTC.
    """
    name = etag.strip('"')
    if "If-Match" in headers:
        wanted = parse_etags(headers["If-Match"])
        if not wanted.star_tag and not wanted.is_strong(name):
            return 412
    elif (date := parse_date(headers.get("If-Unmodified-Since"))) and last_modified > date:
        return 412
    if "If-None-Match" in headers:
        known = parse_etags(headers["If-None-Match"])
        return 304 if known.star_tag or known.contains_weak(name) else None
    date = parse_date(headers.get("If-Modified-Since"))
    return 304 if date and last_modified <= date else None
