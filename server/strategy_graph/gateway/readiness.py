"""Watches descriptors for readiness in the event loop: one callback for each response, one registration for many."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from typing import Protocol


class Source(Protocol):
    """A source of responses with a file descriptor, which it may close at any time."""

    def fileno(self) -> int:
        """Return the descriptor, which is readable once a response has arrived or the source has ended."""


class Readiness:
    """Registers sources with the event loop and calls back in order; used from the event loop alone.

    The event loop watches a duplicate of each descriptor, registered with the first response, since registering for
    each response would take longer than a short response does. The registration ends when the source becomes readable
    and no callback is pending: something else reads the response, or the source has ended.
    """

    def __init__(self) -> None:
        self._duplicates: dict[Source, int] = {}
        self._callbacks: dict[Source, deque[Callable[[], None]]] = {}

    def add(self, source: Source, callback: Callable[[], None]) -> None:
        """Call ``callback`` once, when the source is readable, after the callbacks added for it before.

        :raises OSError: the process has no free descriptor.
        """
        if source not in self._duplicates:
            duplicate = self._duplicates[source] = os.dup(source.fileno())
            self._callbacks[source] = deque()
            asyncio.get_running_loop().add_reader(duplicate, self._on_readable, source)
        self._callbacks[source].append(callback)

    def remove(self, source: Source, callback: Callable[[], None]) -> None:
        """Cancel a pending callback."""
        self._callbacks[source].remove(callback)

    def pending(self, source: Source) -> int:
        """Return the number of pending callbacks of a source."""
        return len(self._callbacks[source])

    def _on_readable(self, source: Source) -> None:
        callbacks = self._callbacks[source]
        if callbacks:
            callbacks.popleft()()
        else:
            self._unregister(source)

    def _unregister(self, source: Source) -> None:
        del self._callbacks[source]
        duplicate = self._duplicates.pop(source)
        asyncio.get_running_loop().remove_reader(duplicate)
        os.close(duplicate)
