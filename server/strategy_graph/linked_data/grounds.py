"""The grounds of links: which claims say a link, on which basis, with which passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.linked_data.terms import Subject, term


@dataclass(frozen=True)
class Value:
    """A term as it is shown.

    :ivar iri: of a thing; ``None`` for a text.
    :ivar href: the address of a document about it, if there is one.
    :ivar parts: what a value without a name is made of, such as the classes of a union.
    :ivar joiner: the word before the last of the parts.
    """

    text: str
    language: str | None = None
    iri: str | None = None
    href: str | None = None
    number: bool = False
    parts: tuple[Value, ...] = ()
    joiner: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of evidence: a phrase of a source, or where it stands, or why it is missing."""

    evidence: Value
    phrase: Value | None = None
    section: Value | None = None
    source: Value | None = None
    place: Value | None = None


@dataclass(frozen=True)
class Ground:
    """What a link rests on; without a claim, the passages alone.

    :ivar prospective: whether the link is of an initiative without resources.
    """

    passages: tuple[Passage, ...]
    claim: Value | None = None
    basis: Value | None = None
    strength: Value | None = None
    rationale: Value | None = None
    prospective: bool = False


class Grounds:
    """The claims and the evidence of a description.

    :param value: shows a term.
    """

    def __init__(self, triples: Iterable[Triple], value: Callable[[Any], Value]) -> None:
        self._value = value
        self._of: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._of[triple.subject][triple.predicate.value].append(triple.object)
        self._claims: dict[tuple[Any, Any, Any], list[Subject]] = defaultdict(list)
        for node in list(self._of):
            link = tuple(self._first(node, f"dsg:link{part}") for part in ("Subject", "Predicate", "Object"))
            if all(link):
                self._claims[link[0], link[1], link[2]].append(node)

    def is_claim(self, node: Any) -> bool:
        """Return whether a node is a claim that is described."""
        return node in self._of and self._first(node, "dsg:linkPredicate") is not None

    def of(self, subject: str | Subject, predicate: str, value: Any) -> tuple[Ground, ...]:
        """Return the grounds of a link; of a link to evidence, the passage itself."""
        if value in self._of and self._first(value, "oa:hasSource") is not None:
            return (Ground((self._passage(value),)),)
        start = NamedNode(subject) if isinstance(subject, str) else subject
        claims = self._claims.get((start, NamedNode(predicate), value), ())
        return tuple(ground for claim in sorted(claims, key=str) for ground in self.of_claim(claim))

    def of_link(self, link: Triple) -> tuple[Ground, ...]:
        """Return the grounds of a triple."""
        return self.of(link.subject, link.predicate.value, link.object)

    def of_claim(self, claim: Any) -> tuple[Ground, ...]:
        """Return what a claim rests on."""
        evidence = self._of[claim].get(term("dsg:hasEvidence").value, ())
        passages = tuple(self._passage(node) for node in sorted(evidence, key=str))
        basis, strength, rationale = (self._shown(claim, f"dsg:{name}") for name in ("basis", "strength", "rationale"))
        ahead = self._first(claim, "dsg:prospective")
        prospective = isinstance(ahead, Literal) and ahead.value in ("true", "1")
        return (Ground(passages, self._value(claim), basis, strength, rationale, prospective),)

    def _passage(self, evidence: Any) -> Passage:
        selector = self._first(evidence, "oa:hasSelector")
        phrase = self._shown(selector, "oa:exact") if selector is not None else None
        return Passage(
            self._value(evidence),
            phrase or self._shown(evidence, "dsg:passageMissing"),
            self._shown(evidence, "dsg:inSection"),
            self._shown(evidence, "oa:hasSource"),
            self._shown(evidence, "dsg:locator"),
        )

    def _first(self, node: Any, name: str) -> Any:
        if node not in self._of:
            return None
        return min(self._of[node].get(term(name).value, ()), key=str, default=None)

    def _shown(self, node: Any, name: str) -> Value | None:
        found = self._first(node, name)
        return None if found is None else self._value(found)
