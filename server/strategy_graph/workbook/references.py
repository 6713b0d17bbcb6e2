"""Finds the thing that a cell refers to by id, by kind and id, by IRI or by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from strategy_graph.workbook.columns import Column
from strategy_graph.workbook.names import comparable
from strategy_graph.workbook.sheets import BY_CLASS, SHEETS
from strategy_graph.workbook.terms import CLASS_IRIS, term
from strategy_graph.workbook.values import BadValue

_TYPE = term("rdf:type")
_NAMES = frozenset(term(name) for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel", "dcterms:title"))
_IDENTIFIER = term("dcterms:identifier")
_PART_OF = term("dcterms:isPartOf")
_IN_SCHEME = term("skos:inScheme")
_SCHEME = term("skos:ConceptScheme")

MOST_SUGGESTIONS: Final = 50


class Index:
    """The things that can be referred to, and the entries of the controlled lists.

    :param base: the base IRI of the content: things are at ``BASE`` + ``KIND/ID``.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._by_slug: dict[str, dict[str, str]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._iris: dict[str, str] = {}
        self._entries: dict[str, dict[str, str]] = defaultdict(dict)
        self._entry_names: dict[str, dict[str, str]] = defaultdict(dict)
        self._suggested = 0
        self.schemes: dict[str, str] = {}
        self.source_of: dict[str, NamedNode] = {}
        """The source that each section is part of."""

    def iri(self, kind: str, slug: str) -> str:
        """Return the IRI of a thing by its id, which may be an IRI itself."""
        return slug if "://" in slug else f"{self.base}{kind}/{slug}"

    def slug(self, kind: str, iri: str) -> str:
        """Return the id of a thing, the inverse of :meth:`iri`."""
        return iri.removeprefix(f"{self.base}{kind}/")

    def add(self, kind: str, iri: str, names: Iterable[str] = ()) -> None:
        """Note a thing by its id and its names."""
        self._by_slug[kind][self.slug(kind, iri)] = iri
        self._iris[iri] = kind
        for name in names:
            self._by_name[kind][comparable(name)].add(iri)

    def add_graph(self, quads: Iterable[Quad]) -> None:
        """Note the things that triples describe, and the entries of the controlled lists in them."""
        kinds: dict[object, str] = {}
        names: dict[object, list[str]] = defaultdict(list)
        entries: dict[object, list[str]] = defaultdict(list)
        for quad in quads:
            if quad.predicate == _TYPE and quad.object == _SCHEME and isinstance(quad.subject, NamedNode):
                self.schemes[quad.subject.value.rsplit("/", 1)[-1]] = quad.subject.value
            elif quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
                sheet = BY_CLASS.get(CLASS_IRIS.get(quad.object.value, ""))
                if sheet and sheet.kind:
                    kinds[quad.subject] = sheet.kind
            elif isinstance(quad.object, Literal) and (quad.predicate in _NAMES or quad.predicate == _IDENTIFIER):
                names[quad.subject].append(quad.object.value)
            elif quad.predicate == _PART_OF and isinstance(quad.object, NamedNode):
                self.source_of[str(quad.subject).strip("<>")] = quad.object
            elif quad.predicate == _IN_SCHEME and isinstance(quad.object, NamedNode):
                entries[quad.subject].append(quad.object.value.rsplit("/", 1)[-1])
        for subject, kind in kinds.items():
            if isinstance(subject, NamedNode):
                self.add(kind, subject.value, names[subject])
        for subject, schemes in entries.items():
            for scheme in schemes:
                if isinstance(subject, NamedNode):
                    self.add_entry(scheme, subject.value, names[subject])

    def add_entry(self, scheme: str, iri: str, names: Iterable[str] = ()) -> None:
        """Note an entry of a controlled list."""
        self._entries[scheme][iri.rsplit("/", 1)[-1]] = iri
        for name in names:
            self._entry_names[scheme][comparable(name)] = iri

    def entries(self, scheme: str) -> list[str]:
        """Return the entries of a controlled list, or the lists themselves for the empty name."""
        return list(self._entries[scheme]) if scheme else list(self.schemes)

    def the_only(self, kind: str) -> str | None:
        """Return the only thing of a kind, if there is exactly one."""
        things = list(self._by_slug[kind].values())
        return things[0] if len(things) == 1 else None

    def choose(self, value: str, column: Column) -> NamedNode:
        """Return the entry of a controlled list.

        :raises BadValue: it is not in the list.
        """
        known = self._entries[column.scheme] if column.scheme else self.schemes
        found = known.get(value) or self._entry_names[column.scheme].get(comparable(value))
        if found is None and value in known.values():
            found = value
        if found is None:
            offered = column.only or tuple(known)
            advice = self._did_you_mean(value, offered)
            raise BadValue(f"{value!r} is not in the list", f"{advice}Choose one of {', '.join(offered)}")
        return NamedNode(found)

    def refer(self, value: str, column: Column) -> NamedNode:
        """Return the thing that a value refers to.

        :raises BadValue: there is none, or there are several.
        """
        found = self.find(value, column)
        if len(found) == 1:
            return NamedNode(found.pop())
        kinds = column.kinds
        sheets = " or ".join(dict.fromkeys(sheet.title for sheet in SHEETS if sheet.kind in kinds))
        if found:
            ids = sorted(iri.removeprefix(self.base) for iri in found)
            raise BadValue(f"{value!r} may be {' or '.join(ids)}", "Write the one that is meant")
        known = [name for kind in kinds for name in self._by_slug[kind]]
        advice = self._did_you_mean(value, known)
        raise BadValue(
            f"there is no {' or '.join(kinds[:4])} {value!r}", f"{advice}Write the id or name of a row of {sheets}"
        )

    def find(self, value: str, column: Column) -> set[str]:
        """Return the IRIs of the things that a value may refer to: by IRI, by kind and id, by id, or by name."""
        kinds = column.kinds
        if self._iris.get(value) in kinds:
            return {value}
        kind, slash, rest = value.partition("/")
        if slash and kind in kinds and rest in self._by_slug[kind]:
            return {self._by_slug[kind][rest]}
        by_slug = {self._by_slug[kind][value] for kind in kinds if value in self._by_slug[kind]}
        return by_slug or {iri for kind in kinds for iri in self._by_name[kind].get(comparable(value), ())}

    def _did_you_mean(self, value: str, known: Sequence[str]) -> str:
        """Return the likeliest correction; none after many of them, since each compares with all that there is."""
        if self._suggested >= MOST_SUGGESTIONS:
            return ""
        self._suggested += 1
        near = get_close_matches(value, known, n=1)
        return f"Did you mean {near[0]}? " if near else ""

    def written(self, iri: str, kinds: tuple[str, ...]) -> str | None:
        """Return what a cell says for a thing, so that :meth:`refer` finds it again; none if it is of another kind."""
        kind = self._iris.get(iri, "")
        if kind not in kinds:
            return None
        slug = self.slug(kind, iri)
        if "://" in slug:
            return slug
        others = sum(slug in self._by_slug[other] for other in kinds)
        return slug if others == 1 and "/" not in slug else f"{kind}/{slug}"

    def written_entry(self, iri: str, scheme: str) -> str | None:
        """Return what a cell says for an entry of a controlled list; none if it is not in it."""
        known = self._entries[scheme] if scheme else self.schemes
        slug = iri.rsplit("/", 1)[-1]
        return slug if known.get(slug) == iri else None
