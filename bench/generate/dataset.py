"""Strategies one after another, until there are enough triples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.generate.frame import start
from bench.generate.plans import add_plans

VERSION = 1
"""Of the data: raise it when the same seed gives other data."""


@dataclass
class Made:
    """What was made so far.

    :ivar triples: distinct; a generator that writes one twice would falsify every rate.
    """

    triples: int = 0
    strategies: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    initiatives: list[str] = field(default_factory=list)


def make(triples: int, seed: int, made: Made) -> Iterator[str]:
    """N-Triples in blocks, a strategy each, with at least so many triples in all; ``made`` keeps the account."""
    number = 0
    while made.triples < triples:
        frame = start(number, seed)
        plans, initiatives = add_plans(frame)
        lines = list(dict.fromkeys(frame.block))
        made.triples += len(lines)
        made.strategies.append(frame.strategy)
        made.plans += plans
        made.initiatives += initiatives
        number += 1
        yield "".join(lines)
