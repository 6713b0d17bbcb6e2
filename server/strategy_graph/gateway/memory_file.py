"""Large response bodies as memory-backed files, shared by all responses that send them."""

from __future__ import annotations

import os
import threading
import weakref
from typing import BinaryIO, Final

INLINE_BYTES: Final = 1 << 20
"""Largest body that is kept as ``bytes``; larger ones are memory files."""


class SpoolFullError(Exception):
    """The spool budget has no room for another large body."""


class SpoolBudget:
    """Limits the total size of all memory files that exist at once; safe to use from many threads.

    :param limit: bytes.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self._lock = threading.Lock()

    def acquire(self, size: int) -> None:
        """Reserve bytes.

        :raises SpoolFullError: fewer bytes are free.
        """
        with self._lock:
            if self.used + size > self.limit:
                raise SpoolFullError
            self.used += size

    def release(self, size: int) -> None:
        """Return bytes that :meth:`acquire` reserved."""
        with self._lock:
            self.used -= size


class MemoryFile:
    """An immutable memory-backed file, closed when the last reference to it is gone.

    :raises SpoolFullError: the budget has no room for it.
    """

    def __init__(self, file: BinaryIO, size: int, budget: SpoolBudget) -> None:
        self.size = size
        self.budget = budget
        self._file = file
        budget.acquire(size)
        weakref.finalize(self, _release, file, size, budget)

    @property
    def path(self) -> str:
        """Path that opens the file within this process."""
        return f"/proc/self/fd/{self._file.fileno()}"

    def chunks(self, length: int = 1 << 20) -> list[tuple[int, int]]:
        """Return offsets and lengths that cover the file."""
        return [(start, min(length, self.size - start)) for start in range(0, self.size, length)]

    def read(self, start: int, length: int) -> bytes:
        """Return a range of bytes; safe to call from many threads."""
        return os.pread(self._file.fileno(), length, start)


Body = bytes | MemoryFile


def length_of(body: Body) -> int:
    """Return the length of a body in bytes."""
    return len(body) if isinstance(body, bytes) else body.size


def _release(file: BinaryIO, size: int, budget: SpoolBudget) -> None:
    file.close()
    budget.release(size)
