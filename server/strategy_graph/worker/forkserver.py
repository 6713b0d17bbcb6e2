"""Starts worker processes as copies of itself, with everything imported: in a quarter of the time of a new program.

On its socket come the descriptors of a new process's requests, answers and standard error, and its number goes back;
or the number of one that it started, and its exit code goes back. An exit code is told once, and until then the
number stays taken.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from typing import Final

from strategy_graph.processes import end_with_parent
from strategy_graph.worker.process import serve

NUMBER: Final = struct.Struct(">i")
RUNNING: Final = 1 << 16
"""In place of an exit code."""


def main() -> None:
    """Serve on the socket whose descriptor is the last argument, until its other end is closed."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[-1]))
    # Copies share memory as long as nobody writes to it.
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, NUMBER.size, 3)
        if not message:
            return
        if not descriptors:
            control.sendall(NUMBER.pack(_exit_code(*NUMBER.unpack(message))))
            continue
        number = os.fork()
        if number == 0:
            control.close()
            _work(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(NUMBER.pack(number))


def _work(requests: int, answers: int, words: int) -> None:
    code = 1
    try:
        os.dup2(words, 2)
        os.close(words)
        serve(socket.socket(fileno=requests), socket.socket(fileno=answers))
        code = 0
    finally:
        # What is inherited is not ours to clear up.
        os._exit(code)


def _exit_code(number: int) -> int:
    """Negative for a signal, as :mod:`subprocess` has it."""
    try:
        ended, status = os.waitpid(number, os.WNOHANG)
    except ChildProcessError:
        return -signal.SIGKILL
    return os.waitstatus_to_exitcode(status) if ended else RUNNING
