"""The pages of the explorer about a thing, for the head of its own page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple
from urllib.parse import urlencode

from strategy_graph.explorer.addresses import FOCUS_QUERIES, focus_of
from strategy_graph.explorer.pages import what_if
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.terms import term
from strategy_graph.named_queries.kinds import CLASSES
from strategy_graph.named_queries.resource_lookup import parameter_value
from strategy_graph.web.result_tables import EVIDENCE
from strategy_graph.web.service import Service

_KINDS: Final = {CLASSES[kind]: kind for kind in FOCUS_QUERIES}


class Link(NamedTuple):
    """A link with its words."""

    text: str
    href: str


def kind_of(types: Collection[str]) -> str:
    """Return the kind of a thing of these classes, if it is one that the explorer has pages about; else nothing."""
    return next((_KINDS[iri] for iri in _KINDS if iri in types), "")


def explorer_links(context: Service, kind: str, description: Description) -> list[Link]:
    """Return the links to the pages about a thing; none where the content has not the queries that they ask."""
    queries = {query.name for query in context.catalogue}
    root, iri, links = context.address.prefix, description.main, []
    if FOCUS_QUERIES.get(kind) in queries and (focus := focus_of(kind, iri, root)):
        links.append(Link("What is around it, as a picture", focus))
    if kind != "initiative":
        return links
    initiative = parameter_value(iri, kind)
    if {what_if.QUERY, what_if.LINKS} <= queries and _says(description, "dsg:contributesTo"):
        values = {"off": initiative}
        if _says(description, "dsg:prospective"):
            # The page leaves out what has no resources, unless it is asked for.
            values["prospective"] = "include"
        links.append(Link("What is lost if it stops", f"{root}{what_if.PAGE.address}?{urlencode(values)}"))
    if EVIDENCE in queries:
        address = f"{root}/queries/{EVIDENCE}?{urlencode({'initiative': initiative})}"
        links.append(Link("Its evidence as a table", address))
    return links


def _says(description: Description, name: str) -> bool:
    predicate = term(name)
    return any(triple.predicate == predicate for triple in (*description.own, *description.grounds))
