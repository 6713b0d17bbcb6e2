"""The names of things, in every language that they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.linked_data.graph_source import GraphSource, is_iri, values
from strategy_graph.linked_data.terms import NAMING, term
from strategy_graph.prefixed_names import shorten
from strategy_graph.text import last_segment

MAX_NAMES: Final = 200_000
"""Names that are kept in memory; of a graph with more, each description asks for those that it needs."""

_ORDER: Final = {term(name).value: rank for rank, name in enumerate(NAMING)}
_PROPERTIES: Final = " ".join(NAMING)


Named = TypeVar("Named")


class Name(NamedTuple):
    """A text of the graph in its language; ``language`` is ``None`` where it is not told."""

    text: str
    language: str | None = None


class Names:
    """The naming triples of things.

    :param language: tag of the language that a single name is preferred in.
    """

    def __init__(self, triples: Iterable[Triple], language: str = "en") -> None:
        self._language = language
        self._triples: dict[str, list[Triple]] = defaultdict(list)
        self._names: dict[str, list[Name]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
                self._triples[triple.subject.value].append(triple)

    def triples_of(self, iri: str) -> list[Triple]:
        """Return the triples that name a thing by its best naming property; in a description of something else."""
        return best_named(self._triples.get(iri, []), lambda triple: triple.predicate.value)

    def all_of(self, iri: str) -> list[Name]:
        """Return the names of a thing by its best naming property, that of the preferred language first."""
        if iri not in self._triples:
            return []
        if iri not in self._names:
            names = {_name(triple.object) for triple in self.triples_of(iri) if isinstance(triple.object, Literal)}
            order = sorted(names, key=lambda name: (name.language != self._language, name.language or "", name.text))
            self._names[iri] = order
        return list(self._names[iri])

    def of(self, iri: str) -> Name | None:
        """Return the name of a thing, in the preferred language if there is one in it."""
        return next(iter(self.all_of(iri)), None)

    def or_short(self, iri: str) -> Name:
        """Return the name of a thing; without one, its prefixed name or IRI."""
        return self.of(iri) or Name(shorten(iri).strip("<>"))

    def joined(self, other: Iterable[Triple]) -> Names:
        """Return these names with others."""
        return Names([*(triple for some in self._triples.values() for triple in some), *other], self._language)


def read_names(source: GraphSource) -> list[Triple] | None:
    """Return the naming triples of a default graph; ``None`` if they are too many.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    triples = source.construct(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {_PROPERTIES} }} ?s ?p ?o "
        f"FILTER (isIRI(?s) && isLiteral(?o)) }} LIMIT {MAX_NAMES + 1}"
    )
    return None if len(triples) > MAX_NAMES else triples


def ask_for_names(source: GraphSource, iris: Iterable[str]) -> list[Triple]:
    """Return the naming triples of some things.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    return source.construct(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values(iri for iri in iris if is_iri(iri))} }} ?s ?p ?o "
        f"FILTER (isLiteral(?o) && ?p IN ({', '.join(NAMING)})) }}"
    )


def readable_step(iri: str) -> str:
    """Return an IRI's last segment in words: ``figure-purpose`` and ``#figurePurpose`` become ``figure purpose``."""
    step = last_segment(iri.rstrip("/#")).rpartition("#")[2].replace("-", " ")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", step).lower()


def best_named(found: list[Named], property_of: Callable[[Named], str]) -> list[Named]:
    """Return those that name a thing by the best of the properties that name it.

    :param property_of: returns the IRI of the naming property.
    """
    if len(found) < 2:
        return found
    ranks = [_ORDER.get(property_of(each), len(_ORDER)) for each in found]
    best = min(ranks)
    return [each for each, rank in zip(found, ranks, strict=True) if rank == best]


def _name(literal: Literal) -> Name:
    return Name(literal.value, literal.language)
