"""Keeps the answers of the service's own queries: many pages of a release ask the same ones.

Each release has caches of its own, in its :class:`strategy_graph.web.service.Service`, so that a new one starts empty.
Responses to clients are kept in :mod:`strategy_graph.gateway.response_cache`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from strategy_graph.named_queries.result_table import Table

MAX_BYTES: Final = 16 * 2**20
"""The size of all answers that are kept as documents."""

MAX_CELLS: Final = 240_000
"""The size of all answers that are kept as tables; a cell takes some 200 bytes."""

_MAX_SHARE: Final = 4
"""The part of the size that one answer may take, as a divisor."""

Answer = TypeVar("Answer")


class QueryResultCache(Generic[Answer]):
    """The answers used last, by query text, up to a size; for threads.

    :param capacity: the size of all answers.
    :param size_of: returns the size of one.
    """

    def __init__(self, capacity: int, size_of: Callable[[Answer], int]) -> None:
        self._capacity = capacity
        self._size_of = size_of
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, query: str, run: Callable[[str], Answer]) -> Answer:
        """Return the answer of a query, and run it if the answer is not kept.

        Two threads that ask the same at the same time may both run it. An error is not kept.
        """
        with self._lock:
            if query in self._answers:
                self._answers.move_to_end(query)
                return self._answers[query]
        answer = run(query)
        size = self._size_of(answer)
        with self._lock:
            if query not in self._answers and size <= self._capacity // _MAX_SHARE:
                self._answers[query] = answer
                self._size += size
            while self._size > self._capacity:
                self._size -= self._size_of(self._answers.popitem(last=False)[1])
        return answer

    def clear(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._answers.clear()
            self._size = 0


def document_cache(capacity: int = MAX_BYTES) -> QueryResultCache[bytes]:
    """Return a cache of answers as documents, with a capacity in bytes."""
    return QueryResultCache(capacity, len)


def table_cache(capacity: int = MAX_CELLS) -> QueryResultCache[Table]:
    """Return a cache of answers as tables, with a capacity in cells; nobody may change a table that it returns."""
    return QueryResultCache(capacity, lambda table: len(table.rows) * len(table.columns))
