"""Writes ``robots.txt`` (RFC 9309): pages may be indexed, queries and pages with parameters need not be."""

from __future__ import annotations

from strategy_graph.harvest.builder_inputs import Address


def robots_txt(prefix: str, address: Address) -> bytes:
    """Return the rules for crawlers.

    :param prefix: the path prefix of the service.
    """
    kept_out = ("/sparql?", "/sparql/running", "/queries/*?", "/search?", "/search.json", "/search/", "/?")
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in kept_out), ""]
    return "\n".join([*lines, f"Sitemap: {address('/sitemap.xml')}", ""]).encode()
