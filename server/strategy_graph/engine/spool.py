"""Where a result is gathered until it is whole: in memory while it is small, then in a memory-backed file."""

from __future__ import annotations

import io
import os
import tempfile
from typing import Any, BinaryIO, Final

from strategy_graph.engine.api import QueryResult, ResultTooLarge

SMALL: Final = 256 * 1024
"""Bytes up to which a result stays in the process's own memory."""


class Spool(io.RawIOBase):
    """Takes the bytes of one result.

    :param limit: bytes that it may grow to.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._size = 0
        self._small: io.BytesIO | None = io.BytesIO()
        self._file: BinaryIO | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """:raises ResultTooLarge: that would be more than the limit."""
        view = memoryview(data)
        self._size += view.nbytes
        if self._size > self._limit:
            raise result_too_large(self._limit)
        if self._small is not None and self._size > SMALL:
            self._file = _memory_file()
            self._file.write(self._small.getbuffer())
            self._small = None
        target = self._file if self._small is None else self._small
        assert target is not None
        target.write(view)
        return view.nbytes

    def result(self, media_type: str) -> QueryResult:
        """What was gathered; the spool takes no more."""
        if self._small is not None:
            return QueryResult(media_type, self._small.getvalue())
        file, self._file = self._file, None
        assert file is not None
        file.seek(0)
        return QueryResult(media_type, file=file)

    def close(self) -> None:
        """Let go of what was gathered, unless it was taken as a result."""
        if self._file is not None:
            self._file.close()
        super().close()


def result_too_large(limit: int) -> ResultTooLarge:
    return ResultTooLarge(
        f"the result is larger than {limit / (1 << 20):.3g} MiB",
        limit="result_bytes",
        value=limit,
        hint="Add a LIMIT, or ask for it in parts",
    )


def _memory_file() -> BinaryIO:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("query-result", os.MFD_CLOEXEC), "w+b")
    return tempfile.TemporaryFile("w+b")
