"""Starts worker processes by way of a fork server (:mod:`strategy_graph.worker.forkserver`)."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from typing import Final

from strategy_graph.process_tree import isolated_command
from strategy_graph.worker.forkserver import NUMBER, RUNNING

_POLL: Final = 0.002


class _ForkserverExited(Exception):
    """The fork server has ended, and with it every process that it forked."""


class Child:
    """A forked process; thread-safe."""

    def __init__(self, parent: _ForkserverClient, pid: int) -> None:
        self.pid = pid
        self._parent = parent
        self._lock = threading.Lock()
        self._code: int | None = None

    def kill(self) -> None:
        """Kill the process if it still runs."""
        with self._lock:
            # The process id is not reused before the exit code has been read.
            if self._code is None and self._parent.running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float) -> int | None:
        """Return the exit code, negative for a signal; ``None`` if it still runs after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        while (code := self._exit_code()) is None and time.monotonic() < end:
            time.sleep(_POLL)
        return code

    def _exit_code(self) -> int | None:
        with self._lock:
            if self._code is None:
                try:
                    code = self._parent.ask(NUMBER.pack(self.pid))
                except _ForkserverExited:
                    code = -signal.SIGKILL
                self._code = None if code == RUNNING else code
            return self._code


class Spawner:
    """Starts worker processes, and the fork server if none runs.

    Linux ends a process with the thread that started it (PR_SET_PDEATHSIG), so call :meth:`start` from one long-lived
    thread.
    """

    def __init__(self) -> None:
        self._forkserver: _ForkserverClient | None = None

    def start(self, requests: int, answers: int, stderr: int) -> Child:
        """Start a worker process on these descriptors and return it.

        :param stderr: the write end of its standard error.
        :raises OSError: it could not be started.
        """
        for _ in range(2):
            if self._forkserver is None or not self._forkserver.running:
                self._forkserver = _ForkserverClient()
            with contextlib.suppress(_ForkserverExited):
                return Child(self._forkserver, self._forkserver.ask(NUMBER.pack(0), [requests, answers, stderr]))
        raise ProcessLookupError("the process that starts others ends as soon as it is started")

    def close(self) -> None:
        """Stop the fork server and every process that it forked."""
        if self._forkserver is not None:
            self._forkserver.end()


class _ForkserverClient:
    """Starts a fork server and talks to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                isolated_command("strategy_graph.worker.forkserver", str(theirs.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # Each forked process gets a pipe of its own.
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def ask(self, message: bytes, descriptors: list[int] | None = None) -> int:
        """Send one message and return the number that comes back.

        :raises _ForkserverExited: the fork server has ended.
        """
        answer = b""
        with self._lock, contextlib.suppress(OSError):
            socket.send_fds(self._control, [message], descriptors or [])
            answer = self._control.recv(NUMBER.size, socket.MSG_WAITALL)
        if len(answer) < NUMBER.size:
            self.end()
            raise _ForkserverExited
        number: int = NUMBER.unpack(answer)[0]
        return number

    def end(self) -> None:
        with self._lock:
            self._control.close()
        self._process.kill()
        self._process.wait()
