"""Errors as documents (RFC 9457), in JSON, HTML or plain text as the client asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from typing import Any

from flask import Response, request

from strategy_graph.http.negotiation import HTML, Format, NotAcceptable, choose

_JSON = Format("json", "application/problem+json", ("application/json", "application/sparql-results+json"))
_TEXT = Format("text", "text/plain")

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/static/style.css"></head>
<body><main id="main"><h1>{title}</h1><p class="detail">{detail}</p>{hint}{extra}
<p><a href="/">Back to the first page</a></p></main></body></html>
"""


def problem(
    status: int, detail: str, *, hint: str | None = None, excerpt: str | None = None, **members: Any
) -> Response:
    """A problem document.

    :param hint: what to do about it.
    :param excerpt: the lines of the query at fault, with a caret.
    :param members: more members of the JSON document, such as ``line``.
    """
    title = HTTPStatus(status).phrase
    accept = request.headers.get("Accept")
    try:
        form = choose(accept, (_JSON, HTML, _TEXT))
    except NotAcceptable:
        form = _JSON
    if form is HTML:
        body = _html(title, detail, hint, excerpt)
    elif form is _TEXT:
        body = "\n".join(part for part in (f"{title}: {detail}.", hint and f"{hint}.", excerpt) if part) + "\n"
    else:
        body = _json(status, title, detail, hint, excerpt, members)
    response = Response(body, status, content_type=form.content_type)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-store"
    return response


def _json(
    status: int, title: str, detail: str, hint: str | None, excerpt: str | None, members: Mapping[str, Any]
) -> str:
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    if hint:
        document["hint"] = hint
    if excerpt:
        document["excerpt"] = excerpt
    return json.dumps({k: v for k, v in document.items() if v is not None}, ensure_ascii=False, indent=2) + "\n"


def _html(title: str, detail: str, hint: str | None, excerpt: str | None) -> str:
    return _PAGE.format(
        title=escape(title),
        detail=escape(detail[:1].upper() + detail[1:]) + ".",
        hint=f"<p>{escape(hint)}.</p>" if hint else "",
        extra=f"<pre>{escape(excerpt)}</pre>" if excerpt else "",
    )


def excerpt_of(text: str, line: int | None, column: int | None) -> str | None:
    """The line of the text with a caret under the column, cut to what a terminal shows."""
    lines = text.splitlines()
    if line is None or column is None or not 1 <= line <= len(lines):
        return None
    start = max(0, column - 60)
    shown = lines[line - 1].replace("\t", " ")[start : start + 100]
    return f"{line} | {shown}\n{' ' * len(str(line))} | {' ' * (column - 1 - start)}^"
