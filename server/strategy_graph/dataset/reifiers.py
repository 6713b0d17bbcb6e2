"""Makes an RDF 1.2 reifier of each claim: the claim reifies the plain link that it grounds.

RDF 1.2 Concepts, section 1.5. The claim then is what annotates the link: ``<< :a :b :c ~ :claim >>`` in Turtle 1.2. The
data itself stays RDF 1.1, which every tool reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from strategy_graph.namespaces import PREFIXES, TERMS

REIFIES: Final = NamedNode(PREFIXES["rdf"] + "reifies")
_PARTS: Final = tuple(TERMS + name for name in ("linkSubject", "linkPredicate", "linkObject"))


def reifiers(quads: Iterable[Quad]) -> list[Triple]:
    """Return a triple ``claim rdf:reifies <<( subject predicate object )>>`` for each claim, sorted by claim.

    :param quads: derived quads; a claim without exactly one of each part of its link is left out.
    """
    parts: dict[NamedNode | BlankNode, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if quad.predicate.value in _PARTS and isinstance(quad.subject, NamedNode | BlankNode):
            parts[quad.subject][quad.predicate.value].add(quad.object)
    found = []
    for claim, link in parts.items():
        if all(len(link[part]) == 1 for part in _PARTS):
            subject, predicate, value = (next(iter(link[part])) for part in _PARTS)
            found.append(Triple(claim, REIFIES, Triple(subject, predicate, value)))
    return sorted(found, key=str)
