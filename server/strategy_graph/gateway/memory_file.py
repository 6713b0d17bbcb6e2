"""Bodies too large to copy about: files in memory, shared by all the answers that send them."""

from __future__ import annotations

import os
import threading
import weakref
from typing import BinaryIO, Final

INLINE: Final = 1 << 20
"""Bytes up to which a body is kept as such."""


class SpoolFullError(Exception):
    """The large results that are being sent fill the memory that is set aside for them."""


class SpoolBudget:
    """Bounds the bytes of all memory files that exist at once."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """:raises SpoolFullError: there is no room for so many bytes."""
        with self._lock:
            if self.used + size > self.limit:
                raise SpoolFullError
            self.used += size

    def give_back(self, size: int) -> None:
        """Once what was taken is gone."""
        with self._lock:
            self.used -= size


class MemoryFile:
    """A file that never changes; its memory goes when nothing refers to it any more.

    :raises SpoolFullError: the budget has no room for it.
    """

    def __init__(self, file: BinaryIO, size: int, budget: SpoolBudget) -> None:
        self.size = size
        self.budget = budget
        self._file = file
        budget.take(size)
        weakref.finalize(self, _release, file, size, budget)

    @property
    def path(self) -> str:
        """A path that opens it, within this process."""
        return f"/proc/self/fd/{self._file.fileno()}"

    def chunks(self, length: int = 1 << 20) -> list[tuple[int, int]]:
        """Offsets and lengths that cover the file."""
        return [(start, min(length, self.size - start)) for start in range(0, self.size, length)]

    def read(self, start: int, length: int) -> bytes:
        """Some of its bytes; safe from many threads."""
        return os.pread(self._file.fileno(), length, start)


Body = bytes | MemoryFile


def length_of(body: Body) -> int:
    """Bytes of a body."""
    return len(body) if isinstance(body, bytes) else body.size


def _release(file: BinaryIO, size: int, budget: SpoolBudget) -> None:
    file.close()
    budget.give_back(size)
