"""IRIs and literals in N-Triples, and the chances that shape the data."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random

from strategy_graph.namespaces import PREFIXES, THINGS

Block = list[str]
"""Lines of N-Triples, each with its line end."""

_EDTF = f"^^<{PREFIXES['edtf']}EDTF>"
_XSD = PREFIXES["xsd"]


def term(name: str) -> str:
    """A class or property by its prefixed name."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def thing(kind: str, slug: str) -> str:
    return f"<{THINGS}{kind}/{slug}>"


def english(text: str) -> str:
    """The words of this package need no escapes."""
    return f'"{text}"@en'


def maori(text: str) -> str:
    return f'"{text}"@mi'


def plain(text: str) -> str:
    return f'"{text}"'


def edtf(text: str) -> str:
    return f'"{text}"{_EDTF}'


def typed(text: str | int, datatype: str) -> str:
    return f'"{text}"^^<{_XSD}{datatype}>'


class Chance:
    """Draws from one seed.

    It rests on ``Random.random`` alone, whose numbers Python promises to keep from version to version.
    """

    def __init__(self, seed: str) -> None:
        self.real = Random(seed).random

    def below(self, end: int) -> int:
        return int(self.real() * end)

    def between(self, low: int, high: int) -> int:
        """Both ends may come."""
        return low + int(self.real() * (high - low + 1))

    def yes(self, share: float) -> bool:
        return self.real() < share

    def one(self, values: Sequence[str]) -> str:
        return values[int(self.real() * len(values))]

    def skewed(self, low: int, high: int) -> int:
        """Mostly near the low end, now and then near the high one."""
        return low + int((high - low + 1) * self.real() ** 3)

    def some(self, number: int, ladder: Ladder) -> list[int]:
        """Distinct positions, the popular ones first to come; fewer where there are fewer."""
        drawn: dict[int, None] = {}
        for _ in range(number * 3):
            drawn[ladder.at(self.real())] = None
            if len(drawn) == number:
                break
        return list(drawn)


class Ladder:
    """Positions of which the first is drawn most, as in Zipf's law."""

    def __init__(self, size: int, steepness: float = 0.8) -> None:
        sums = list(accumulate((position + 1) ** -steepness for position in range(size)))
        self._sums = [value / sums[-1] for value in sums]

    def at(self, real: float) -> int:
        return bisect(self._sums, real)
