"""Labels blank nodes by what is said of them, so that the same description has the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode, Triple

_ROUNDS = 4
"""Steps over which what surrounds a blank node tells it from others."""


def with_stable_labels(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples with blank nodes labelled ``b0``, ``b1`` … in an order that their own labels do not decide.

    Nodes that only their labels tell apart keep the order of these.
    """
    given = list(triples)
    nodes = {end for triple in given for end in (triple.subject, triple.object) if isinstance(end, BlankNode)}
    if not nodes:
        return given
    colours = dict.fromkeys(nodes, "")
    for _ in range(_ROUNDS):
        said: dict[BlankNode, list[str]] = {node: [] for node in nodes}
        for triple in given:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, BlankNode):
                shown = colours[value] if isinstance(value, BlankNode) else str(value)
                said[subject].append(f"> {predicate} {shown}")
            if isinstance(value, BlankNode):
                shown = colours[subject] if isinstance(subject, BlankNode) else str(subject)
                said[value].append(f"< {predicate} {shown}")
        colours = {node: _hash(sorted(lines)) for node, lines in said.items()}
    ordered = sorted(nodes, key=lambda node: (colours[node], node.value))
    labels = {node: BlankNode(f"b{number}") for number, node in enumerate(ordered)}
    return [
        Triple(
            labels[triple.subject] if isinstance(triple.subject, BlankNode) else triple.subject,
            triple.predicate,
            labels[triple.object] if isinstance(triple.object, BlankNode) else triple.object,
        )
        for triple in given
    ]


def _hash(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
