"""Frames over a Unix socket: two lengths, a header of JSON, a body, and at most one file descriptor.

Each side sends one frame and waits for one, so no bytes of the next frame ever follow those of this one.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any, NamedTuple

_LENGTHS = struct.Struct(">II")
_CHUNK = 1 << 16


class Frame(NamedTuple):
    """``descriptor`` belongs to whoever receives the frame."""

    header: dict[str, Any]
    body: bytes
    descriptor: int | None


def send_frame(
    connection: socket.socket, header: dict[str, Any], body: bytes = b"", descriptor: int | None = None
) -> None:
    """Send a whole frame.

    :raises OSError: the other end is gone, or does not read within the socket's timeout.
    """
    head = json.dumps(header).encode()
    data = _LENGTHS.pack(len(head), len(body)) + head + body
    if descriptor is not None:
        # The descriptor travels with the first byte.
        sent = socket.send_fds(connection, [data], [descriptor])
        data = data[sent:]
    if data:
        connection.sendall(data)


def receive_frame(connection: socket.socket, deadline: float | None = None) -> Frame | None:
    """The next frame, or ``None`` where the other end closed.

    :param deadline: on the clock of :func:`time.monotonic`; none waits for ever.
    :raises TimeoutError: the deadline passed.
    """
    data = bytearray()
    descriptor = None
    wanted = _LENGTHS.size
    head_length = body_length = 0
    while len(data) < wanted:
        connection.settimeout(None if deadline is None else max(deadline - time.monotonic(), 0.001))
        if data:
            part = connection.recv(min(max(wanted - len(data), _CHUNK), 1 << 20))
        else:
            part, descriptors, _, _ = socket.recv_fds(connection, _CHUNK, 1)
            descriptor = descriptors[0] if descriptors else None
        if not part:
            return None
        data += part
        if not head_length and len(data) >= _LENGTHS.size:
            head_length, body_length = _LENGTHS.unpack_from(data)
            wanted = _LENGTHS.size + head_length + body_length
    end = _LENGTHS.size + head_length
    return Frame(json.loads(data[_LENGTHS.size : end]), bytes(data[end:]), descriptor)
