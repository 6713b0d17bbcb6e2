"""The parent's handle of one worker process: start, send, receive, renice, kill."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from enum import Enum
from typing import Any, Final, NamedTuple

from strategy_graph.engine.api import EngineUnavailable
from strategy_graph.engine.pool.spawner import Spawner
from strategy_graph.worker.frames import MESSAGES, Frame, connection, packed, receive_frame, send_frame

START_LIMIT: Final = 20.0
"""Seconds allowed for opening the store."""

RENICE_AFTER_SECONDS: Final = 0.25
"""Seconds that a query runs before its worker process is reniced (nice 19)."""

MAX_QUERIES: Final = 100_000
"""Queries after which a process is replaced, against memory leaks."""

MAX_GROWTH: Final = 192 << 10
"""KiB of peak memory growth after which a process is replaced."""


STDERR_BYTES: Final = 4096
"""Bytes that are read of a process's standard error."""


class Cause(Enum):
    """Why a process ended during a query."""

    MEMORY = "it ran out of memory"
    STACK = "it overflowed its stack"
    ORDER = "its sort met values that have no order"
    OTHER = "it ended"


class ExitReport(NamedTuple):
    """How a process ended: cause, description and the end of its standard error."""

    cause: Cause
    description: str
    stderr: str


class DeadBeforeSending(Exception):
    """The process was dead before the query was sent, so no query is lost."""


class SentQuery(NamedTuple):
    """A query sent to a process: its number there, and the monotonic time of sending."""

    number: int
    at: float


class WorkerProcess:
    """A process with an open store; it executes one query at a time.

    :param configuration: the opening frame of ``strategy_graph.worker.main``.
    :param spawner: starts it.
    :raises EngineUnavailable: it could not be started, or could not open its store.
    """

    def __init__(self, configuration: dict[str, Any], spawner: Spawner) -> None:
        self._answers, answering = connection()
        # The parent keeps both ends of the request socket, so that a waiting request can be revoked.
        self._requests, self._waiting = connection() if MESSAGES else (self._answers, answering)
        self._stderr, stderr_write_end = os.pipe()
        # A process that writes more than the pipe holds loses the rest and does not block.
        os.set_blocking(stderr_write_end, False)
        os.set_blocking(self._stderr, False)
        with answering:
            try:
                self._process = spawner.start(self._waiting.fileno(), answering.fileno(), stderr_write_end)
            except OSError as error:
                os.close(self._stderr)
                raise _not_started(str(error)) from error
            finally:
                os.close(stderr_write_end)
        self._readable = select.poll()
        self._readable.register(self._answers, select.POLLIN)
        self._queries = 0
        self._retired = False
        self._base = self._peak = 0
        self.idle_since = time.monotonic()
        """Monotonic time since which it has been idle."""
        self.pending_queries = 0
        """Number of unanswered queries; a second one waits in the socket."""
        try:
            self._open(configuration)
        except BaseException:
            self.end()
            raise

    def _open(self, configuration: dict[str, Any]) -> None:
        answer = None
        with contextlib.suppress(OSError):
            self._answers.settimeout(START_LIMIT)
            send_frame(self._requests, 0, packed(configuration))
            answer = receive_frame(self._answers)
            # From here on no call blocks: it polls before it reads, and few requests wait to be read.
            self._answers.settimeout(None)
        if answer is None or "ready" not in answer.header:
            raise _not_started(answer.header["message"] if answer else "it ended or did not answer")
        self.sandboxed = bool(answer.header["sandboxed"])
        self._base = self._peak = answer.peak

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def reusable(self) -> bool:
        """Return whether it can take another query."""
        return not self._retired and self._queries < MAX_QUERIES and self._peak < self._base + MAX_GROWTH

    def fileno(self) -> int:
        """Return the descriptor that is readable once an answer is available or the process has died."""
        return self._answers.fileno()

    def send(self, header: bytes, body: bytes) -> SentQuery:
        """Send a query; then call :meth:`wait`, or :meth:`receive` once :meth:`fileno` is readable.

        A second query may be sent while the first executes; answers come in the order of the queries.

        :raises DeadBeforeSending: the process was dead already.
        """
        self._queries += 1
        try:
            send_frame(self._requests, self._queries, header, body)
        except OSError:
            self._retired = True
            raise DeadBeforeSending from None
        return SentQuery(self._queries, time.monotonic())

    def wait(self, sent: SentQuery, limit: float) -> Frame | None:
        """Wait for the answer and return it; ``None`` if the process died.

        :raises TimeoutError: no answer came within ``limit`` seconds of sending.
        :raises DeadBeforeSending: the process was dead before the query was sent.
        """
        until_reniced = min(limit, RENICE_AFTER_SECONDS) - (time.monotonic() - sent.at)
        if not self._readable.poll(max(until_reniced, 0) * 1000):
            if limit > RENICE_AFTER_SECONDS:
                self._slow_down()
            left = limit - (time.monotonic() - sent.at)
            if left <= 0 or not self._readable.poll(left * 1000):
                raise TimeoutError
        return self.receive(sent)

    def receive(self, sent: SentQuery) -> Frame | None:
        """Return the available answer; ``None`` if the process died.

        :raises DeadBeforeSending: the process was dead before the query was sent.
        """
        answer = None
        with contextlib.suppress(OSError):
            answer = receive_frame(self._answers)
        if answer is None:
            if self.revoke_pipelined() == sent.number:
                self._retired = True
                raise DeadBeforeSending
            return None
        if answer.number != sent.number:
            # Impossible by design; if it happened, no answer of this process could be trusted.
            self.kill()
            return None
        self._peak = answer.peak
        return answer

    def revoke_pipelined(self) -> int | None:
        """Revoke the earliest query that the process has not begun, and return its number."""
        frame = None
        if MESSAGES:
            with contextlib.suppress(OSError):
                frame = receive_frame(self._waiting, socket.MSG_DONTWAIT)
        return None if frame is None else frame.number

    def _slow_down(self) -> None:
        # Only root can undo this, so the process is not reused.
        self._retired = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    def kill(self) -> None:
        """Kill the process; a waiting thread learns that it died."""
        self._retired = True
        self._process.kill()

    def end(self) -> None:
        """Kill the process and release its descriptors."""
        self.kill()
        self._process.wait(START_LIMIT)
        for end in (self._answers, self._requests, self._waiting):
            end.close()
        if self._stderr >= 0:
            os.close(self._stderr)
            self._stderr = -1

    def exit_report(self) -> ExitReport:
        """Return why a process closed its connection."""
        self._retired = True
        code = self._process.wait(1.0)
        stderr = b""
        with contextlib.suppress(OSError):
            stderr = os.read(self._stderr, STDERR_BYTES)
        return _classify_exit(code, stderr.decode("utf-8", "replace").strip())


def _not_started(why: str) -> EngineUnavailable:
    return EngineUnavailable(f"a worker process could not be started: {why}", hint="Try again in a little while")


_STDERR_CAUSES: Final = {
    "memory allocation of": Cause.MEMORY,
    "std::bad_alloc": Cause.MEMORY,
    "MemoryError": Cause.MEMORY,
    "overflowed its stack": Cause.STACK,
    "total order": Cause.ORDER,
}
"""Messages that the Rust, C++ and Python run-times write before they abort."""


def _classify_exit(code: int | None, stderr: str) -> ExitReport:
    for description, cause in _STDERR_CAUSES.items():
        if description in stderr:
            return ExitReport(cause, cause.value, stderr)
    if code == -signal.SIGSEGV:
        return ExitReport(Cause.STACK, Cause.STACK.value, stderr)
    if code is None:
        return ExitReport(Cause.OTHER, "it closed its connection", stderr)
    how = f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"
    return ExitReport(Cause.OTHER, how, stderr)
