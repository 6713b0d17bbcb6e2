"""The parts of an initiative, in which agencies take part too."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.terms import term

MAX_PARTS: Final = 100
"""Parts that are described on the page of their whole."""


def parts_of(description: Description) -> list[str]:
    """Return the IRIs of the parts of a thing, whichever end says so: at most :data:`MAX_PARTS`."""
    main = NamedNode(description.main)
    has, is_of = term("dcterms:hasPart"), term("dcterms:isPartOf")
    said = {triple.object for triple in description.own if triple.subject == main and triple.predicate == has}
    said |= {triple.subject for triple in description.inverse if triple.predicate == is_of}
    return sorted(part.value for part in said if isinstance(part, NamedNode))[:MAX_PARTS]
