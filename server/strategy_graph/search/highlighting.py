"""Shows what matched: the texts of a thing with the words that were looked for marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from strategy_graph.search.documents import NAME, Text, Thing
from strategy_graph.search.index import texts_of
from strategy_graph.search.typed_query import Term
from strategy_graph.search.words import Word, words

_AROUND: Final = 12
"""Words shown of a long text before the first that matched."""

_SHOWN: Final = 36
"""Words shown of a long text."""

_MOST: Final = 2
"""Texts shown of a thing besides its name; of one whose name has matched, one."""


@dataclass(frozen=True)
class Part:
    """A piece of a text; ``marked`` says that it was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Shown:
    """A text of a thing, or the piece of it around what matched."""

    about: str
    language: str | None
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def matched(self) -> bool:
        """Whether something in it was looked for."""
        return any(part.marked for part in self.parts)


def marked(text: Text, terms: Sequence[Term]) -> Shown:
    """Return a text with the words of the terms marked; a long one is cut to what is around the first of them."""
    found = words(text.text)
    hits = _hits(found, terms)
    first, last = _window(found, hits)
    begin = found[first].start if first else 0
    end = found[last - 1].end if last < len(found) else len(text.text)
    parts = [Part("… ")] if begin else []
    at = begin
    for number in range(first, last):
        if number in hits:
            start = found[number].start
            # Marked words that follow one another are marked as one.
            if at < start and not (number - 1 in hits and parts and not text.text[at:start].strip()):
                parts.append(Part(text.text[at:start]))
                at = start
            parts = _with_mark(parts, text.text[at : found[number].end])
            at = found[number].end
    if at < end:
        parts.append(Part(text.text[at:end]))
    if end < len(text.text):
        parts.append(Part(" …"))
    return Shown(text.about, text.language, tuple(parts))


def shown_texts(thing: Thing, terms: Sequence[Term]) -> tuple[Shown, list[Shown]]:
    """Return the name of a thing and the other texts in which something matched, those that weigh most first.

    What has matched in a name is not shown again in a short name or a stand-in for it.
    """
    name = marked(thing.name, terms)
    others: list[Shown] = []
    for text in texts_of(thing):
        if text == thing.name or (text.about not in {NAME} and text.text == thing.name.text):
            continue
        if text.about in {"short name", "initials"} and (name.matched or others):
            continue
        each = marked(text, terms)
        if each.matched:
            others.append(each)
    return name, others[: 1 if name.matched else _MOST]


def _hits(found: Sequence[Word], terms: Sequence[Term]) -> set[int]:
    """Return the positions of the words that belong to a term."""
    folded = [word.folded for word in found]
    single = {term.words[0] for term in terms if len(term.words) == 1}
    beginnings = tuple(term.words[0] for term in terms if len(term.words) == 1 and term.prefix)
    hits = {at for at, word in enumerate(folded) if word in single or word.startswith(beginnings)}
    for term in terms:
        length = len(term.words)
        if length == 1:
            continue
        for at in range(len(folded) - length + 1):
            *before, last = folded[at : at + length]
            if (*before,) == term.words[:-1] and (
                last == term.words[-1] or (term.prefix and last.startswith(term.words[-1]))
            ):
                hits.update(range(at, at + length))
    return hits


def _window(found: Sequence[Word], hits: set[int]) -> tuple[int, int]:
    if len(found) <= _SHOWN:
        return 0, len(found)
    first = max(0, min(hits, default=0) - _AROUND)
    return first, min(len(found), first + _SHOWN)


def _with_mark(parts: list[Part], text: str) -> list[Part]:
    if parts and parts[-1].marked:
        return [*parts[:-1], Part(parts[-1].text + text, True)]
    return [*parts, Part(text, True)]
