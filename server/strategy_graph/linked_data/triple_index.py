"""Holds the triples of a small graph in the order of documents, found by subject and by object.

A triple is named by its position in that order, so that a document is a sorted list of numbers. Positions compare in
a twentieth of the time of terms, and all that is asked of a triple is looked up in lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.names import best_named
from strategy_graph.linked_data.serialisation import used_prefixes
from strategy_graph.linked_data.terms import NAMING, term

MAX_COPIED: Final = 100_000
"""Triples of a default graph that is copied into this process."""

_NAMING: Final = frozenset(term(name).value for name in NAMING)
_NOTHING: Final = range(0)


class TripleIndex:
    """The triples of a graph, each once.

    A node is named by its key: the IRI, or ``_:`` and the label.

    :ivar triples: the triples in their order: by subject, the types of a subject first.
    :ivar subjects: the key of the subject of each triple.
    :ivar predicates: the IRI of the predicate of each triple.
    :ivar objects: the key of the object of each triple; ``None`` for a literal.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        rdf_type = term("rdf:type").value
        rows = []
        for triple in set(triples):
            predicate = triple.predicate.value
            rows.append((str(triple.subject), predicate != rdf_type, predicate, str(triple.object), triple))
        rows.sort(key=lambda row: row[:4])
        self.triples = [row[4] for row in rows]
        keys: dict[str, str] = {}
        self.subjects = [keys.setdefault(row[0], _key(row[0])) for row in rows]
        self.predicates = [keys.setdefault(row[2], row[2]) for row in rows]
        self.objects = [_object_key(row[3], keys) for row in rows]
        self._of_subject: dict[str, range] = {}
        start = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or self.subjects[end] != self.subjects[start]:
                self._of_subject[self.subjects[start]] = range(start, end)
                start = end
        self._of_object: dict[str, list[int]] = defaultdict(list)
        for position, key in enumerate(self.objects):
            if key is not None:
                self._of_object[key].append(position)
        self._names: dict[str, Sequence[int]] = {}
        self._prefixes: list[frozenset[str] | None] = [None] * len(rows)
        self._same_prefixes: dict[frozenset[str], frozenset[str]] = {}

    def of_subject(self, key: str) -> range:
        """Return the positions of the triples with a subject."""
        return self._of_subject.get(key, _NOTHING)

    def of_object(self, key: str) -> Sequence[int]:
        """Return the positions of the triples with an object."""
        return self._of_object.get(key, _NOTHING)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the keys of the nodes that a property of a subject has."""
        objects, predicates = self.objects, self.predicates
        return [
            key
            for position in self.of_subject(subject)
            if predicates[position] == predicate and (key := objects[position]) is not None
        ]

    def names(self, iri: str) -> Sequence[int]:
        """Return the positions of the triples that name a thing in a description of something else."""
        found = self._names.get(iri)
        if found is None:
            naming = [
                position
                for position in self.of_subject(iri)
                if self.predicates[position] in _NAMING and isinstance(self.triples[position].object, Literal)
            ]
            found = best_named(naming, lambda position: self.predicates[position])
            self._names[iri] = found
        return found

    def prefixes(self, positions: Iterable[int]) -> frozenset[str]:
        """Return the prefixes that some triples use; each triple is looked at once."""
        sets: set[frozenset[str]] = set()
        for at in positions:
            found = self._prefixes[at]
            if found is None:
                found = frozenset(used_prefixes([self.triples[at]]))
                # Few sets differ, so most triples share one.
                found = self._prefixes[at] = self._same_prefixes.setdefault(found, found)
            sets.add(found)
        return frozenset().union(*sets)

    def naming_triples(self) -> list[Triple]:
        """Return the triples that name a thing."""
        return [
            triple
            for triple, predicate in zip(self.triples, self.predicates, strict=True)
            if predicate in _NAMING and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal)
        ]

    def iris(self) -> set[str]:
        """Return the IRIs that occur as subject, predicate or object."""
        nodes = {*self._of_subject, *self._of_object, *self.predicates}
        return {key for key in nodes if not is_blank(key)}

    def __len__(self) -> int:
        return len(self.triples)


def copied(source: GraphSource, triples: int) -> TripleIndex | None:
    """Return a copy of a graph of at most :data:`MAX_COPIED` triples; ``None`` if the source does not give them all.

    A document then waits for no other process.

    :param triples: how many it has.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    if triples > MAX_COPIED:
        return None
    index = TripleIndex(source.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
    return index if len(index) == triples else None


def is_blank(key: str) -> bool:
    """Return whether a key is that of a blank node: no scheme of an IRI begins with an underscore."""
    return key.startswith("_:")


def _key(text: str) -> str:
    return text[1:-1] if text.startswith("<") and not text.startswith("<<") else text


def _object_key(text: str, keys: dict[str, str]) -> str | None:
    return None if text.startswith('"') else keys.setdefault(text, _key(text))
