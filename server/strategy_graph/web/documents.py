"""Responses of documents that depend on the release and the settings only: validators, dates, 304, redirects."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from flask import Response, request
from werkzeug.http import http_date

from strategy_graph.dataset import Release
from strategy_graph.web.canonical_paths import CACHE_CONTROL as REDIRECT_CACHE_CONTROL
from strategy_graph.web.responses import cacheable, not_modified
from strategy_graph.web.service import service

RDF_SUFFIXES: Final = {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt", "rdfxml": "rdf"}
"""Suffix of an address by the name of the format (:data:`strategy_graph.http.formats.DOCUMENT_FORMATS`)."""


def document_response(body: bytes, content_type: str, **headers: str) -> Response:
    """Return the document with a strong ETag, the hash of its bytes, or 304.

    :param headers: further headers, with ``_`` for ``-``.
    """
    etag = etag_of_body(body)
    response = not_modified(etag) or cacheable(Response(body, content_type=content_type), etag)
    response.headers["Last-Modified"] = last_modified(service().release)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def etag_of_body(body: bytes) -> str:
    """Return the strong ETag of a document: the hash of its bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def last_modified(release: Release) -> str:
    """Return when a release was first published as a date of HTTP."""
    return http_date(datetime.fromisoformat(release.published))


def see_other(path: str, **headers: str) -> Response:
    """Return a 303 to a path of the service, chosen by Accept."""
    response = Response(status=303)
    response.headers["Location"] = request.script_root + path
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = REDIRECT_CACHE_CONTROL
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response
