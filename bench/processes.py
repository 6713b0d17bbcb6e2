"""Starts server processes, measures their memory and stops them.

Only processes that this module started are stopped, by their process ids.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class ServerProcess:
    """A server that runs in its own process group and writes its output to a log file."""

    def __init__(self, command: Sequence[str], log: Path, *, cwd: Path, environment: Mapping[str, str]) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=cwd,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.log = log
        self.pid = self._process.pid

    @property
    def has_exited(self) -> bool:
        return self._process.poll() is not None

    def resident_memory(self) -> int:
        """Return the resident bytes of the process and its descendants; shared pages count once for each process."""
        return sum(_resident_bytes(pid) for pid in _process_tree(self.pid))

    def log_tail(self) -> str:
        """Return the last 160 characters of the log on one line."""
        return " ".join(self.log.read_text(encoding="utf-8", errors="replace").split())[-160:]

    def stop(self, timeout: float = 10) -> None:
        """Terminate the process, then kill what is left of its process group."""
        tree = _process_tree(self.pid)
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)
        for pid in tree:
            # Children can outlive the server. The ids were read while it ran, so check that they are in its group.
            if _process_group(pid) == self.pid:
                os.kill(pid, signal.SIGKILL)
        self._process.wait(timeout)


class PeakMemory:
    """A context manager that samples the memory of a process several times a second.

    :ivar peak: the most bytes that were seen.
    """

    def __init__(self, process: ServerProcess, interval: float = 0.25) -> None:
        self.peak = 0
        self._process = process
        self._interval = interval
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(self._interval):
            self.peak = max(self.peak, self._process.resident_memory())


def processor_seconds(root: int) -> float:
    """Return the seconds of processor time that a process and its descendants have used, in user and kernel mode."""
    fields = (_stat_fields(pid) for pid in _process_tree(root))
    return sum(int(each[11]) + int(each[12]) for each in fields if each) / os.sysconf("SC_CLK_TCK")


def _process_tree(root: int) -> list[int]:
    """Return the ids of a process and its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat_fields(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    tree = [root]
    for pid in tree:
        tree += [child for child, parent in parents.items() if parent == pid]
    return tree


def _stat_fields(pid: int) -> list[str]:
    """Return the fields of ``/proc/<pid>/stat`` from the state on, or an empty list if the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _process_group(pid: int) -> int:
    """Return the process group of a process, or -1 if it has ended or is a zombie."""
    fields = _stat_fields(pid)
    return int(fields[2]) if fields and fields[0] != "Z" else -1


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_SIZE
    except (OSError, IndexError):
        return 0
