"""Length-prefixed frames over a pipe: eight bytes of length, big-endian, then a header line of JSON and a body."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

_LENGTHS = struct.Struct(">II")


class FrameTimeout(Exception):
    """The frame was not whole in time."""


def write_frame(descriptor: int, header: dict[str, Any], body: bytes = b"") -> None:
    """Write a whole frame.

    :raises OSError: the other end is gone.
    """
    head = json.dumps(header).encode()
    for part in (_LENGTHS.pack(len(head), len(body)) + head, body):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int, deadline: float | None = None) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or ``None`` where the other end closed.

    :param deadline: on the clock of :func:`time.monotonic`; none waits for ever.
    :raises FrameTimeout: the deadline passed.
    """
    prefix = _read(descriptor, _LENGTHS.size, deadline)
    if prefix is None:
        return None
    head_length, body_length = _LENGTHS.unpack(prefix)
    head = _read(descriptor, head_length, deadline)
    body = _read(descriptor, body_length, deadline)
    if head is None or body is None:
        return None
    header: dict[str, Any] = json.loads(head)
    return header, body


def _read(descriptor: int, length: int, deadline: float | None) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0 or not _readable(descriptor, left):
                raise FrameTimeout
        part = os.read(descriptor, min(length - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _readable(descriptor: int, seconds: float) -> bool:
    # poll and not select: select can't take descriptors above 1023.
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(max(1, int(seconds * 1000))))
