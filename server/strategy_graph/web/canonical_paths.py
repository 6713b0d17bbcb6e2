"""One address for one document: redirects doubled slashes, and a slash too many or missing at the end."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter, RequestRedirect

from strategy_graph.web.responses import problem_response

CACHE_CONTROL: Final = "public, max-age=300"
"""Value of Cache-Control on redirects."""

_SLASHES: Final = re.compile("/{2,}")
_UNESCAPED: Final = "/:@!$&'()*+,;=~"
"""Characters of a path that need no escape, besides letters, digits and ``-._`` (RFC 3986, section 3.3)."""


def redirect_to_canonical_path() -> Response | None:
    """Redirect a request whose path is another form of an address that exists; otherwise return ``None``.

    A path or a query string that is not UTF-8 is refused here, before anything decodes it.
    GET and HEAD get 301. Other methods get 308, after which clients send the body again. OPTIONS is never redirected.
    """
    # werkzeug's own path has lost the slashes in front.
    raw = request.environ["PATH_INFO"].encode("latin-1")
    if not _is_utf8(raw):
        return problem_response(404, "the path is not UTF-8", hint="Encode it as UTF-8 before percent-encoding it")
    if not _is_utf8(request.query_string):
        return problem_response(400, "the query string is not UTF-8", hint="Encode it as UTF-8 and percent-encode it")
    path = raw.decode()
    if "//" not in path and request.routing_exception is None:
        return None
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    found = _one_form(adapter, path)
    if found is None or found == path:
        return None
    if request.method == "OPTIONS":
        return Response(headers={"Allow": ", ".join(sorted(adapter.allowed_methods(found)))})
    search = "?" + request.query_string.decode("latin-1") if request.query_string else ""
    location = request.script_root + quote(found, safe=_UNESCAPED) + search
    status = 301 if request.method in {"GET", "HEAD"} else 308
    return Response(status=status, headers={"Location": location, "Cache-Control": CACHE_CONTROL})


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _one_form(adapter: MapAdapter, path: str) -> str | None:
    """Return the form of the path that a route has, or ``None`` if there is none."""
    merged = _SLASHES.sub("/", path)
    other = merged.rstrip("/") if merged.endswith("/") else merged + "/"
    return next((form for form in (merged, other) if form and _exists(adapter, form)), None)


def _exists(adapter: MapAdapter, path: str) -> bool:
    try:
        adapter.match(path, "GET")
    except MethodNotAllowed:
        return True
    except (NotFound, RequestRedirect):
        return False
    return True
