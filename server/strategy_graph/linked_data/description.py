"""The description of a thing: what is said of it, what links to it, the claims about it with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from strategy_graph.linked_data.blank_nodes import with_stable_labels
from strategy_graph.linked_data.claims import PAGE
from strategy_graph.linked_data.serialisation import used_prefixes
from strategy_graph.linked_data.terms import term

MAX_INVERSE: Final = 10_000
"""Inverse links that are read to be put in order; of a thing with more, only these are paged through."""

MAX_MEMBERS: Final = 2_000
"""IRIs with fragments that are described in one document."""


@dataclass(frozen=True)
class Description:
    """The description of a document's things.

    :ivar main: the IRI that the document is about.
    :ivar members: the IRIs described in it: that and those with fragments.
    :ivar own: the triples with the members as subjects, and their blank nodes.
    :ivar inverse: the triples of this page with the main IRI as object.
    :ivar grounds: claims about it and evidence, described.
    :ivar names: the naming triples of neighbours.
    :ivar total: the number of inverse links on all pages.
    :ivar page: the number of this page, from 1.
    :ivar ordered: all of these triples in their order, where they are known and hold no blank node.
    :ivar prefixes_of_ordered: returns the prefixes that those use.
    """

    main: str
    members: tuple[str, ...]
    own: tuple[Triple, ...]
    inverse: tuple[Triple, ...] = ()
    grounds: tuple[Triple, ...] = ()
    names: tuple[Triple, ...] = ()
    total: int = 0
    page: int = 1
    ordered: tuple[Triple, ...] = ()
    prefixes_of_ordered: Callable[[], Set[str]] | None = None

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // PAGE))

    @property
    def found(self) -> bool:
        """Whether anything is said of the thing, or links to it."""
        return bool(self.own or self.inverse)

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """All triples, each once, with stable labels of blank nodes, in their order."""
        if self.ordered:
            return self.ordered
        everything = with_stable_labels({*self.own, *self.inverse, *self.grounds, *self.names})
        return tuple(sorted(everything, key=lambda triple: _order(triple, self.main)))

    @cached_property
    def prefixes(self) -> Set[str]:
        """The prefixes that the triples use."""
        known = self.prefixes_of_ordered if self.ordered else None
        return used_prefixes(self.triples) if known is None else known()

    @cached_property
    def types(self) -> list[str]:
        """The classes of the main thing."""
        main, kind = NamedNode(self.main), term("rdf:type")
        return sorted(
            triple.object.value
            for triple in self.own
            if triple.subject == main and triple.predicate == kind and isinstance(triple.object, NamedNode)
        )

    def neighbours(self) -> set[str]:
        """Return the IRIs that occur as subject or object and are not described."""
        triples = (*self.own, *self.inverse, *self.grounds)
        ends = {
            end.value for triple in triples for end in (triple.subject, triple.object) if isinstance(end, NamedNode)
        }
        described = {
            triple.subject.value for triple in (*self.own, *self.grounds) if isinstance(triple.subject, NamedNode)
        }
        return ends - described


def _order(triple: Triple, main: str) -> tuple[int, str, int, str, str]:
    subject = str(triple.subject)
    first = 0 if subject == f"<{main}>" else 2 if isinstance(triple.subject, BlankNode) else 1
    predicate = triple.predicate.value
    return first, subject, int(triple.predicate != term("rdf:type")), predicate, str(triple.object)
