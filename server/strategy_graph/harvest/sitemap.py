"""Writes the sitemap (sitemaps.org 0.9): in parts with an index, if there are too many addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from strategy_graph.harvest.builder_inputs import Address
from strategy_graph.namespaces import THINGS

MAX_ADDRESSES: Final = 50_000
"""The most addresses that one sitemap may list."""

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_UNESCAPED: Final = "/:@!$&'()*+,;=~%"


@dataclass(frozen=True)
class Page:
    """A page that a search engine should list; ``modified`` is in ISO 8601."""

    path: str
    modified: str


def pages_of(
    things: Iterable[str], queries: Iterable[str], modified: str, last_change: Callable[[str], str]
) -> list[Page]:
    """Return the pages of the service.

    :param things: IRIs of things with a document of their own.
    :param queries: names of the named queries.
    :param modified: when the pages that show the whole were modified.
    :param last_change: returns when a thing was.
    """
    paths = [
        "/",
        "/dataset.html",
        "/queries/",
        "/quality",
        "/docs/",
        "/sparql",
        *(f"/queries/{name}" for name in queries),
    ]
    return [
        *(Page(path, modified) for path in paths),
        *(Page(f"/id/{quote(iri.removeprefix(THINGS), safe=_UNESCAPED)}.html", last_change(iri)) for iri in things),
    ]


def parts_of(pages: Sequence[Page], size: int = MAX_ADDRESSES) -> list[Sequence[Page]]:
    """Return the pages in parts that fit one sitemap each."""
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def sitemap(pages: Iterable[Page], address: Address) -> bytes:
    """Return a sitemap of these pages."""
    return _document("urlset", "url", pages, address)


def sitemap_index(parts: Sequence[Sequence[Page]], address: Address) -> bytes:
    """Return the index of the sitemaps of these parts, from ``/sitemap-1.xml`` on."""
    named = (
        Page(f"/sitemap-{number}.xml", max(page.modified for page in part)) for number, part in enumerate(parts, 1)
    )
    return _document("sitemapindex", "sitemap", named, address)


def _document(root: str, element: str, pages: Iterable[Page], address: Address) -> bytes:
    lines = [
        f"<{element}><loc>{escape(address(page.path))}</loc><lastmod>{page.modified}</lastmod></{element}>"
        for page in pages
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f'<{root} xmlns="{_NAMESPACE}">', *lines, f"</{root}>", ""]).encode()
