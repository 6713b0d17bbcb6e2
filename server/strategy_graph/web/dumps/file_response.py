"""Answers with an immutable file: whole or a range, with its checksum, or 304, 412 or 416."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Final

from flask import Response, request
from werkzeug.http import http_date

from strategy_graph.dumps import DumpFile
from strategy_graph.gateway.stored_file import StoredFile
from strategy_graph.http.preconditions import status_of_preconditions
from strategy_graph.http.ranges import RangeNotSatisfiable, requested_range
from strategy_graph.web.responses import problem_response

IMMUTABLE: Final = "public, max-age=31536000, immutable"

_EXPOSED: Final = "Accept-Ranges, Content-Range, Repr-Digest"
"""Headers that scripts of other origins may read, besides those of every response."""


def file_response(file: DumpFile, published: str) -> Response:
    """Return the response to a request for a file whose address names its content.

    :param published: when its content was first published, in ISO 8601.
    """
    modified = datetime.fromisoformat(published)
    etag, last_modified = f'"{file.sha256}"', http_date(modified)
    status = status_of_preconditions(request.headers, etag=etag, last_modified=modified)
    if status == 412:
        return problem_response(412, "the file is not the one that the request names", hint="Ask without the condition")
    if status == 304:
        return _with_validators(Response(status=304), etag, last_modified)
    try:
        part = requested_range(
            request.headers.get("Range"),
            request.headers.get("If-Range"),
            size=file.size,
            etag=etag,
            last_modified=last_modified,
        )
    except RangeNotSatisfiable:
        response = problem_response(416, f"the file has {file.size:,} bytes", hint="Ask for a range within them")
        response.headers["Content-Range"] = f"bytes */{file.size}"
        return response
    start, size = part or (0, file.size)
    body = StoredFile(str(file.path), start, size)
    response = Response(body, 206 if part else 200, content_type=file.media_type, direct_passthrough=True)
    response.headers["Content-Length"] = str(size)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(file.sha256)).decode()}:"
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{start + size - 1}/{file.size}"
    return _with_validators(response, etag, last_modified)


def _with_validators(response: Response, etag: str, last_modified: str) -> Response:
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = last_modified
    response.headers["Cache-Control"] = IMMUTABLE
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    return response
