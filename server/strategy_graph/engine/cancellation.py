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
        self._stop: Callable[[], None] | None = None
        self.reason: str | None = None

    def cancel(self, reason: str) -> bool:
        """Cancel the query, now or as soon as it starts; return False if it was cancelled before."""
        with self._lock:
            if self.reason is not None:
                return False
            self.reason = reason
            if self._stop is not None:
                self._stop()
            return True

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """Exchange ``stop`` on cancellation while the block runs; at once if it is cancelled already.

        ``stop`` must return quickly. After the block no call of it is active or will come, so that what it stops can be
        reused for another query.
        """
        with self._lock:
            self._stop = stop
            if self.reason is not None:
                stop()
        try:
            yield
        finally:
            with self._lock:
                self._stop = None
