"""A fork server: forks worker processes with everything imported, in a quarter of the time of starting a new program.

Its socket takes two kinds of messages:

- 0 with three descriptors (requests, answers, standard error): forks a worker process and returns its process id;
- the process id of a worker process: returns its exit code, or a number that says that it still runs.

An exit code is returned once. Until then the process is a zombie, so that its id is not reused.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from typing import Final

from strategy_graph.process_tree import end_with_parent
from strategy_graph.worker.main import serve

NUMBER: Final = struct.Struct(">i")
RUNNING: Final = 1 << 16
"""Returned in place of an exit code: the process still runs."""


def main() -> None:
    """Serve the socket whose descriptor is the last argument, until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[-1]))
    # Forked processes share memory pages until one writes to them.
    gc.freeze()
    own_number = os.getpid()
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
            _work(own_number, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        control.sendall(NUMBER.pack(number))


def _work(parent: int, requests: int, answers: int, stderr: int) -> None:
    # If the fork server is killed before it returns the process id, another process is started on these descriptors.
    end_with_parent(parent)
    code = 1
    try:
        os.dup2(stderr, 2)
        os.close(stderr)
        serve(socket.socket(fileno=requests), socket.socket(fileno=answers))
        code = 0
    finally:
        # Inherited objects belong to the parent, so nothing is cleaned up.
        os._exit(code)


def _exit_code(number: int) -> int:
    """Return the exit code, negative for a signal, as :mod:`subprocess` does."""
    try:
        ended, status = os.waitpid(number, os.WNOHANG)
    except ChildProcessError:
        return -signal.SIGKILL
    return os.waitstatus_to_exitcode(status) if ended else RUNNING
