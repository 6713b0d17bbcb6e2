"""Tells terms of a vocabulary from its anonymous parts: unions of classes, the cells of lists, disjointness.

Such a part is a blank node, or an IRI that was made for one. It has no name: people see it in its property.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.linked_data.terms import NAMING, Subject, Value, term

JOINERS: Final = {"owl:unionOf": "or", "owl:oneOf": "or", "owl:intersectionOf": "and", "owl:disjointUnionOf": "or"}
"""The word between the members of a list, by the property that has it."""

_ANONYMOUS_TYPES: Final = (
    *("owl:AllDisjointClasses", "owl:AllDisjointProperties", "owl:AllDifferent"),
    *("owl:Restriction", "owl:Axiom", "owl:NegativePropertyAssertion"),
)
_MAX_CELLS: Final = 10_000


class ClassExpressions:
    """The anonymous parts of a description."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._of: dict[Subject, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._of[triple.subject][triple.predicate.value].append(triple.object)

    def is_anonymous(self, iri: str) -> bool:
        """Return whether an IRI stands for a part without a name."""
        said = self._of.get(NamedNode(iri))
        if said is None or any(isinstance(name, Literal) for each in NAMING for name in said.get(term(each).value, ())):
            return False
        types = said.get(term("rdf:type").value, ())
        return (
            term("rdf:first").value in said
            or any(term(name).value in said for name in (*JOINERS, "owl:complementOf"))
            or any(term(name) in types for name in _ANONYMOUS_TYPES)
        )

    def members_of(self, node: Value, predicate: str = "") -> tuple[list[Value], str] | None:
        """Return what a list or a combination of classes is made of, and the word between; ``None`` for anything else.

        :param predicate: the property whose value the node is; decides about the word between the members of a list.
        """
        said = self._of.get(node) if not isinstance(node, Literal) else None
        if said is None:
            return None
        if term("rdf:first").value in said:
            joiners = {term(name).value: joiner for name, joiner in JOINERS.items()}
            return list(self._cells(node)), joiners.get(predicate, "and")
        if isinstance(node, NamedNode) and not self.is_anonymous(node.value):
            return None
        for name in JOINERS:
            for start in said.get(term(name).value, ()):
                return self.members_of(start, term(name).value)
        return None

    def disjoint(self) -> list[list[Value]]:
        """Return the classes of each statement that no thing is of two of them."""
        kind, members = term("rdf:type").value, term("owl:members").value
        found = []
        for said in self._of.values():
            if term("owl:AllDisjointClasses") in said.get(kind, ()):
                found += [list(self._cells(start)) for start in said.get(members, ())]
        return found

    def _cells(self, start: Value) -> Iterator[Value]:
        node: Value | None = start
        for _ in range(_MAX_CELLS):
            said = self._of.get(node) if node is not None and not isinstance(node, Literal) else None
            if not said:
                return
            yield from said.get(term("rdf:first").value, ())
            node = next(iter(said.get(term("rdf:rest").value, ())), None)
