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

LONG: Final = 0.25
"""Seconds after which a query counts as long: its process gets out of the way of others (nice 19)."""

MAX_QUERIES: Final = 20_000
"""Queries after which a process is replaced, so that what it may have leaked goes."""

MAX_GROWTH: Final = 192 << 10
"""KiB of memory, ever held beyond what it began with, after which a process is replaced."""

_WRITE_LIMIT: Final = 10.0
_BOOT: Final = "import sys; sys.path[:0] = sys.argv[1:-1]; from strategy_graph.worker.process import main; main()"


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
            send_frame(self._connection, configuration)
            answer = receive_frame(self._connection, time.monotonic() + START_LIMIT)
        if answer is None or "ready" not in answer.header:
            said = answer.header["message"] if answer else "it ended or did not answer"
            raise EngineUnavailable(f"a query process could not be started: {said}", hint="Try again in a little while")
        self.sandboxed = bool(answer.header["sandboxed"])
        self._base = self._peak = answer.header["peak"]

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def fit(self) -> bool:
        """Whether it should be given another query."""
        return not self._spoilt and self._queries < MAX_QUERIES and self._peak < self._base + MAX_GROWTH and self.alive

    def ask(self, header: dict[str, Any], body: bytes, limit: float) -> Frame | None:
        """The answer, or ``None`` if the process died.

        :raises TimeoutError: there was no answer within ``limit`` seconds.
        """
        self._queries += 1
        deadline = time.monotonic() + limit
        try:
            self._connection.settimeout(_WRITE_LIMIT)
            send_frame(self._connection, header, body)
            if limit > LONG and not self._readable.poll(LONG * 1000):
                self._slow_down()
            answer = receive_frame(self._connection, deadline)
        except TimeoutError:
            raise
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
