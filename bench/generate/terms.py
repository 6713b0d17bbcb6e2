"""Formats IRIs and literals as N-Triples, and draws random values."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random

from strategy_graph.namespaces import PREFIXES, THINGS

_EDTF = f"^^<{PREFIXES['edtf']}EDTF>"
_XSD = PREFIXES["xsd"]


def term(name: str) -> str:
    """Return the IRI of a class or property from its prefixed name."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def thing(kind: str, slug: str) -> str:
    """Return the IRI of an entity from its kind and slug."""
    return f"<{THINGS}{kind}/{slug}>"


def english(text: str) -> str:
    """Return an English literal; the text must not need escapes, as the word lists do not."""
    return f'"{text}"@en'


def maori(text: str) -> str:
    """Return a Māori literal."""
    return f'"{text}"@mi'


def plain(text: str) -> str:
    """Return a literal without language."""
    return f'"{text}"'


def edtf(text: str) -> str:
    """Return a date literal in the Extended Date/Time Format."""
    return f'"{text}"{_EDTF}'


def typed(text: str | int, datatype: str) -> str:
    """Return a literal with an XSD datatype."""
    return f'"{text}"^^<{_XSD}{datatype}>'


class RandomSource:
    """A seeded source of random values.

    It uses only ``Random.random``, since Python guarantees the same sequence in every version for that method alone.
    """

    def __init__(self, seed: str) -> None:
        self._random = Random(seed).random

    def fraction(self) -> float:
        """Return a number from 0 to below 1."""
        return self._random()

    def below(self, end: int) -> int:
        """Return an integer from 0 to below ``end``."""
        return int(self._random() * end)

    def between(self, low: int, high: int) -> int:
        """Return an integer from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def true_with(self, probability: float) -> bool:
        """Return whether an event of the given probability happens."""
        return self._random() < probability

    def choice(self, values: Sequence[str]) -> str:
        """Return one of the values."""
        return values[int(self._random() * len(values))]

    def skewed(self, low: int, high: int) -> int:
        """Return an integer from ``low`` to ``high``, both included, with small values more likely."""
        return low + int((high - low + 1) * self._random() ** 3)

    def sample(self, count: int, distribution: ZipfDistribution) -> list[int]:
        """Return up to ``count`` distinct positions in the order in which they were drawn.

        After three draws for each position the sample stays smaller.
        """
        drawn: dict[int, None] = {}
        for _ in range(count * 3):
            drawn[distribution.position(self._random())] = None
            if len(drawn) == count:
                break
        return list(drawn)


class ZipfDistribution:
    """A distribution of positions in which early ones are the most likely (Zipf's law)."""

    def __init__(self, size: int, exponent: float = 0.8) -> None:
        sums = list(accumulate((position + 1) ** -exponent for position in range(size)))
        self._cumulative = [value / sums[-1] for value in sums]

    def position(self, fraction: float) -> int:
        """Return the position at a fraction of the cumulative distribution."""
        return bisect(self._cumulative, fraction)
