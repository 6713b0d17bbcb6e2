"""Stores one RDFLib graph in memory, indexed for fast lookup."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

Star = tuple[tuple[Node, ...], ...]
"""The predicates of a star pattern (triple patterns with the same subject); several stand for a SPARQL ``a|b``."""

_NONE: tuple[Node, ...] = ()


class GraphMemory(SimpleMemory):
    """A store of exactly one graph.

    It takes less memory and time than RDFLib's own store, which looks up the graphs of each triple that it reads.
    """

    # pySHACL wraps any graph in a Dataset, which requires a store with these attributes.
    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        # The innermost dictionaries serve as ordered sets, so that iteration is deterministic.
        self._spo: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._pos: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._count = 0
        self._stars: dict[Star, dict[tuple[Node, ...], list[Node]] | None] = {}
        # pySHACL asks the dataset which graph a blank node is in.
        self._where = (Graph(self, DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"),)

    def add(self, triple: Any, context: Any = None, quoted: bool = False) -> None:
        subject, predicate, value = triple
        values = self._spo.setdefault(subject, {}).setdefault(predicate, {})
        if value not in values:
            values[value] = None
            self._pos.setdefault(predicate, {}).setdefault(value, {})[subject] = None
            self._count += 1
            self._stars.clear()

    def remove(self, triple: Any, context: Any = None) -> None:
        for (subject, predicate, value), _ in list(self.triples(triple)):
            _discard(self._spo, subject, predicate, value)
            _discard(self._pos, predicate, value, subject)
            self._count -= 1
        self._stars.clear()

    def __len__(self, context: Any = None) -> int:
        return self._count

    def triples(self, triple: Any, context: Any = None) -> Iterator[tuple[Any, Any]]:
        # Each level of the index is copied before iteration, so that callers may add and remove triples.
        subject, predicate, value = triple
        where = self._where
        if subject is not None:
            by_predicate = self._spo.get(subject, {})
            for name in [*by_predicate] if predicate is None else (predicate,):
                values = by_predicate.get(name, {})
                for found in [*values] if value is None else ((value,) if value in values else ()):
                    yield (subject, name, found), where
        else:
            for name in [*self._pos] if predicate is None else (predicate,):
                by_value = self._pos.get(name, {})
                for found in [*by_value] if value is None else (value,):
                    for holder in [*by_value.get(found, ())]:
                        yield (holder, name, found), where

    def objects(self, subject: Node, predicate: Node) -> tuple[Node, ...]:
        """Return the objects of the triples with this subject and predicate."""
        by_predicate = self._spo.get(subject)
        return tuple(by_predicate.get(predicate, ())) if by_predicate else _NONE

    def subjects(self, predicate: Node, value: Node) -> tuple[Node, ...]:
        """Return the subjects of the triples with this predicate and object."""
        by_value = self._pos.get(predicate)
        return tuple(by_value.get(value, ())) if by_value else _NONE

    def count_objects(self, subject: Node, predicate: Node) -> int:
        return len(self._spo.get(subject, {}).get(predicate, ()))

    def count_subjects(self, predicate: Node, value: Node) -> int:
        return len(self._pos.get(predicate, {}).get(value, ()))

    def count_pairs(self, predicate: Node) -> int:
        """Estimate the number of triples with this predicate by the number of distinct objects."""
        return len(self._pos.get(predicate, ()))

    def subjects_of_star(self, star: Star, values: tuple[Node, ...]) -> list[Node] | None:
        """Return the subjects that match a star pattern with these objects, one for each predicate of the star.

        A subject is repeated for each solution: twice if it has a value for both sides of an ``a|b``. The result is
        ``None`` if the index of the star would be too large.
        """
        if star not in self._stars:
            self._stars[star] = self._list_star(star)
        by_values = self._stars[star]
        return None if by_values is None else by_values.get(values, [])

    def _list_star(self, star: Star) -> dict[tuple[Node, ...], list[Node]] | None:
        subjects = {
            subject: None for name in star[0] for holders in self._pos.get(name, {}).values() for subject in holders
        }
        room = 4 * self._count
        by_values: dict[tuple[Node, ...], list[Node]] = {}
        for subject in subjects:
            had = self._spo[subject]
            choices = [[value for name in names for value in had.get(name, ())] for names in star]
            room -= prod(len(choice) for choice in choices)
            if room < 0:
                return None
            for values in product(*choices):
                by_values.setdefault(values, []).append(subject)
        return by_values


def _discard(index: dict[Node, dict[Node, dict[Node, None]]], first: Node, second: Node, third: Node) -> None:
    """Delete an entry of an index with its empty dictionaries, which would count as subjects or predicates."""
    del index[first][second][third]
    if not index[first][second]:
        del index[first][second]
        if not index[first]:
            del index[first]
