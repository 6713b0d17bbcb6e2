"""Orders columns of things so that the lines between them cross little, alike at each visit."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import Final

SWEEPS: Final = 6
"""Passes to the right and back; the columns of a plan settle in two or three."""

Pair = tuple[str, str]


def ordered(columns: Sequence[Sequence[str]], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the columns, each sorted by the mean place of its neighbours in the column before or after it.

    The best of all passes is taken, and of equals the first; things at one place keep their order, so that the result
    depends on nothing but what is given.

    :param pairs: which things are joined; those that are not in neighbouring columns do not count.
    """
    steps = _neighbours(columns, pairs)
    best = [list(column) for column in columns]
    least = _crossings(best, steps)
    current = best
    for sweep in range(SWEEPS):
        current = _sweep(current, steps, backwards=bool(sweep % 2))
        crossings = _crossings(current, steps)
        if crossings < least:
            best, least = current, crossings
    return best


def crossings(left: Sequence[str], right: Sequence[str], pairs: Iterable[Pair]) -> int:
    """Return how many lines between two columns cross."""
    columns = [left, right]
    return _crossings(columns, _neighbours(columns, pairs))


def _neighbours(columns: Sequence[Sequence[str]], pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Return the pairs between each column and the next, from left to right."""
    place = {key: index for index, column in enumerate(columns) for key in column}
    steps: list[list[Pair]] = [[] for _ in columns[1:]]
    for one, other in pairs:
        if one in place and other in place and abs(place[one] - place[other]) == 1:
            left, right = sorted((one, other), key=place.__getitem__)
            steps[place[left]].append((left, right))
    return steps


def _sweep(columns: Sequence[Sequence[str]], steps: Sequence[Sequence[Pair]], *, backwards: bool) -> list[list[str]]:
    result = [list(column) for column in columns]
    gaps = range(len(steps))
    for gap in reversed(gaps) if backwards else gaps:
        fixed, moving = (gap + 1, gap) if backwards else (gap, gap + 1)
        at = {key: index for index, key in enumerate(result[fixed])}
        before: dict[str, list[int]] = {}
        for left, right in steps[gap]:
            one, other = (left, right) if backwards else (right, left)
            before.setdefault(one, []).append(at[other])
        own = {key: index for index, key in enumerate(result[moving])}
        scale = len(at) / max(len(own), 1)
        result[moving].sort(
            key=lambda key: (sum(before[key]) / len(before[key]) if key in before else own[key] * scale, own[key])
        )
    return result


def _crossings(columns: Sequence[Sequence[str]], steps: Sequence[Sequence[Pair]]) -> int:
    total = 0
    for index, pairs in enumerate(steps):
        left = {key: place for place, key in enumerate(columns[index])}
        right = {key: place for place, key in enumerate(columns[index + 1])}
        ends: list[int] = []
        # Lines cross where a later start has an earlier end.
        for _, end in sorted((left[one], right[other]) for one, other in pairs):
            total += len(ends) - bisect_left(ends, end + 1)
            insort(ends, end)
    return total
