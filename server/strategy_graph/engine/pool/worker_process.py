"""One worker process as its parent sees it: started, asked, slowed down, killed."""

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
"""Seconds that a process may take to open the store."""

LONG: Final = 0.25
"""Seconds after which a query counts as long: its process gets out of the way of others (nice 19)."""

MAX_QUERIES: Final = 100_000
"""Queries after which a process is replaced, so that what it may have leaked goes."""

MAX_GROWTH: Final = 192 << 10
"""KiB of memory, ever held beyond what it began with, after which a process is replaced."""


WORDS: Final = 4096
"""Bytes that are read of what a process wrote to its standard error."""


class Cause(Enum):
    """Why a process ended while it worked at a query."""

    MEMORY = "it ran out of memory"
    STACK = "it overflowed its stack"
    ORDER = "its sort met values that have no order"
    OTHER = "it ended"


class Ending(NamedTuple):
    """How a process ended; ``words`` say it, ``said`` is what it wrote to its standard error."""

    cause: Cause
    words: str
    said: str


class DiedAtRest(Exception):
    """The process had died before it was asked, so no query is lost."""


class Asked(NamedTuple):
    """A query that was sent to a process: its number there, and when, by the monotonic clock."""

    number: int
    at: float


class WorkerProcess:
    """A process with a store open, ready for one query at a time.

    :param configuration: as ``strategy_graph.worker.process`` has it.
    :param spawner: starts it.
    :raises EngineUnavailable: it could not be started, or could not open its store.
    """

    def __init__(self, configuration: dict[str, Any], spawner: Spawner) -> None:
        self._answers, answering = connection()
        # We keep both ends of the requests, so that one which waits can be taken back.
        self._requests, self._waiting = connection() if MESSAGES else (self._answers, answering)
        self._said, saying = os.pipe()
        # A process that says more than a pipe holds goes on unheard.
        os.set_blocking(saying, False)
        os.set_blocking(self._said, False)
        with answering:
            try:
                self._process = spawner.start(self._waiting.fileno(), answering.fileno(), saying)
            except OSError as error:
                os.close(self._said)
                raise _not_started(str(error)) from error
            finally:
                os.close(saying)
        self._readable = select.poll()
        self._readable.register(self._answers, select.POLLIN)
        self._queries = 0
        self._spoilt = False
        self._base = self._peak = 0
        self.rested = time.monotonic()
        """Since when it has nothing to do."""
        self.places = 0
        """Queries that it has to answer; a second one waits in its socket."""
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
            # From here on no call waits in vain: we poll before we read, and few requests wait to be read.
            self._answers.settimeout(None)
        if answer is None or "ready" not in answer.header:
            raise _not_started(answer.header["message"] if answer else "it ended or did not answer")
        self.sandboxed = bool(answer.header["sandboxed"])
        self._base = self._peak = answer.peak

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def fit(self) -> bool:
        """Whether it should be given another query."""
        return not self._spoilt and self._queries < MAX_QUERIES and self._peak < self._base + MAX_GROWTH

    def fileno(self) -> int:
        """Of the connection, which is readable once there is an answer, or the process has died."""
        return self._answers.fileno()

    def send(self, header: bytes, body: bytes) -> Asked:
        """Ask; then either :meth:`wait`, or :meth:`receive` once :meth:`fileno` is readable.

        A second query may be sent while the first is worked at; answers come in the order of the queries.

        :raises DiedAtRest: it had died before it was asked.
        """
        self._queries += 1
        try:
            send_frame(self._requests, self._queries, header, body)
        except OSError:
            self._spoilt = True
            raise DiedAtRest from None
        return Asked(self._queries, time.monotonic())

    def wait(self, asked: Asked, limit: float) -> Frame | None:
        """The answer, or ``None`` if the process died.

        :raises TimeoutError: there was no answer within ``limit`` seconds since it was asked.
        :raises DiedAtRest: it had died before it was asked.
        """
        patience = min(limit, LONG) - (time.monotonic() - asked.at)
        if not self._readable.poll(max(patience, 0) * 1000):
            if limit > LONG:
                self._slow_down()
            left = limit - (time.monotonic() - asked.at)
            if left <= 0 or not self._readable.poll(left * 1000):
                raise TimeoutError
        return self.receive(asked)

    def receive(self, asked: Asked) -> Frame | None:
        """The answer that is there, or ``None`` if the process died.

        :raises DiedAtRest: it had died before it was asked.
        """
        answer = None
        with contextlib.suppress(OSError):
            answer = receive_frame(self._answers)
        if answer is None:
            if self.take_back() == asked.number:
                self._spoilt = True
                raise DiedAtRest
            return None
        if answer.number != asked.number:
            # It can't be, and if it were, no answer of this process could be given to anybody.
            self.kill()
            return None
        self._peak = answer.peak
        return answer

    def take_back(self) -> int | None:
        """Take back the earliest query that the process has not begun with, and give its number."""
        frame = None
        if MESSAGES:
            with contextlib.suppress(OSError):
                frame = receive_frame(self._waiting, socket.MSG_DONTWAIT)
        return None if frame is None else frame.number

    def _slow_down(self) -> None:
        # Only root may take this back, so the process is not used again.
        self._spoilt = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer learns that it died."""
        self._spoilt = True
        self._process.kill()

    def end(self) -> None:
        """End the process and let its remains go."""
        self.kill()
        self._process.wait(START_LIMIT)
        for end in (self._answers, self._requests, self._waiting):
            end.close()
        if self._said >= 0:
            os.close(self._said)
            self._said = -1

    def how_it_ended(self) -> Ending:
        """Of a process that closed its connection: why."""
        self._spoilt = True
        code = self._process.wait(1.0)
        said = b""
        with contextlib.suppress(OSError):
            said = os.read(self._said, WORDS)
        return _ending(code, said.decode("utf-8", "replace").strip())


def _not_started(why: str) -> EngineUnavailable:
    return EngineUnavailable(f"a query process could not be started: {why}", hint="Try again in a little while")


_SAID: Final = {
    "memory allocation of": Cause.MEMORY,
    "std::bad_alloc": Cause.MEMORY,
    "MemoryError": Cause.MEMORY,
    "overflowed its stack": Cause.STACK,
    "total order": Cause.ORDER,
}
"""What the run-time libraries of Rust, C++ and Python write before they end a process."""


def _ending(code: int | None, said: str) -> Ending:
    for words, cause in _SAID.items():
        if words in said:
            return Ending(cause, cause.value, said)
    if code == -signal.SIGSEGV:
        return Ending(Cause.STACK, Cause.STACK.value, said)
    if code is None:
        return Ending(Cause.OTHER, "it closed its connection", said)
    how = f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"
    return Ending(Cause.OTHER, how, said)
