"""One request-response exchange with a deadline, which another thread can stop."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from enum import StrEnum
from types import TracebackType
from typing import Self

from strategy_graph.outbound.errors import ExchangeStopped


class StopReason(StrEnum):
    """Why an exchange was stopped."""

    TIMEOUT = "its time was over"
    CANCELLED = "somebody asked"


class Exchange:
    """A context manager; after the block nothing can interrupt the next exchange on the same connection.

    A socket timeout restarts with every byte, so a slow server could block forever, and another thread can't trigger
    it. Stopping therefore shuts the socket down, which wakes the waiting thread.

    :param seconds: deadline in seconds of wall clock from entering the block; ``None`` for no limit.
    :ivar stopped: why it was stopped; ``None`` until then.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._ends: float | None = None
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self._over = False
        self.stopped: StopReason | None = None

    def __enter__(self) -> Self:
        if self._seconds is not None:
            self._ends = time.monotonic() + self._seconds
            self._timer = threading.Timer(self._seconds, self.stop, (StopReason.TIMEOUT,))
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        with self._lock:
            self._over = True
            self._socket = None
        if self._timer is not None:
            self._timer.cancel()

    def stop(self, why: StopReason) -> None:
        """Stop the exchange, now or as soon as it has a connection."""
        with self._lock:
            if self._over or self.stopped is not None:
                return
            self.stopped = why
            self._shut()

    def attach(self, connected: socket.socket) -> None:
        """Attach the socket that the exchange uses from now on."""
        with self._lock:
            self._socket = connected
            if self.stopped is not None:
                self._shut()

    def check(self) -> None:
        """Check the deadline.

        :raises ExchangeStopped: the exchange was stopped, or its deadline has passed.
        """
        if self._ends is not None and time.monotonic() >= self._ends:
            self.stop(StopReason.TIMEOUT)  # the timer thread may be late
        if self.stopped is not None:
            raise ExchangeStopped(f"the request was stopped: {self.stopped}")

    def within(self, seconds: float | None) -> float | None:
        """Return the given seconds, or the remaining ones if they are fewer."""
        if self._ends is None:
            return seconds
        left = max(self._ends - time.monotonic(), 0.01)
        return left if seconds is None else min(seconds, left)

    def pause(self, seconds: float) -> None:
        """Sleep, at most until the deadline."""
        time.sleep(self.within(seconds) or 0)
        self.check()

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # The plain socket, also under TLS: that shutdown would free the session while another thread reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
