"""Writes the sitemap (sitemaps.org 0.9): in parts with an index, if there are too many addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from strategy_graph.harvest.site import Served
from strategy_graph.namespaces import THINGS

MAX_ADDRESSES: Final = 50_000
"""The most addresses that one sitemap may list."""

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_UNESCAPED: Final = "/:@!$&'()*+,;=~%"


def page_paths(things: Iterable[str], queries: Iterable[str]) -> list[str]:
    """Return the paths of the pages that a search engine should list.

    :param things: IRIs of things with a document of their own.
    :param queries: names of the named queries.
    """
    pages = ["/", "/dataset.html", "/queries/", "/sparql", *(f"/queries/{name}" for name in queries)]
    return [*pages, *(f"/id/{quote(iri.removeprefix(THINGS), safe=_UNESCAPED)}.html" for iri in things)]


def parts_of(paths: Sequence[str], size: int = MAX_ADDRESSES) -> list[Sequence[str]]:
    """Return the paths in parts that fit one sitemap each."""
    return [paths[start : start + size] for start in range(0, len(paths), size)]


def sitemap(paths: Iterable[str], served: Served) -> bytes:
    """Return a sitemap of these paths."""
    return _document("urlset", "url", paths, served)


def sitemap_index(number: int, served: Served) -> bytes:
    """Return the index of sitemaps ``/sitemap-1.xml`` to ``/sitemap-<number>.xml``."""
    return _document("sitemapindex", "sitemap", (f"/sitemap-{part}.xml" for part in range(1, number + 1)), served)


def _document(root: str, element: str, paths: Iterable[str], served: Served) -> bytes:
    lines = [
        f"<{element}><loc>{escape(served.address(path))}</loc><lastmod>{served.published}</lastmod></{element}>"
        for path in paths
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f'<{root} xmlns="{_NAMESPACE}">', *lines, f"</{root}>", ""]).encode()
