"""What is read once of a release, for all its documents: the index, the names, the vocabulary, the captions."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from strategy_graph.engine import QueryOutOfMemory, QueryTimeout, ResultTooLarge
from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.captions import Captions, read_captions
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.indexed_description import describe_from, describe_terms_from
from strategy_graph.linked_data.names import Names, ask_for_names, read_names
from strategy_graph.linked_data.queried_description import describe, describe_terms
from strategy_graph.linked_data.resource_index import MAX_TRIPLES, ResourceIndex, ask_for, read_index
from strategy_graph.linked_data.triple_index import TripleIndex, copied
from strategy_graph.linked_data.vocabulary import Vocabulary, read_vocabulary

KEPT: Final = 64
"""Descriptions that are kept, so that the forms of a document share one."""


@dataclass(frozen=True)
class Described:
    """A description, with the names of all that occurs in it."""

    description: Description
    captions: Captions
    is_vocabulary: bool


class ReleaseCatalogue:
    """Finds and describes the things of one release.

    A default graph of more than :data:`MAX_TRIPLES` triples is not read as a whole: each thing is asked for.

    :param copy: whether nothing changes the graph while it is served, so that a small one may be copied.
    """

    def __init__(
        self, source: GraphSource, addresses: Addresses, triples: int, language: str, copy: bool = False
    ) -> None:
        self.addresses = addresses
        self._source = source
        self._copy: TripleIndex | None = None
        self.index: ResourceIndex | None = None
        self.vocabulary = Vocabulary()
        self.captions = Captions(Names((), language))
        self._all_named = False
        if triples <= MAX_TRIPLES:
            # Past the operator's limits, each thing is asked for as in a larger graph.
            with contextlib.suppress(QueryTimeout, QueryOutOfMemory, ResultTooLarge):
                self._read(language, copied(source, triples) if copy else None)
        self.describe = lru_cache(maxsize=KEPT)(self._describe)

    def _read(self, language: str, copy: TripleIndex | None) -> None:
        source = self._source
        if copy is None:
            index, names = read_index(source, self.addresses), read_names(source)
        else:
            index, names = ResourceIndex(self.addresses, copy.iris()), copy.naming_triples()
        vocabulary = read_vocabulary(source)
        if index is not None and names is not None:
            self.captions = read_captions(source, Names(names, language))
            self.index, self.vocabulary, self._all_named, self._copy = index, vocabulary, True, copy

    @property
    def is_in_memory(self) -> bool:
        """Whether things are found and described without waiting for anything."""
        return self._copy is not None

    def links_of(self, members: tuple[str, ...]) -> int:
        """Return how many triples have the things of a document as subject, or its own IRI as object; 0 if unknown."""
        if self._copy is None:
            return 0
        copy, main = self._copy, members[0].partition("#")[0]
        return len(copy.of_object(main)) + sum(len(copy.of_subject(iri)) for iri in members)

    def find(self, key: str, raw: str = "") -> tuple[str, ...]:
        """Return the IRIs of the document at a path; none if there is no such document.

        :param raw: see :meth:`ResourceIndex.find`.
        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        if self.index is not None:
            return tuple(self.index.find(key, raw))
        return tuple(ask_for(self._source, self.addresses.candidates(key))[:1])

    def _describe(self, members: tuple[str, ...], page: int = 1) -> Described:
        """Return the description of a document's things; of a version of an ontology, that of the ontology.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        main, captions = members[0].partition("#")[0], self.captions
        ontology = self.vocabulary.versions.get(main, main)
        local = self.addresses.local_part(ontology) if ontology in self.vocabulary.versions.values() else None
        if local is not None:
            known = self.index.find(local) if self.index is not None else [ontology]
            if self._copy is not None:
                return Described(describe_terms_from(self._copy, ontology, known, self.addresses.roots), captions, True)
            found = describe_terms(self._source, ontology, known, self.addresses.roots)
        elif self._copy is not None:
            return Described(describe_from(self._copy, members, page), captions, False)
        else:
            found = describe(self._source, members, page)
        return self._named(found, is_vocabulary=local is not None)

    def _named(self, found: Description, *, is_vocabulary: bool) -> Described:
        neighbours = found.neighbours()
        captions = self.captions
        if not self._all_named:
            used = {triple.predicate.value for triple in (*found.own, *found.inverse)}
            captions = captions.with_names(
                captions.names.joined(ask_for_names(self._source, neighbours | used | set(found.members)))
            )
        names = tuple(triple for iri in sorted(neighbours) for triple in captions.names.triples_of(iri))
        return Described(replace(found, names=names), captions, is_vocabulary)
