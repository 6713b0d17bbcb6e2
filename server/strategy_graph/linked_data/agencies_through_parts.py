"""Finds the agencies that take part in an initiative through its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pyoxigraph import NamedNode

from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.page import PageBuilder
from strategy_graph.linked_data.page_model import Row
from strategy_graph.linked_data.terms import term

BuilderOf = Callable[[str], tuple[PageBuilder, Description]]

MAX_PARTS: Final = 100
"""Parts that are described on the page of their whole."""


def agencies_through_parts(description: Description, builder_of: BuilderOf) -> list[tuple[str, Row]]:
    """Return the links of a thing's parts to agencies, each with its property.

    :param builder_of: describes a resource, and returns the description with the builder of its page.
    """
    found = []
    for part in _parts_of(description):
        builder, described = builder_of(part)
        found += builder.agencies_of(described)
    return found


def _parts_of(description: Description) -> list[str]:
    """Return the IRIs of the parts of a thing, whichever end says so: at most :data:`MAX_PARTS`."""
    main = NamedNode(description.main)
    has, is_of = term("dcterms:hasPart"), term("dcterms:isPartOf")
    said = {triple.object for triple in description.own if triple.subject == main and triple.predicate == has}
    said |= {triple.subject for triple in description.inverse if triple.predicate == is_of}
    return sorted(part.value for part in said if isinstance(part, NamedNode))[:MAX_PARTS]
