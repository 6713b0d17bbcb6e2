"""Tells when the sources of answers have something to say: once for each answer, registered once for many."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from typing import Protocol


class Source(Protocol):
    """Something that answers on a descriptor, which it may close at any time."""

    def fileno(self) -> int:
        """Readable once there is an answer, or once there will be none."""


class Readiness:
    """Used from the event loop alone.

    The loop watches a copy of each source's descriptor from the first answer on, since to begin and end that anew for
    each would take longer than a short answer does. What nobody here waits for (somebody else reads the answer, or
    the source has gone) ends the watching.
    """

    def __init__(self) -> None:
        self._copies: dict[Source, int] = {}
        self._expected: dict[Source, deque[Callable[[], None]]] = {}

    def expect(self, source: Source, arrived: Callable[[], None]) -> None:
        """Call ``arrived`` once, when the source is readable, after those who expected something of it before.

        :raises OSError: there are no more descriptors.
        """
        if source not in self._copies:
            copy = self._copies[source] = os.dup(source.fileno())
            self._expected[source] = deque()
            asyncio.get_running_loop().add_reader(copy, self._arrived, source)
        self._expected[source].append(arrived)

    def forget(self, source: Source, arrived: Callable[[], None]) -> None:
        """That will not come, or somebody else waits for it."""
        self._expected[source].remove(arrived)

    def number(self, source: Source) -> int:
        """How much is expected of it."""
        return len(self._expected[source])

    def _arrived(self, source: Source) -> None:
        expected = self._expected[source]
        if expected:
            expected.popleft()()
        else:
            self._unwatch(source)

    def _unwatch(self, source: Source) -> None:
        del self._expected[source]
        copy = self._copies.pop(source)
        asyncio.get_running_loop().remove_reader(copy)
        os.close(copy)
