"""Decides which bytes of a representation a request is for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import Final

_RANGE: Final = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)", re.IGNORECASE | re.ASCII)
_MANY_DIGITS: Final = 18


class RangeNotSatisfiable(ValueError):
    """The range begins after the end of the representation."""


def requested_range(
    field: str | None, if_range: str | None, *, size: int, etag: str, last_modified: str
) -> tuple[int, int] | None:
    """Return the first byte and the number of bytes of the part to send, or ``None`` for the whole.

    The whole is sent for no range, several ranges, a malformed one, another unit, and if If-Range doesn't match.

    :param field: the value of Range.
    :param if_range: the value of If-Range: a strong ETag or a date, which must be exactly that of the representation.
    :raises RangeNotSatisfiable: no byte of the representation is in the range.
    """
    found = _RANGE.fullmatch(field.strip()) if field else None
    if found is None or (if_range is not None and if_range.strip() not in {etag, last_modified}):
        return None
    first, last = found[1][:_MANY_DIGITS], found[2][:_MANY_DIGITS]
    if not first:
        if not last:
            return None
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise RangeNotSatisfiable
    return start, end - start
