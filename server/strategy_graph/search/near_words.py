"""Finds words of the index near a word that it does not have: slips, swapped letters, words written as one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from strategy_graph.search.typed_query import Term

_MOST: Final = 4
"""Near words that stand for one."""


class Vocabulary:
    """The words of an index."""

    def __init__(self, words: Iterable[str]) -> None:
        self._sorted = sorted(words)
        self._known = frozenset(self._sorted)

    def has(self, term: Term) -> bool:
        """Return whether each word of a term is known, or the beginning of a known one."""
        *before, last = term.words
        return all(word in self._known for word in before) and (
            last in self._known or (term.prefix and self._begins_one(last))
        )

    def near(self, word: str, slips: int | None = None) -> list[str]:
        """Return known words that differ from a word by few slips, the nearest first.

        A slip is a letter too many, missing, wrong, or swapped with its neighbour.

        :param slips: how many; by default none in a word of up to three letters, one up to five, two in a longer one.
        """
        allowed = _slips(word) if slips is None else slips
        if not allowed:
            return []
        found = process.extract(word, self._sorted, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        # Of words at the same distance, those that begin alike: fewer slip on the first letter.
        found.sort(key=lambda each: (each[1], each[0][0] != word[0], each[0]))
        least = found[0][1] if found else 0
        return [each for each, distance, _ in found if distance <= max(least, 1) and each != word][:_MOST]

    def parted(self, word: str) -> tuple[str, str] | None:
        """Return two known words of which a word is made."""
        cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        return next((pair for pair in cuts if self._known.issuperset(pair)), None)

    def narrowed(self, term: Term) -> Term:
        """Return the term as a whole word if no longer word begins like it: what finds the same, and faster."""
        at = bisect_right(self._sorted, term.words[-1])
        longer = at < len(self._sorted) and self._sorted[at].startswith(term.words[-1])
        return term if longer or not term.prefix else replace(term, prefix=False)

    def _begins_one(self, word: str) -> bool:
        at = bisect_left(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at].startswith(word)


def _slips(word: str) -> int:
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2
