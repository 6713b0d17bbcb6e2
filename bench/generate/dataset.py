"""Generates strategies until the dataset has a given number of triples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.generate.plans import add_plans
from bench.generate.strategies import start_strategy

GENERATOR_VERSION = 2
"""To be raised when the same seed generates different data."""


@dataclass
class DatasetSummary:
    """The size of the dataset that was generated so far, and the IRIs of its main things.

    :ivar triples: number of distinct triples.
    """

    triples: int = 0
    strategies: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    initiatives: list[str] = field(default_factory=list)


def generate_dataset(triples: int, seed: int, summary: DatasetSummary) -> Iterator[str]:
    """Yield the N-Triples of one strategy after another until there are at least ``triples`` triples.

    ``summary`` is updated before each block is yielded.
    """
    number = 0
    while summary.triples < triples:
        strategy = start_strategy(number, seed)
        plans, initiatives = add_plans(strategy)
        # Removes duplicate lines, so that the number of lines is the number of triples.
        lines = list(dict.fromkeys(strategy.lines))
        summary.triples += len(lines)
        summary.strategies.append(strategy.iri)
        summary.plans += plans
        summary.initiatives += initiatives
        number += 1
        yield "".join(lines)
