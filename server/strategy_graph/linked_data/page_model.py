"""What a page of a thing consists of."""

from __future__ import annotations

from dataclasses import dataclass, field

from strategy_graph.linked_data.grounds import Ground, Value
from strategy_graph.linked_data.names import Name


@dataclass(frozen=True)
class Row:
    """A value with the claims that ground the link to it.

    :ivar through: the part of the thing that the link is of; ``None`` for a link of the thing itself.
    """

    value: Value
    grounds: tuple[Ground, ...] = ()
    through: Value | None = None


@dataclass(frozen=True)
class Group:
    """The values of one property.

    :ivar further: whether few readers look for it, so that it may be folded.
    """

    title: Name
    predicate: Value
    rows: list[Row]
    further: bool = False

    @property
    def grounded(self) -> bool:
        """Whether any of the links has grounds of its own."""
        return any(row.grounds for row in self.rows)


@dataclass(frozen=True)
class Section:
    """One IRI of the document: ``anchor`` is its fragment, empty for the main one.

    :ivar repeated: links in the words of other vocabularies that say again what ``links`` say.
    :ivar evidence: the passages of the thing itself.
    :ivar replacements: what stands in place of a deprecated term.
    """

    iri: str
    anchor: str
    names: list[Name]
    types: list[Value]
    texts: list[Name]
    facts: list[Group]
    links: list[Group]
    repeated: list[Group] = field(default_factory=list)
    evidence: list[Group] = field(default_factory=list)
    replacements: list[Value] = field(default_factory=list)
    deprecated: bool = False

    @property
    def all_links(self) -> list[Group]:
        """The links of every part of the section."""
        return [*self.links, *self.repeated, *self.evidence]


@dataclass(frozen=True)
class Page:
    """A description as people read it.

    :ivar parts: the other IRIs of the document, without those that are only part of a property's value.
    :ivar incoming: what links to the main one, by property.
    :ivar incoming_repeated: those in the words of other vocabularies that say again what is on the page.
    :ivar rests_on: of a claim, its grounds and the notes on it; they are not in ``main`` and ``incoming``.
    :ivar disjoint: classes of which nothing is of two, each list linked.
    """

    main: Section
    parts: list[Section]
    incoming: list[Group]
    incoming_repeated: list[Group]
    rests_on: Section | None = None
    disjoint: list[Value] = field(default_factory=list)
