"""Parents and children of processes on Linux: end with the parent, list descendants."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def isolated_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``main`` of a module in a process that ends with this one.

    Isolated and without site, Python starts in half the time; it gets the import path of this process.

    :param arguments: become ``sys.argv[1:]``.
    """
    boot = (
        f"import sys; sys.path[:0] = {[*filter(None, sys.path)]!r}; "
        f"from strategy_graph.process_tree import end_with_parent; end_with_parent({os.getpid()}); "
        f"from {module} import main; main()"
    )
    return [sys.executable, "-I", "-S", "-B", "-c", boot, *arguments]


def end_with_parent(parent: int) -> None:
    """On Linux, kill this process when the *thread* that started it ends (PR_SET_PDEATHSIG), or has ended already.

    A parent that is killed can't stop its children in order. On other systems this does nothing.

    :param parent: the process id of the parent, as the parent knows it: if the parent has ended before this call,
        ``os.getppid()`` is that of another process.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def descendants(pid: int) -> set[int]:
    """Return the process ids of all descendants of a process on Linux; elsewhere an empty set."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # the process has ended meanwhile
        if fields[0] != "Z":
            parents[int(entry.parent.name)] = int(fields[1])
    found: set[int] = set()
    wave = {pid}
    while wave:
        wave = {child for child, parent in parents.items() if parent in wave} - found
        found |= wave
    return found
