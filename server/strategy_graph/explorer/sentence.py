"""Sentences of text and names, so that each name keeps its language and its direction."""

from __future__ import annotations

from collections.abc import Iterable

from strategy_graph.named_queries.result_table import Cell

Part = str | Cell
Sentence = tuple[Part, ...]
"""Texts of the page's own language, and names from the graph."""


def plain_text(sentence: Iterable[Part]) -> str:
    """Return a sentence as text, for captions of files and for copying."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def names_in_words(names: Iterable[Cell], conjunction: str = "and") -> Sentence:
    """Join names as a list in a sentence: ``Trust, Inclusion and Growth``."""
    *others, last = [*names] or [Cell("")]
    joined: list[Part] = []
    for index, name in enumerate(others):
        joined += [name, f" {conjunction} " if index == len(others) - 1 else ", "]
    return (*joined, last)
