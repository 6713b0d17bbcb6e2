"""Pages of a long list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strategy_graph.named_queries.parameters import ParameterError


@dataclass(frozen=True)
class Paging:
    """A page of a list.

    :ivar number: the page, from 1.
    :ivar count: the number of pages, at least 1.
    :ivar start: the index of its first item; ``end`` is that after its last.
    """

    number: int
    count: int
    start: int
    end: int
    total: int


def paging(values: Mapping[str, str], total: int, size: int) -> Paging:
    """Return the page that the parameter ``page`` names.

    :raises ParameterError: there is no such page.
    """
    text = values.get("page", "1")
    count = max(1, -(-total // size))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= count:
        raise ParameterError(f"the parameter page does not take '{text[:20]}'", hint=f"Give a page from 1 to {count}")
    return Paging(number, count, (number - 1) * size, min(number * size, total), total)
