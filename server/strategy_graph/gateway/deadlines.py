"""One timer for many deadlines that all lie the same time ahead."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Deadlines(Generic[Item]):
    """Calls ``due`` with each item some time after it was added; used from the event loop alone.

    A timer for each would cost more than most runs take. Items that have ended meanwhile are told too, so ``due`` must
    look whether there is still something to do.

    :param seconds: from the adding of an item to its call.
    """

    def __init__(self, seconds: float, due: Callable[[Item], None]) -> None:
        self._seconds = seconds
        self._due = due
        # In the order of time, since each lies equally far ahead.
        self._items: deque[tuple[float, Item]] = deque()
        self._armed = False

    def add(self, item: Item) -> None:
        """Have it told in time."""
        loop = asyncio.get_running_loop()
        when = loop.time() + self._seconds
        self._items.append((when, item))
        if not self._armed:
            self._armed = True
            loop.call_at(when, self._tell, loop)

    def _tell(self, loop: asyncio.AbstractEventLoop) -> None:
        items = self._items
        # A timer may come a moment early, as clocks are read; what is nearly due is due.
        now = loop.time() + 0.001
        try:
            while items and items[0][0] <= now:
                self._due(items.popleft()[1])
        finally:
            self._armed = bool(items)
            if items:
                loop.call_at(items[0][0], self._tell, loop)
