"""The edges between things in the network and around one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy_graph.explorer.pictures.layers import Edge

Pair = tuple[str, str]
"""The IRIs of two things."""


def edges_of(links: Iterable[tuple[Pair, str, bool]], names: Mapping[str, str]) -> list[Edge]:
    """Return an edge for each pair of things, unbroken only if a source's own words give each of their links.

    The title has every link with its basis, so that a stated part does not vouch for a lead that is derived.

    :param links: the pair, the name of the link, and whether a source's own words give it.
    :param names: the names of the things by IRI.
    """
    found: dict[Pair, dict[tuple[str, bool], None]] = {}
    for pair, link, own_words in links:
        found.setdefault(pair, {})[link, own_words] = None
    return [
        Edge(
            one,
            other,
            all(own_words for _, own_words in of_pair),
            f"{names[one]} – {names[other]}: "
            + ", ".join(f"{link} ({'own words' if own_words else 'not in own words'})" for link, own_words in of_pair),
        )
        for (one, other), of_pair in found.items()
        if one != other
    ]
