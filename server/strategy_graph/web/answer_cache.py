"""Keeps the answers of the service's own queries: many pages of a release ask the same ones."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MAX_BYTES: Final = 16 * 2**20
"""The size of all answers that are kept."""

_MAX_SHARE: Final = 4
"""The part of the size that one answer may take, as a divisor."""


class AnswerCache:
    """The answers used last, by query text, up to a size; for threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, query: str, run: Callable[[str], bytes]) -> bytes:
        """Return the answer of a query, and run it if the answer is not kept.

        Two threads that ask the same at the same time may both run it. An error is not kept.
        """
        with self._lock:
            if query in self._answers:
                self._answers.move_to_end(query)
                return self._answers[query]
        answer = run(query)
        with self._lock:
            if query not in self._answers and len(answer) <= self._max_bytes // _MAX_SHARE:
                self._answers[query] = answer
                self._bytes += len(answer)
            while self._bytes > self._max_bytes:
                self._bytes -= len(self._answers.popitem(last=False)[1])
        return answer

    def clear(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._answers.clear()
            self._bytes = 0
