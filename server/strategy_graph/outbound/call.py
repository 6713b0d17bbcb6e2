"""One exchange with another server, which its clock or another thread may break off."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from enum import StrEnum
from types import TracebackType
from typing import Self

from strategy_graph.outbound.errors import CallStopped


class Stopped(StrEnum):
    """Why a call was broken off."""

    LATE = "its time was over"
    ASKED = "somebody asked"


class Call:
    """Used as a context manager; once left, nothing can break off what the connection is used for next.

    A socket's own time-out starts anew with every byte, so a server that drips could hold us for ever; and no time-out
    lets another thread in. So breaking off shuts the socket down, which wakes whoever waits on it.

    :param seconds: of wall clock from entering it; ``None`` for no limit.
    :ivar stopped: why it was broken off; ``None`` while it was not.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._ends: float | None = None
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self._over = False
        self.stopped: Stopped | None = None

    def __enter__(self) -> Self:
        if self._seconds is not None:
            self._ends = time.monotonic() + self._seconds
            self._timer = threading.Timer(self._seconds, self.stop, (Stopped.LATE,))
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        with self._lock:
            self._over = True
            self._socket = None
        if self._timer is not None:
            self._timer.cancel()

    def stop(self, why: Stopped) -> None:
        """Break it off, now or as soon as it has a connection."""
        with self._lock:
            if self._over or self.stopped is not None:
                return
            self.stopped = why
            self._shut()

    def attach(self, connected: socket.socket) -> None:
        """The connection that it goes over from now on."""
        with self._lock:
            self._socket = connected
            if self.stopped is not None:
                self._shut()

    def check(self) -> None:
        """:raises CallStopped: it was broken off, or its time is over."""
        if self._ends is not None and time.monotonic() >= self._ends:
            self.stop(Stopped.LATE)  # the timer's thread may not have had its turn yet
        if self.stopped is not None:
            raise CallStopped(f"the request was stopped: {self.stopped}")

    def within(self, seconds: float | None) -> float | None:
        """That many seconds, or as many as are left if that is fewer."""
        if self._ends is None:
            return seconds
        left = max(self._ends - time.monotonic(), 0.01)
        return left if seconds is None else min(seconds, left)

    def pause(self, seconds: float) -> None:
        """Wait, though not past its end."""
        time.sleep(self.within(seconds) or 0)
        self.check()

    def _shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Of the plain socket, also under TLS: its own shutdown would take the session from under its reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
