"""Addresses of what was found."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from flask import current_app

from strategy_graph.named_queries.kinds import WEB_IRI
from strategy_graph.named_queries.resource_lookup import parameter_value
from strategy_graph.search.documents import Thing
from strategy_graph.web.linked_data.state import href_of
from strategy_graph.web.service import service

FOCUS_KINDS: Final = frozenset({"initiative", "outcome", "organisation"})
"""Kinds of things that have a page of their own with their neighbours."""

_FOCUS: Final = "/explore/focus/"
_QUERIES: Final = "/queries/"


def focus_address(thing: Thing, of_page: dict[str, str]) -> str | None:
    """Return the address of the page of a thing and its neighbours; ``None`` if there is none.

    :param of_page: the strategy and edition to keep.
    """
    rules = current_app.url_map.iter_rules()
    if thing.kind not in FOCUS_KINDS or not any(rule.rule.startswith(_FOCUS) for rule in rules):
        return None
    value = parameter_value(thing.iri, thing.kind)
    # A whole IRI has slashes and can't be a step of a path: its last step stands for it.
    slug = thing.short_name if WEB_IRI.fullmatch(value) else value
    search = f"?{urlencode(of_page)}" if of_page else ""
    return service().address.href(f"{_FOCUS}{thing.kind}/{quote(slug, safe='')}{search}")


def page_address(thing: Thing, of_page: dict[str, str]) -> str | None:
    """Return the address of the page about a thing: of a named query the page that asks it."""
    if thing.kind == "query" and any(query.name == thing.short_name for query in service().catalogue):
        search = f"?{urlencode(of_page)}" if of_page else ""
        return service().address.href(f"{_QUERIES}{thing.short_name}{search}")
    return href_of(thing.iri)


def absolute(href: str) -> str:
    """Return the absolute form of an address of this service; any other is absolute already."""
    return service().address.origin + href if href.startswith("/") else href
