"""The output buffer of a result: process memory while it is small, then a memory-backed file."""

from __future__ import annotations

import io
import mmap
import os
from typing import Any, Final

INLINE: Final = 48 << 10
"""Largest body inside a frame, in bytes; the kernel is slow to allocate larger messages."""


class ResultTooLargeError(Exception):
    """The result exceeds its limit."""


class Spool(io.RawIOBase):
    """A writable file with a limit, so that a result that is too large is abandoned early.

    The memory-backed file does not count towards the address space of the process.
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
        """Return the bytes, or the descriptor of the file at its start, which the caller closes."""
        if self._descriptor is None:
            return self._small.getvalue(), None
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        descriptor, self._descriptor = self._descriptor, None
        return b"", descriptor

    def content(self) -> bytes | mmap.mmap:
        """Return what was written, without copying what is in the file.

        :raises MemoryError: the address space has no room for the file.
        """
        if self._descriptor is None:
            return self._small.getvalue()
        try:
            return mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise MemoryError from error

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        super().close()


def memory_file() -> int:
    """Return the descriptor of a new memory-backed file; of a temporary file where the system has none."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("result", os.MFD_CLOEXEC)
    import tempfile  # slow to import, and rarely needed

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def write_all(descriptor: int, data: Any) -> None:
    """Write all bytes, in as many calls as necessary."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
