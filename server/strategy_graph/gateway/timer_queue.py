"""A queue of deadlines with one common delay, served by a single timer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class TimerQueue(Generic[Item]):
    """Calls ``on_expiry`` with each item a fixed time after it was added; used from the event loop alone.

    One event loop timer for each item would cost more than most runs take. Items can't be removed: ``on_expiry`` must
    check whether the item is still current.

    :param seconds: delay from adding an item to its call.
    """

    def __init__(self, seconds: float, on_expiry: Callable[[Item], None]) -> None:
        self._seconds = seconds
        self._on_expiry = on_expiry
        # Sorted by time, since all have the same delay.
        self._items: deque[tuple[float, Item]] = deque()
        self._armed = False

    def add(self, item: Item) -> None:
        """Schedule the call for an item."""
        loop = asyncio.get_running_loop()
        when = loop.time() + self._seconds
        self._items.append((when, item))
        if not self._armed:
            self._armed = True
            loop.call_at(when, self._expire, loop)

    def _expire(self, loop: asyncio.AbstractEventLoop) -> None:
        items = self._items
        # A timer may fire slightly early, since clocks have limited resolution: 1 ms is tolerated.
        now = loop.time() + 0.001
        try:
            while items and items[0][0] <= now:
                self._on_expiry(items.popleft()[1])
        finally:
            self._armed = bool(items)
            if items:
                loop.call_at(items[0][0], self._expire, loop)
