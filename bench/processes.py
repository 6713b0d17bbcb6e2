"""Starts servers, asks what they cost, and ends them: only processes of our own, by their number."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Process:
    """A server in a process group of its own, its output in a log file."""

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
    def ended(self) -> bool:
        return self._process.poll() is not None

    def memory(self) -> int:
        """Bytes of resident memory, the process and all below it; what they share counts once for each."""
        return sum(_resident(pid) for pid in _family(self.pid))

    def last_words(self) -> str:
        """The end of its log, on one line."""
        return " ".join(self.log.read_text(encoding="utf-8", errors="replace").split())[-160:]

    def stop(self, patience: float = 10) -> None:
        family = _family(self.pid)
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        for pid in family:
            # Its own children may outlive it; those numbers were read while it still ran.
            if _group(pid) == self.pid:
                os.kill(pid, signal.SIGKILL)
        self._process.wait(patience)


class PeakMemory:
    """Looks at a process's memory several times a second, and keeps the most."""

    def __init__(self, process: Process, pause: float = 0.25) -> None:
        self.most = 0
        self._process = process
        self._pause = pause
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(self._pause):
            self.most = max(self.most, self._process.memory())


def _family(root: int) -> list[int]:
    """The process and its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents[int(entry.name)] = int(fields[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _stat(pid: int) -> list[str]:
    """The fields of ``/proc/<pid>/stat`` from the state on; none where the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _group(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[2]) if fields and fields[0] != "Z" else -1


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
