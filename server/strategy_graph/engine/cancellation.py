"""Lets one thread cancel the query that another waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancellation:
    """A cancellation flag, set at most once and from any thread.

    :ivar reason: the reason for the client; ``None`` until it is set.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._callback: Callable[[], None] | None = None
        self.reason: str | None = None

    def cancel(self, reason: str) -> bool:
        """Cancel the query, now or as soon as it starts; return False if it was cancelled before."""
        with self._lock:
            if self.reason is not None:
                return False
            self.reason = reason
            if self._callback is not None:
                self._callback()
            return True

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call ``callback`` if the query is cancelled while the block runs; at once if it is cancelled already.

        The callback must return quickly. It is not called after the block and no call is active then, so that what it
        stops can be reused for another query.
        """
        with self._lock:
            self._callback = callback
            if self.reason is not None:
                callback()
        try:
            yield
        finally:
            with self._lock:
                self._callback = None
