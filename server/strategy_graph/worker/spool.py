"""Where a result is written: memory of the process while it is small, a memory-backed file once it is large."""

from __future__ import annotations

import io
import os
from typing import Any, Final

INLINE: Final = 48 << 10
"""Bytes up to which a body is part of its frame: larger messages take the kernel long to find room for."""


class ResultTooLargeError(Exception):
    """The result has grown past its cap."""


class Spool(io.RawIOBase):
    """A writable file that gives up past a cap, so that a result too large is given up early.

    What is in the file does not count towards the address space of the process.
    """

    def __init__(self, cap: int) -> None:
        super().__init__()
        self._cap = cap
        self._size = 0
        self._small = io.BytesIO()
        self._descriptor: int | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        length = len(data)
        self._size += length
        if self._size > self._cap:
            raise ResultTooLargeError
        if self._descriptor is None:
            if self._size <= INLINE:
                return self._small.write(data)
            self._descriptor = memory_file()
            write_all(self._descriptor, self._small.getvalue())
            self._small = io.BytesIO()
        write_all(self._descriptor, data)
        return length

    def result(self) -> tuple[bytes, int | None]:
        """The bytes, or else the descriptor of the file, at its start; the descriptor is the caller's to close."""
        if self._descriptor is None:
            return self._small.getvalue(), None
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        descriptor, self._descriptor = self._descriptor, None
        return b"", descriptor

    def beginning(self) -> bytes:
        """What was written, up to :data:`INLINE` bytes."""
        return self._small.getvalue() if self._descriptor is None else os.pread(self._descriptor, INLINE, 0)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        super().close()


def memory_file() -> int:
    """The descriptor of a new file in memory; on disk where the system has no such files."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("result", os.MFD_CLOEXEC)
    import tempfile  # it takes a process long to import, and few need it

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def write_all(descriptor: int, data: Any) -> None:
    """Write, however often that takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
