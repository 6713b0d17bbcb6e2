"""A queue of deadlines with one common delay, served by a single timer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class TimerQueue(Generic[Item]):
    """Calls ``on_expiry`` with each item a fixed time after it was added; used from the event loop alone.

    One event loop timer for each item would cost more than most runs take.

    :param seconds: delay from adding an item to its call.
    """

    def __init__(self, seconds: float, on_expiry: Callable[[Item], None]) -> None:
        self._seconds = seconds
        self._on_expiry = on_expiry
        self._deadlines: dict[Item, float] = {}
        """The deadline of each item, in ascending order, since all have the same delay."""
        self._armed = False

    def add(self, item: Item) -> None:
        """Schedule the call for an item that is not in the queue."""
        loop = asyncio.get_running_loop()
        when = self._deadlines[item] = loop.time() + self._seconds
        if not self._armed:
            self._armed = True
            loop.call_at(when, self._expire, loop)

    def discard(self, item: Item) -> None:
        """Cancel the call for an item; does nothing if it is not in the queue.

        The timer stays as it is, so that items that leave before their deadline cost next to nothing.
        """
        self._deadlines.pop(item, None)

    def _expire(self, loop: asyncio.AbstractEventLoop) -> None:
        deadlines = self._deadlines
        # A timer may fire slightly early, since clocks have limited resolution: 1 ms is tolerated.
        now = loop.time() + 0.001
        try:
            while deadlines and deadlines[item := next(iter(deadlines))] <= now:
                del deadlines[item]
                self._on_expiry(item)
        finally:
            self._armed = bool(deadlines)
            if deadlines:
                loop.call_at(next(iter(deadlines.values())), self._expire, loop)
