"""The framing protocol between a worker process and its parent.

A frame is a number, a JSON header, a body and at most one file descriptor. Where the system has sequenced-packet
sockets, a frame is one message and can wait in the socket while the previous one is processed. Larger frames travel as
memory-backed files.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
from functools import lru_cache
from typing import Any, Final, NamedTuple

from strategy_graph.worker.spool import INLINE, memory_file, write_all

MESSAGES: Final = sys.platform == "linux"
"""Whether each frame is one message; otherwise they share a byte stream, one outstanding frame at a time."""

_NUMBERS: Final = struct.Struct(">IIIII")
_LARGEST: Final = INLINE + _NUMBERS.size
_DESCRIPTOR: Final = struct.Struct("i")
_ANCILLARY: Final = socket.CMSG_SPACE(_DESCRIPTOR.size)


class Frame(NamedTuple):
    """One frame. An answer has the ``number`` of its request.

    ``header`` is shared with other frames and must not be modified. The receiver owns ``descriptor``. ``peak`` is the
    peak memory of the sender in KiB, if it reports one."""

    number: int
    header: dict[str, Any]
    body: bytes
    descriptor: int | None
    peak: int


def connection() -> tuple[socket.socket, socket.socket]:
    """Create the two ends of a connection for frames."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET if MESSAGES else socket.SOCK_STREAM)


def packed(header: dict[str, Any]) -> bytes:
    """Serialise a header for :func:`send_frame`."""
    return json.dumps(header).encode()


def send_frame(
    end: socket.socket, number: int, header: bytes, body: bytes = b"", descriptor: int | None = None, peak: int = 0
) -> None:
    """Send a frame; a descriptor requires a small header and no body.

    :raises OSError: the other end is closed, or does not read within the timeout of the socket.
    """
    payload = header + body
    if len(payload) <= INLINE:
        _send(end, _NUMBERS.pack(number, len(header), len(body), peak, 0) + payload, descriptor)
        return
    assert descriptor is None
    file = memory_file()
    try:
        write_all(file, payload)
        os.lseek(file, 0, os.SEEK_SET)
        _send(end, _NUMBERS.pack(number, len(header), len(body), peak, 1), file)
    finally:
        os.close(file)


def _send(end: socket.socket, data: bytes, descriptor: int | None) -> None:
    if descriptor is not None:
        # The descriptor travels with the first byte.
        data = data[socket.send_fds(end, [data], [descriptor]) :]
    if data:
        end.sendall(data)


def receive_frame(end: socket.socket, flags: int = 0) -> Frame | None:
    """Receive the next frame; ``None`` if the other end is closed.

    :raises TimeoutError: nothing was received within the timeout of the socket.
    :raises BlockingIOError: no frame is available, and ``flags`` forbid blocking.
    """
    data, ancillary, _, _ = end.recvmsg(_LARGEST, _ANCILLARY, flags)
    if not data:
        return None
    descriptor: int | None = None
    if ancillary:
        (descriptor,) = _DESCRIPTOR.unpack(ancillary[0][2])
    number, head_length, body_length, peak, in_file = _NUMBERS.unpack_from(data)
    if in_file:
        assert descriptor is not None
        with os.fdopen(descriptor, "rb") as file:
            data, descriptor = data + file.read(), None
    start = _NUMBERS.size
    middle = start + head_length
    while len(data) < middle + body_length:
        part = end.recv(middle + body_length - len(data))
        if not part:
            if descriptor is not None:
                os.close(descriptor)
            return None
        data += part
    return Frame(number, _unpacked(data[start:middle]), data[middle:], descriptor, peak)


@lru_cache(maxsize=64)
def _unpacked(header: bytes) -> dict[str, Any]:
    header_read: dict[str, Any] = json.loads(header)
    return header_read
