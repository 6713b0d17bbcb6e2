"""Problem details (RFC 9457) in JSON, HTML or plain text, by content negotiation."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from typing import Any, Final

from strategy_graph.http.formats import HTML, Format
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.namespaces import BASE
from strategy_graph.site_menu import Menu

TYPE_BASE: Final = BASE + "problem/"
"""Base IRI of problem types; the service documents each type at ``/problem/<name>``."""

_JSON = Format("json", "application/problem+json", ("application/json", "application/sparql-results+json"))
_TEXT = Format("text", "text/plain")
_NO_PREFIX: Final = Menu()

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Digital Strategy Graph</title><link rel="stylesheet" href="{root}/static/tokens.css">
<link rel="stylesheet" href="{root}/static/style.css"></head>
<body><header><p class="brand"><a href="{root}/">Digital Strategy Graph</a></p>
{menu}
{search}
</header>
<main id="main"><h1>{title}</h1><p class="detail">{detail}</p>{hint}{excerpt}
<p><a href="{root}/">Back to the first page</a></p></main></body></html>
"""
_TITLES = {400: "The request cannot be answered", 404: "There is no such page", 406: "There is no such format"}


@dataclass(frozen=True)
class Problem:
    """Problem details of one error.

    :ivar detail: explanation, without a final full stop.
    :ivar hint: how to correct the request.
    :ivar name: last segment of the problem type; ``None`` stands for ``about:blank`` (RFC 9457, section 4.2.1).
    :ivar excerpt: the erroneous line of the query, with a caret.
    :ivar members: extension members (RFC 9457, section 3.2), such as ``line``.
    """

    status: int
    detail: str
    hint: str | None = None
    name: str | None = None
    excerpt: str | None = None
    members: dict[str, Any] = field(default_factory=dict)

    def document(self, accept: str | None, menu: Menu = _NO_PREFIX, here: str = "") -> tuple[str, bytes]:
        """Return content type and body by the request's Accept header; JSON if nothing is acceptable.

        :param menu: the menu of the HTML page, with the path prefix of its links.
        :param here: the path that was asked for, whose section the menu marks.
        """
        try:
            form = choose(accept, (_JSON, HTML, _TEXT))
        except NotAcceptable:
            form = _JSON
        text = self._html(menu, here) if form is HTML else self._text() if form is _TEXT else self._json()
        return form.content_type, text.encode()

    @property
    def _title(self) -> str:
        return HTTPStatus(self.status).phrase

    def _json(self) -> str:
        document: dict[str, Any] = {
            "type": TYPE_BASE + self.name if self.name else "about:blank",
            "title": self._title,
            "status": self.status,
            "detail": self.detail,
            **self.members,
            "hint": self.hint,
            "excerpt": self.excerpt,
        }
        given = {name: value for name, value in document.items() if value is not None}
        return json.dumps(given, ensure_ascii=False, indent=2) + "\n"

    def _text(self) -> str:
        parts = [f"{self._title}: {_sentence(self.detail)}", self.hint and _sentence(self.hint), self.excerpt]
        return "\n".join(part for part in parts if part) + "\n"

    def _html(self, menu: Menu, here: str) -> str:
        return _PAGE.format(
            root=escape(menu.prefix),
            menu=menu.html(here),
            search=menu.search_form(),
            title=escape(_TITLES.get(self.status, self._title)),
            detail=escape(_sentence(self.detail[:1].upper() + self.detail[1:])),
            hint=f"<p>{escape(_sentence(self.hint))}</p>" if self.hint else "",
            excerpt=f"<pre>{escape(self.excerpt)}</pre>" if self.excerpt else "",
        )


def _sentence(text: str) -> str:
    return text if text.endswith(("?", "!", ".", "…")) else f"{text}."


def excerpt_of(text: str, line: int | None, column: int | None) -> str | None:
    """Return the line with a caret under the column, cut to the width of a terminal."""
    lines = text.splitlines()
    if line is None or column is None or not 1 <= line <= len(lines):
        return None
    start = max(0, column - 60)
    shown = lines[line - 1].replace("\t", " ")[start : start + 100]
    return f"{line} | {shown}\n{' ' * len(str(line))} | {' ' * (column - 1 - start)}^"
