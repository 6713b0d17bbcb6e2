"""A way for one thread to stop the query that another waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancellation:
    """Set once, from any thread; whatever runs under it is stopped.

    :ivar reason: why, in words for the client; none while it is not set.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self.reason: str | None = None

    def cancel(self, reason: str) -> bool:
        """Stop what runs, now or as soon as it begins. False if that was asked before."""
        with self._lock:
            if self.reason is not None:
                return False
            self.reason = reason
            if self._stop is not None:
                self._stop()
            return True

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """While inside, cancelling calls ``stop``, which must be quick; at once if it was cancelled before.

        On leaving, no call of ``stop`` is under way or will come: what it stops may be given to another query.
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
