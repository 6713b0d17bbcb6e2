"""Puts a description in the order in which people read it: names, texts, links in groups, each with its grounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.linked_data.captions import Captions
from strategy_graph.linked_data.class_expressions import ClassExpressions
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.grounds import Ground, Grounds, Value
from strategy_graph.linked_data.names import Name, readable_step
from strategy_graph.linked_data.page_model import Group, Page, Row, Section
from strategy_graph.linked_data.property_order import (
    AGENCIES,
    CONCERNS,
    grounds_of_claim,
    in_order,
    is_evidence,
    is_further,
    repeated,
)
from strategy_graph.linked_data.property_words import inverse_of, title_of_inverse, title_of_property
from strategy_graph.linked_data.terms import DESCRIBING, NAMING, Subject, term
from strategy_graph.linked_data.terms import Value as Term
from strategy_graph.linked_data.vocabulary import Vocabulary
from strategy_graph.namespaces import PREFIXES
from strategy_graph.text import listed

_TYPE: Final = PREFIXES["rdf"] + "type"
_NAMING: Final = frozenset(term(name).value for name in NAMING)
_DESCRIBING: Final = frozenset(term(name).value for name in DESCRIBING)
_NUMBERS: Final = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_DISPLAY_NAME: Final = term("dsg:displayName").value
_DEPRECATED: Final = term("owl:deprecated").value
_TRUE: Final = ("true", "1")
_REPLACED: Final = term("dcterms:isReplacedBy").value
_CLAIM: Final = term("dsg:Claim").value
_NESTING: Final = 3


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
        self._expressions = ClassExpressions(())

    def build(self, description: Description, through_parts: Iterable[tuple[str, Row]] = ()) -> Page:
        """Return the page of a description.

        :param through_parts: links of the thing's parts that stand with those of the thing, by property.
        """
        grounds = Grounds(description.grounds, self.value)
        by_subject: dict[Subject, list[Triple]] = defaultdict(list)
        for triple in description.own:
            by_subject[triple.subject].append(triple)
        self._expressions = ClassExpressions(description.own)
        members = (iri for iri in description.members if not self._expressions.is_anonymous(iri))
        sections = [self._section(iri, by_subject, grounds) for iri in dict.fromkeys([description.main, *members])]
        main = sections[0] = self._with_rows(sections[0], through_parts)
        disjoint = [self._combined(classes, "and") for classes in self._expressions.disjoint()]
        incoming = self._incoming(description, grounds, main)
        again = repeated(incoming, main.all_links)
        incoming = [group for group in incoming if group not in again]
        rests_on = None
        if any(kind.iri == _CLAIM for kind in main.types):
            main, incoming, rests_on = _with_grounds_apart(main, incoming)
        return Page(main, sections[1:], incoming, again, rests_on, disjoint)

    def agencies_of(self, part: Description) -> list[tuple[str, Row]]:
        """Return the links of a part of a thing to agencies, each with its property."""
        grounds = Grounds(part.grounds, self.value)
        main, shown = NamedNode(part.main), self.value(NamedNode(part.main))
        return [
            (
                triple.predicate.value,
                Row(self.value(triple.object), grounds.of(part.main, triple.predicate.value, triple.object), shown),
            )
            for triple in part.own
            if triple.subject == main and triple.predicate.value in AGENCIES
        ]

    def _with_rows(self, section: Section, rows: Iterable[tuple[str, Row]]) -> Section:
        """Return a section with rows added to the groups of their properties, after those of the thing itself."""
        added: dict[str, list[Row]] = defaultdict(list)
        for predicate, row in rows:
            added[predicate].append(row)
        if not added:
            return section
        groups = [
            replace(group, rows=[*group.rows, *self._by_caption(added.pop(group.predicate.iri or "", []))])
            for group in section.links
        ]
        groups += [self._group(predicate, self._by_caption(rows)) for predicate, rows in added.items()]
        return replace(section, links=in_order(groups))

    def _group(self, predicate: str, rows: list[Row]) -> Group:
        title = title_of_property(predicate, self._captions.names)
        return Group(title, self.value(NamedNode(predicate)), rows, is_further(predicate))

    def _order_of_class(self, kind: Term) -> tuple[bool, str]:
        """Classes that the graph has a name for come before those of other vocabularies."""
        return not isinstance(kind, NamedNode) or self._captions.names.of(kind.value) is None, str(kind)

    def value(self, node: Term) -> Value:
        """Return a term as it is shown."""
        if isinstance(node, NamedNode):
            return self._thing(node.value)
        if isinstance(node, Literal):
            return Value(node.value, node.language, number=node.datatype.value in _NUMBERS)
        return Value(str(node))

    def _in_full(self, node: Term) -> Value:
        """Return a thing as it is shown, with its whole text in place of the start of it."""
        shown = self.value(node)
        whole = self._captions.text_of(node.value) if isinstance(node, NamedNode) else None
        return shown if whole is None else replace(shown, text=whole.text)

    def _class(self, kind: Term) -> Value:
        """Return a class as it is shown: one without a name by the last segment of its IRI in words."""
        if isinstance(kind, NamedNode) and self._captions.known(kind.value) is None:
            return Value(readable_step(kind.value), "en", kind.value, self._href(kind.value))
        return self.value(kind)

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
        types = [self._class(kind) for kind in sorted(values.pop(_TYPE, []), key=self._order_of_class)]
        texts = [
            Name(text.value, text.language)
            for name in _DESCRIBING & values.keys()
            for text in values.pop(name)
            if isinstance(text, Literal)
        ]
        deprecated = any(isinstance(value, Literal) and value.value in _TRUE for value in values.pop(_DEPRECATED, []))
        replacements = [self.value(value) for value in _sorted(values.pop(_REPLACED, []) if deprecated else [])]
        named = self._captions.names.all_of(iri)
        if named:
            values.pop(_DISPLAY_NAME, None)
            for name in _NAMING & values.keys():
                if all(isinstance(text, Literal) and Name(text.value, text.language) in named for text in values[name]):
                    del values[name]
        facts: list[Group] = []
        links: list[Group] = []
        for predicate, objects in values.items():
            rows = [
                Row(self._shown(value, by_subject, predicate), self._grounds(grounds, iri, predicate, value))
                for value in _sorted(objects)
            ]
            group = self._group(predicate, self._by_caption(rows))
            (facts if all(isinstance(value, Literal) for value in objects) else links).append(group)
        again = repeated(links)
        return Section(
            iri,
            anchor=iri.partition("#")[2],
            names=named or [self._captions.of(iri)],
            types=types,
            texts=sorted(texts),
            facts=in_order(facts),
            links=in_order(group for group in links if group not in again and not is_evidence(group)),
            repeated=in_order(again),
            evidence=[group for group in links if is_evidence(group)],
            replacements=replacements,
            deprecated=deprecated,
        )

    def _grounds(self, grounds: Grounds, iri: str, predicate: str, value: Term) -> tuple[Ground, ...]:
        """Return the grounds of a link; a claim may say it from its other end."""
        found = grounds.of(iri, predicate, value)
        inverse = inverse_of(predicate, self._vocabulary)
        if found or inverse is None or not isinstance(value, NamedNode):
            return found
        return grounds.of(value, inverse, NamedNode(iri))

    def _shown(self, node: Term, by_subject: dict[Subject, list[Triple]], predicate: str = "", depth: int = 0) -> Value:
        """Return a term as it is shown; a node without a name by what it is made of, or by what is said of it."""
        if depth < _NESTING and (made_of := self._expressions.members_of(node, predicate)) is not None:
            members, joiner = made_of
            return self._combined(members, joiner, by_subject, depth)
        if not isinstance(node, BlankNode):
            return self.value(node)
        said = []
        for triple in sorted(by_subject.get(node, ()), key=str) if depth < _NESTING else ():
            shown = self._shown(triple.object, by_subject, triple.predicate.value, depth + 1)
            said.append(f"{title_of_property(triple.predicate.value, self._captions.names).text}: {shown.text}")
        return Value("; ".join(said) or "something without a name")

    def _combined(
        self, members: list[Term], joiner: str, by_subject: dict[Subject, list[Triple]] | None = None, depth: int = 0
    ) -> Value:
        parts = tuple(self._shown(member, by_subject or {}, "", depth + 1) for member in members)
        text = listed([part.text for part in parts], joiner) if parts else "nothing"
        return Value(text, parts=parts, joiner=joiner)

    def _incoming(self, description: Description, grounds: Grounds, main: Section) -> list[Group]:
        shown = {(group.predicate.iri, row.value.iri) for group in main.all_links for row in group.rows}
        used = {
            ground.claim.iri for group in main.all_links for row in group.rows for ground in row.grounds if ground.claim
        }
        target = NamedNode(description.main)
        plain = [link for link in description.inverse if not grounds.is_claim(link.subject)]
        for link in plain:
            used |= {ground.claim.iri for ground in grounds.of_link(link) if ground.claim}
        groups: dict[str, list[Row]] = defaultdict(list)
        for link in description.inverse:
            subject, predicate = link.subject, link.predicate.value
            inverse = inverse_of(predicate, self._vocabulary)
            if isinstance(subject, NamedNode) and (subject.value in used or (inverse, subject.value) in shown):
                continue
            found = grounds.of_claim(subject) if grounds.is_claim(subject) else grounds.of(subject, predicate, target)
            shown_as = self._in_full if predicate == CONCERNS else self.value
            groups[predicate].append(Row(shown_as(subject), found))
        names, vocabulary = self._captions.names, self._vocabulary
        return in_order(
            Group(
                title_of_inverse(predicate, names, vocabulary),
                self.value(NamedNode(predicate)),
                self._by_caption(rows),
                is_further(predicate),
            )
            for predicate, rows in groups.items()
        )

    @staticmethod
    def _by_caption(rows: Iterable[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: (row.value.text.casefold(), row.value.language or "", row.value.iri or ""))


def _with_grounds_apart(main: Section, incoming: list[Group]) -> tuple[Section, list[Group], Section]:
    """Return a claim and what links to it without its grounds and the notes on it, and those."""
    facts, links, notes = (grounds_of_claim(groups) for groups in (main.facts, [*main.links, *main.evidence], incoming))
    rest = replace(
        main,
        facts=[group for group in main.facts if group not in facts],
        links=[group for group in main.links if group not in links],
        evidence=[],
    )
    grounds = Section(main.iri, main.anchor, main.names, [], [], facts, [*links, *notes])
    return rest, [group for group in incoming if group not in notes], grounds


def _sorted(values: Iterable[Term]) -> list[Term]:
    return sorted(values, key=str)
