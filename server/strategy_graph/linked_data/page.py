"""Puts a description in the order in which people read it: names, texts, links in groups, each with its grounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.linked_data.captions import Captions
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.grounds import Ground, Grounds, Value
from strategy_graph.linked_data.names import Name, readable_step
from strategy_graph.linked_data.terms import DESCRIBING, NAMING, Subject, term
from strategy_graph.linked_data.terms import Value as Term
from strategy_graph.linked_data.vocabulary import Vocabulary
from strategy_graph.namespaces import PREFIXES

_TYPE: Final = PREFIXES["rdf"] + "type"
_NAMING: Final = frozenset(term(name).value for name in NAMING)
_DESCRIBING: Final = frozenset(term(name).value for name in DESCRIBING)
_NUMBERS: Final = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_NESTING: Final = 3


@dataclass(frozen=True)
class Row:
    """A value with the claims that ground the link to it."""

    value: Value
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Group:
    """The values of one property."""

    title: Name
    predicate: Value
    rows: list[Row]

    @property
    def grounded(self) -> bool:
        """Whether any of the links has grounds of its own."""
        return any(row.grounds for row in self.rows)


@dataclass(frozen=True)
class Section:
    """One IRI of the document: ``anchor`` is its fragment, empty for the main one."""

    iri: str
    anchor: str
    names: list[Name]
    types: list[Value]
    texts: list[Name]
    facts: list[Group]
    links: list[Group]


@dataclass(frozen=True)
class Page:
    """A description as people read it.

    :ivar parts: the other IRIs of the document.
    :ivar incoming: what links to the main one, by property.
    """

    main: Section
    parts: list[Section]
    incoming: list[Group]


class PageBuilder:
    """Builds pages.

    :param href: returns the address of an IRI, or ``None`` if it has none.
    :param things: how things are shown that pages before this one have shown, by IRI.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        captions: Captions,
        href: Callable[[str], str | None],
        things: dict[str, Value] | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._captions = captions
        self._href = href
        self._things: dict[str, Value] = {} if things is None else things

    def build(self, description: Description) -> Page:
        """Return the page of a description."""
        grounds = Grounds(description.grounds, self.value)
        by_subject: dict[Subject, list[Triple]] = defaultdict(list)
        for triple in description.own:
            by_subject[triple.subject].append(triple)
        sections = [
            self._section(iri, by_subject, grounds) for iri in dict.fromkeys([description.main, *description.members])
        ]
        main = sections[0]
        return Page(main, sections[1:], self._incoming(description, grounds, main))

    def value(self, node: Term) -> Value:
        """Return a term as it is shown."""
        if isinstance(node, NamedNode):
            return self._thing(node.value)
        if isinstance(node, Literal):
            return Value(node.value, node.language, number=node.datatype.value in _NUMBERS)
        return Value(str(node))

    def _thing(self, iri: str) -> Value:
        shown = self._things.get(iri)
        if shown is None:
            caption = self._captions.of(iri)
            shown = self._things[iri] = Value(caption.text, caption.language, iri, self._href(iri))
        return shown

    def _section(self, iri: str, by_subject: dict[Subject, list[Triple]], grounds: Grounds) -> Section:
        values: dict[str, list[Term]] = defaultdict(list)
        for triple in by_subject.get(NamedNode(iri), ()):
            values[triple.predicate.value].append(triple.object)
        types = [self.value(kind) for kind in values.pop(_TYPE, [])]
        texts = [
            Name(text.value, text.language)
            for name in _DESCRIBING & values.keys()
            for text in values.pop(name)
            if isinstance(text, Literal)
        ]
        named = self._captions.names.all_of(iri)
        if named:
            for name in _NAMING & values.keys():
                if all(isinstance(text, Literal) and Name(text.value, text.language) in named for text in values[name]):
                    del values[name]
        facts: list[Group] = []
        links: list[Group] = []
        for predicate, objects in values.items():
            rows = [
                Row(self._shown(value, by_subject), grounds.of(iri, predicate, value)) for value in _sorted(objects)
            ]
            group = Group(self._title(predicate), self.value(NamedNode(predicate)), self._by_caption(rows))
            (facts if all(isinstance(value, Literal) for value in objects) else links).append(group)
        anchor = iri.partition("#")[2]
        names = named or [self._captions.of(iri)]
        return Section(iri, anchor, names, types, sorted(texts), _by_title(facts), _by_title(links))

    def _shown(
        self,
        node: Term,
        by_subject: dict[Subject, list[Triple]],
        depth: int = 0,
    ) -> Value:
        """Return a term as it is shown; a blank node by what is said of it."""
        if not isinstance(node, BlankNode):
            return self.value(node)
        said = []
        for triple in sorted(by_subject.get(node, ()), key=str) if depth < _NESTING else ():
            shown = self._shown(triple.object, by_subject, depth + 1)
            said.append(f"{self._title(triple.predicate.value).text}: {shown.text}")
        return Value("; ".join(said) or "something without a name")

    def _incoming(self, description: Description, grounds: Grounds, main: Section) -> list[Group]:
        shown = {(group.predicate.iri, row.value.iri) for group in main.links for row in group.rows}
        used = {
            ground.claim.iri for group in main.links for row in group.rows for ground in row.grounds if ground.claim
        }
        target = NamedNode(description.main)
        plain = [link for link in description.inverse if not grounds.is_claim(link.subject)]
        for link in plain:
            used |= {ground.claim.iri for ground in grounds.of_link(link) if ground.claim}
        groups: dict[str, list[Row]] = defaultdict(list)
        for link in description.inverse:
            subject, predicate = link.subject, link.predicate.value
            inverse = self._vocabulary.inverses.get(predicate)
            if isinstance(subject, NamedNode) and (subject.value in used or (inverse, subject.value) in shown):
                continue
            found = grounds.of_claim(subject) if grounds.is_claim(subject) else grounds.of(subject, predicate, target)
            groups[predicate].append(Row(self.value(subject), found))
        return _by_title(
            Group(self._inverse_title(predicate), self.value(NamedNode(predicate)), self._by_caption(rows))
            for predicate, rows in groups.items()
        )

    def _title(self, predicate: str) -> Name:
        return self._captions.names.of(predicate) or Name(readable_step(predicate))

    def _inverse_title(self, predicate: str) -> Name:
        inverse = self._vocabulary.inverses.get(predicate)
        if inverse and (name := self._captions.names.of(inverse)):
            return name
        title = self._title(predicate)
        return Name(f"by “{title.text}”", title.language)

    @staticmethod
    def _by_caption(rows: Iterable[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: (row.value.text.casefold(), row.value.language or "", row.value.iri or ""))


def _sorted(
    values: Iterable[Term],
) -> list[Term]:
    return sorted(values, key=str)


def _by_title(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (group.title.text.casefold(), group.predicate.iri or ""))
