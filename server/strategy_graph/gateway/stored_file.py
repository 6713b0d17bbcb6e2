"""Response bodies that are files on disk, or a range of one; sent by the web server without reading them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BLOCK: Final = 1 << 16


@dataclass(frozen=True)
class StoredFile:
    """A range of an immutable file; also the iterable of a WSGI response. It is neither cached nor encoded.

    :ivar start: the first byte.
    :ivar size: the number of bytes.
    """

    path: str
    start: int
    size: int

    def __iter__(self) -> Iterator[bytes]:
        left = self.size
        with open(self.path, "rb") as file:  # noqa: PTH123 (the path is text for the web server)
            file.seek(self.start)
            while left > 0 and (block := file.read(min(_BLOCK, left))):
                left -= len(block)
                yield block
