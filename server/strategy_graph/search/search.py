"""Answers a question: all its words first, then with slips forgiven, then any of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from strategy_graph.search.documents import Thing
from strategy_graph.search.index import NAMES, SearchIndex, names_of
from strategy_graph.search.near_words import Vocabulary
from strategy_graph.search.typed_query import Term, TypedQuery, all_of, any_of

SUGGESTIONS: Final = 10
_LOOSE: Final = 3
"""Slips in a word that is only offered as a suggestion."""


@dataclass(frozen=True)
class Kind:
    """A kind among the things found, with their number."""

    kind: str
    name: str
    count: int


@dataclass(frozen=True)
class Found:
    """The answer to a question.

    :ivar things: the things of the wanted kind, the best first.
    :ivar total: how many there are of all kinds; ``kinds`` has them by kind, in the order of the best thing of each.
    :ivar terms: the terms that were looked for in the end.
    :ivar instead: words that were looked for too, by the word that was asked.
    :ivar any_word: whether no thing has all words, so that those with any of them are given.
    :ivar near: words to try, where nothing was found.
    """

    things: Sequence[Thing] = ()
    total: int = 0
    kinds: Sequence[Kind] = ()
    terms: Sequence[Term] = ()
    instead: dict[str, list[str]] = field(default_factory=dict)
    any_word: bool = False
    near: Sequence[str] = ()


def search(index: SearchIndex, question: TypedQuery, *, kind: str = "", strategy: str = "") -> Found:
    """Return the answer to a question.

    :param kind: only things of this kind; those of the others are counted.
    :param strategy: the IRI of a strategy: only what belongs to it, or to all.
    """
    if not question.terms:
        return Found()
    terms = [index.vocabulary.narrowed(term) for term in question.terms]
    for groups, any_word in _attempts(index.vocabulary, terms):
        found = index.find(any_of(groups) if any_word else all_of(groups), _wanted(index.vocabulary, groups))
        inside = [thing for thing in found if not strategy or not thing.strategies or strategy in thing.strategies]
        if inside:
            return Found(
                things=[thing for thing in inside if not kind or thing.kind == kind],
                total=len(inside),
                kinds=_counted(inside),
                terms=[term for group in groups for term in group],
                instead=_instead(groups),
                any_word=any_word,
            )
    return Found(near=_near(index.vocabulary, terms))


def suggest(index: SearchIndex, question: TypedQuery, *, strategy: str = "") -> list[Thing]:
    """Return things whose names have the words of a question, the best first, each name once."""
    if not question.terms:
        return []
    groups = _with_slips(index.vocabulary, question.terms)
    found = index.find(f"{NAMES} : ({all_of(groups)})", _wanted(index.vocabulary, groups))
    by_name: dict[str, Thing] = {}
    for thing in found:
        if names_of(thing) and (not strategy or not thing.strategies or strategy in thing.strategies):
            by_name.setdefault(thing.name.text, thing)
    return list(by_name.values())[:SUGGESTIONS]


Groups = list[list[Term]]
"""What is wanted: of each group one term."""


def _attempts(vocabulary: Vocabulary, terms: Sequence[Term]) -> Iterable[tuple[Groups, bool]]:
    """Return what to look for, one after another until something is found."""
    strict = _with_slips(vocabulary, terms)
    yield strict, False
    yield [[term, *_alternatives(vocabulary, term)] for term in terms], False
    if len(terms) > 1:
        yield strict, True


def _with_slips(vocabulary: Vocabulary, terms: Iterable[Term]) -> Groups:
    """Return each term with what it may have been meant for, if no word of the index begins like it."""
    return [[term] if vocabulary.has(term) else [term, *_alternatives(vocabulary, term)] for term in terms]


def _alternatives(vocabulary: Vocabulary, term: Term) -> list[Term]:
    if len(term.words) > 1:
        return []
    (word,) = term.words
    parted = vocabulary.parted(word)
    near = [Term((each,), prefix=False) for each in vocabulary.near(word)]
    return [*([Term(parted, prefix=False)] if parted else []), *near]


def _wanted(vocabulary: Vocabulary, groups: Groups) -> list[str]:
    """Return the words of a name that would be just what was asked for: those typed, or what they were meant for."""
    chosen = (group[0] if vocabulary.has(group[0]) else group[min(1, len(group) - 1)] for group in groups)
    return [word for term in chosen for word in term.words]


def _instead(groups: Groups) -> dict[str, list[str]]:
    return {" ".join(first.words): [" ".join(other.words) for other in others] for first, *others in groups if others}


def _near(vocabulary: Vocabulary, terms: Iterable[Term]) -> list[str]:
    """Return words to try: near ones with more slips than are forgiven."""
    every = [word for term in terms for word in term.words]
    found = [near for word in every for near in vocabulary.near(word, min(_LOOSE, max(1, len(word) // 2)))]
    return list(dict.fromkeys(found))


def _counted(things: Iterable[Thing]) -> list[Kind]:
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for thing in things:
        counts[thing.kind] = counts.get(thing.kind, 0) + 1
        names[thing.kind] = thing.kind_name
    return [Kind(kind, names[kind], count) for kind, count in counts.items()]
