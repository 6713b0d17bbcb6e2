"""Renders a guide as HTML: anchors, links, tables that scroll, code with its language, SPARQL with a link to run it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise, zip_longest
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from strategy_graph.guides.headings import Anchors, Heading
from strategy_graph.guides.library import OF_CLIENTS, Document, Library
from strategy_graph.guides.sparql_examples import whole_query

EXAMPLE_ADDRESS: Final = "http://127.0.0.1:8000"
"""The address of the service in the guides."""

Href = Callable[[str], str]
"""A function that returns the reference to a path of the service."""

_TITLES: Final = {"sh": "shell", "js": "JavaScript", "python": "Python", "r": "R", "sparql": "SPARQL"}


@dataclass(frozen=True)
class Guide:
    """A rendered guide.

    :ivar html: without the title.
    :ivar headings: those below the title, for the table of contents.
    """

    title: str
    html: str
    headings: tuple[Heading, ...]


def render(document: Document, library: Library, href: Href, address: str) -> Guide:
    """Render a document.

    :param address: the address of the service, without a slash at the end; it takes the place of that in the examples.
    """
    text = document.text
    if document.name in OF_CLIENTS:
        text = text.replace(EXAMPLE_ADDRESS, address)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    headings = _name_headings(tokens)
    _align_cells(tokens)
    _lead_links(tokens, document, library, href)
    for rule, renderer in (("table_open", _table_open), ("table_close", _table_close)):
        parser.add_render_rule(rule, renderer)
    parser.add_render_rule("fence", lambda _, tokens, index, options, env: _fence(tokens, index, href))
    body = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    html = parser.renderer.render(body, parser.options, {})
    return Guide(document.title, html, tuple(headings))


def _name_headings(tokens: Sequence[Token]) -> list[Heading]:
    anchors, headings = Anchors(), []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            level, anchor = int(token.tag[1]), anchors.of(_text(inline))
            if level > 1:
                token.attrSet("id", anchor)
                headings.append(Heading(level, _text(inline), anchor))
    return headings


def _align_cells(tokens: Sequence[Token]) -> None:
    """Replace the style of cells, which the content security policy forbids, by a class."""
    for token in tokens:
        if token.type in {"th_open", "td_open"} and token.attrs.pop("style", None) == "text-align:right":
            token.attrSet("class", "number")
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not inline.content:
            opening.tag = closing.tag = "td"  # a heading without words names nothing


def _text(inline: Token) -> str:
    parts = (" " if child.type in {"softbreak", "hardbreak"} else child.content for child in inline.children or ())
    return "".join(parts)


def _lead_links(tokens: Sequence[Token], document: Document, library: Library, href: Href) -> None:
    """Turn relative references into addresses of the service; a link to what is not served becomes plain text."""
    for token in tokens:
        inside = False
        children = token.children or []
        for child, following in zip_longest(children, children[1:]):
            if child.type == "image":
                name = _served(str(child.attrGet("src")), document, library)
                child.attrSet("src", href(f"/docs/{quote(name)}") if name else "")
            elif child.type == "link_open":
                reference = str(child.attrGet("href"))
                name = _served(reference, document, library)
                inside = name is None and not _leads_elsewhere(reference)
                if inside:
                    child.tag, child.attrs = "span", {}
                elif name is not None:
                    fragment = urlsplit(reference).fragment
                    child.attrSet("href", href(f"/docs/{quote(name)}") + (f"#{fragment}" if fragment else ""))
                    if following is not None and following.content.endswith(".md"):
                        # The name of a file means little to who reads the page.
                        target = library.document(name)
                        following.content = target.title if target else following.content
            elif child.type == "link_close" and inside:
                child.tag, inside = "span", False


def _leads_elsewhere(reference: str) -> bool:
    """Return whether a reference needs no change: to another site, to the service itself or within the page."""
    parts = urlsplit(reference)
    return bool(parts.scheme or parts.netloc) or not parts.path or parts.path.startswith("/")


def _served(reference: str, document: Document, library: Library) -> str | None:
    """Return the name below ``/docs/`` of the file that a relative reference leads to."""
    if _leads_elsewhere(reference):
        return None
    path = posixpath.normpath(posixpath.join(document.source.parent.as_posix(), urlsplit(reference).path))
    return library.name_of(PurePosixPath(path))


def _table_open(_: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    heads = [tokens[i + 1] for i in range(index, len(tokens)) if tokens[i].type == "th_open"]
    label = escape(_text(heads[0]) if heads and heads[0].children else "Table")
    number = sum(token.type == "table_open" for token in tokens[: index + 1])
    return f'<div class="scroll" role="region" aria-label="Table {number}: {label}" tabindex="0"><table>\n'


def _table_close(_: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


def _fence(tokens: Sequence[Token], index: int, href: Href) -> str:
    token = tokens[index]
    number = sum(each.type == "fence" for each in tokens[: index + 1])
    language = token.info.strip().split(" ")[0]
    title = _TITLES.get(language, language)
    # Regions need names of their own.
    label = f"Example {number}: {title}" if title else f"Example {number}"
    run = ""
    if language == "sparql":
        address = href("/sparql") + "?query=" + quote(whole_query(token.content))
        run = f'<a href="{escape(address)}">Open at the endpoint</a>'
    return (
        f'<div class="code"><div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<pre><code id="example-{number}">{escape(token.content)}</code></pre></div>\n'
        f'<p class="code-actions"><button type="button" class="copy" data-copy="#example-{number}" data-enhancement>'
        f"Copy</button>{run}</p></div>\n"
    )
