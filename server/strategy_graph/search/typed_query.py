"""Reads what was typed into terms, and writes them as an expression of FTS5."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.search.words import printable, words

MAX_CHARACTERS: Final = 200
_LONG: Final = 3
_QUOTES: Final = re.compile('["“”„«»]')


class TypedQueryTooLong(StrategyGraphError):
    """What was typed is longer than anything that is searched for."""


@dataclass(frozen=True)
class Term:
    """Words that stand one after another.

    :ivar words: as :mod:`strategy_graph.search.words` folds them.
    :ivar prefix: whether the last of them may go on.
    """

    words: tuple[str, ...]
    prefix: bool = True

    def expression(self) -> str:
        """Return the term for FTS5: a whole word counts for more than the beginning of one.

        Folded words hold letters and digits alone, so nothing in them can be an operator.
        """
        quoted = '"' + " ".join(self.words) + '"'
        return f"({quoted} OR {quoted} *)" if self.prefix else quoted


@dataclass(frozen=True)
class TypedQuery:
    """What was asked.

    :ivar text: what was typed, without control characters.
    :ivar terms: all are wanted.
    """

    text: str
    terms: tuple[Term, ...]


def read_typed_query(text: str) -> TypedQuery:
    """Read what was typed: words, and phrases between quotation marks; a mark without a partner means nothing.

    :raises TypedQueryTooLong: it has more than :data:`MAX_CHARACTERS` characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise TypedQueryTooLong(
            f"the text to search for has {len(text):,} characters, more than {MAX_CHARACTERS}",
            hint="Search for a name, or a few words of it",
        )
    shown = printable(text)
    parts = _QUOTES.split(shown)
    found = [
        term
        for number, part in enumerate(parts)
        for term in _terms(part, quoted=number % 2 == 1 and number < len(parts) - 1)
    ]
    # A short word may be the beginning of a longer one only where the typing stopped.
    terms = [replace(term, prefix=term.prefix and _is_long(term)) for term in found[:-1]] + found[-1:]
    return TypedQuery(shown, tuple(dict.fromkeys(terms)))


def all_of(terms: Iterable[Iterable[Term]]) -> str:
    """Return the expression for things that have one of each group of terms."""
    return " AND ".join(_one_of(group) for group in terms)


def any_of(terms: Iterable[Iterable[Term]]) -> str:
    """Return the expression for things that have a term of any group."""
    return " OR ".join(_one_of(group) for group in terms)


def _is_long(term: Term) -> bool:
    return len(term.words[-1]) >= _LONG


def _one_of(group: Iterable[Term]) -> str:
    return "(" + " OR ".join(term.expression() for term in group) + ")"


def _terms(part: str, quoted: bool) -> list[Term]:
    found = words(part)
    if quoted:
        return [Term(tuple(word.folded for word in found), prefix=False)] if found else []
    # Words that touch are of a script without spaces: together they are a term.
    terms: list[list[str]] = []
    for number, word in enumerate(found):
        if number and found[number - 1].end == word.start:
            terms[-1].append(word.folded)
        else:
            terms.append([word.folded])
    return [Term(tuple(term)) for term in terms]
