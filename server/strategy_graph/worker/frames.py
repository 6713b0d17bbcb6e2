"""Frames over a Unix socket: two lengths, a header of JSON, a body, and at most one file descriptor.

Each side sends one frame and waits for one, so no bytes of the next frame ever follow those of this one.
"""

from __future__ import annotations

import json
import socket
import struct
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
        data = data[socket.send_fds(connection, [data], [descriptor]) :]
    if data:
        connection.sendall(data)


def receive_frame(connection: socket.socket) -> Frame | None:
    """The next frame, or ``None`` where the other end closed.

    :raises TimeoutError: the socket's timeout passed with nothing received.
    """
    data, descriptors, _, _ = socket.recv_fds(connection, _CHUNK, 1)
    if not data:
        return None
    head_length, body_length = _LENGTHS.unpack_from(data)
    wanted = _LENGTHS.size + head_length + body_length
    if len(data) < wanted:
        parts = [data]
        missing = wanted - len(data)
        while missing:
            part = connection.recv(min(missing, 1 << 20))
            if not part:
                return None
            parts.append(part)
            missing -= len(part)
        data = b"".join(parts)
    end = _LENGTHS.size + head_length
    return Frame(json.loads(data[_LENGTHS.size : end]), data[end:], descriptors[0] if descriptors else None)
