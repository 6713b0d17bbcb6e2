"""One worker process as its parent sees it: started, asked, slowed down, killed."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from typing import Any, Final

from strategy_graph.engine.api import EngineUnavailable
from strategy_graph.worker.frames import Frame, receive_frame, send_frame

START_LIMIT: Final = 20.0
"""Seconds that a process may take to open the store."""

LONG: Final = 0.4
"""Seconds after which a query counts as long: its process gets out of the way of others (nice 19)."""

MAX_QUERIES: Final = 20_000
"""Queries after which a process is replaced, so that what it may have leaked goes."""

MAX_GROWTH: Final = 192 << 10
"""KiB of memory, ever held beyond what it began with, after which a process is replaced."""

_BOOT: Final = "import sys; sys.path[:0] = sys.argv[1:-1]; from strategy_graph.worker.process import main; main()"


class DiedAtRest(Exception):
    """The process had died before it was asked, so no query is lost."""


class WorkerProcess:
    """A process with a store open, ready for one query at a time.

    :param configuration: as ``strategy_graph.worker.process`` has it.
    :raises EngineUnavailable: it could not be started, or could not open its store.
    """

    def __init__(self, configuration: dict[str, Any]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # Isolated and without site: half the time to start. What the parent can import, the child can.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", "-c", _BOOT, *filter(None, sys.path), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # What a dying process has to say belongs to nobody: the parent says what happened.
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
        self._connection = ours
        self._readable = select.poll()
        self._readable.register(ours, select.POLLIN)
        self._queries = 0
        self._spoilt = False
        self._base = self._peak = 0
        self._asked = 0.0
        self.rested = time.monotonic()
        """Since when it has nothing to do."""
        try:
            self._open(configuration)
        except BaseException:
            self.end()
            raise

    def _open(self, configuration: dict[str, Any]) -> None:
        answer = None
        with contextlib.suppress(OSError):
            self._connection.settimeout(START_LIMIT)
            send_frame(self._connection, configuration)
            answer = receive_frame(self._connection)
            # From here on no call waits in vain: we poll before we read, and a process at rest reads what it is sent.
            self._connection.settimeout(None)
        if answer is None or "ready" not in answer.header:
            said = answer.header["message"] if answer else "it ended or did not answer"
            raise EngineUnavailable(f"a query process could not be started: {said}", hint="Try again in a little while")
        self.sandboxed = bool(answer.header["sandboxed"])
        self._base = self._peak = answer.header["peak"]

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def fit(self) -> bool:
        """Whether it should be given another query."""
        return not self._spoilt and self._queries < MAX_QUERIES and self._peak < self._base + MAX_GROWTH

    def fileno(self) -> int:
        """Of the connection, which is readable once there is an answer, or the process has died."""
        return self._connection.fileno()

    def send(self, header: dict[str, Any], body: bytes) -> None:
        """Ask; then either :meth:`wait`, or :meth:`receive` once :meth:`fileno` is readable.

        :raises DiedAtRest: it had died before it was asked.
        """
        self._queries += 1
        self._asked = time.monotonic()
        try:
            send_frame(self._connection, header, body)
        except OSError:
            self._spoilt = True
            raise DiedAtRest from None

    def wait(self, limit: float) -> Frame | None:
        """The answer, or ``None`` if the process died.

        :raises TimeoutError: there was no answer within ``limit`` seconds since it was asked.
        """
        patience = min(limit, LONG) - (time.monotonic() - self._asked)
        if not self._readable.poll(max(patience, 0) * 1000):
            if limit > LONG:
                self._slow_down()
            left = limit - (time.monotonic() - self._asked)
            if left <= 0 or not self._readable.poll(left * 1000):
                raise TimeoutError
        return self.receive()

    def receive(self) -> Frame | None:
        """The answer that is there, or ``None`` if the process died."""
        try:
            answer = receive_frame(self._connection)
        except OSError:
            return None
        if answer is not None:
            self._peak = answer.header["peak"]
        return answer

    def _slow_down(self) -> None:
        # Only root may take this back, so the process is not used again.
        self._spoilt = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 19)

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer learns that it died."""
        self._spoilt = True
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """End the process and let its remains go."""
        self.kill()
        self._process.wait()
        self._connection.close()

    def how_it_ended(self) -> str:
        """Of a process that closed its connection: why, in words."""
        self._spoilt = True
        try:
            return _how(self._process.wait(timeout=1))
        except subprocess.TimeoutExpired:
            return "it closed its connection"


def _how(code: int) -> str:
    if code == -signal.SIGSEGV:
        return "it overflowed its stack"
    if code == -signal.SIGABRT:
        return "it ran out of memory"
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with code {code}"
