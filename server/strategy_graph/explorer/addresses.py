"""Addresses of the explorer's pages about one thing."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from strategy_graph.named_queries.kinds import WEB_IRI
from strategy_graph.named_queries.resource_lookup import parameter_value

FOCUS_QUERIES: Final = {
    "initiative": "neighbours-of-an-initiative",
    "outcome": "neighbours-of-an-outcome",
    "organisation": "neighbours-of-an-organisation",
    "measure": "neighbours-of-a-measure",
    "theme": "neighbours-of-a-theme",
}
"""The kinds of thing that have a focus page, with the named query of each."""

ALIASES: Final = {"agency": "organisation"}
"""Other words for a kind."""


def focus_href(kind: str, slug: str, root: str = "", **scope: str) -> str:
    """Return the address of the page with one thing in the middle.

    :param kind: one of :data:`FOCUS_QUERIES`, or ``agency``.
    :param slug: the short name of the thing, or its IRI where that is of another namespace.
    :param root: the path below which the service is published.
    :param scope: the strategy and the edition that the page is about; an empty value leaves one out.
    """
    kind = ALIASES.get(kind, kind)
    values = {name: value for name, value in scope.items() if value}
    path = f"{root}/explore/focus/{kind}"
    if WEB_IRI.fullmatch(slug):
        # A path keeps neither the slashes nor the fragment of an IRI on its way through servers.
        values = {"iri": slug, **values}
    else:
        path += f"/{quote(slug, safe='')}"
    return f"{path}?{urlencode(values)}" if values else path


def focus_of(kind: str, iri: str | None, root: str = "", **scope: str) -> str | None:
    """Return the address of the focus page of an IRI, if its kind has one."""
    if not iri or ALIASES.get(kind, kind) not in FOCUS_QUERIES:
        return None
    return focus_href(kind, parameter_value(iri, ALIASES.get(kind, kind)), root, **scope)
