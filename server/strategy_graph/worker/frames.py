"""Frames between a process and its parent: a number, a header of JSON, a body, and at most one file descriptor.

Where the system has sockets that keep messages apart, a frame is one message, and a frame can wait in the socket while
the one before it is worked at. What is too large for a message travels as a file in memory.
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
"""Whether frames are messages; else they share a stream, and each has to be answered before the next is sent."""

_NUMBERS: Final = struct.Struct(">IIIII")
_LARGEST: Final = INLINE + _NUMBERS.size
_DESCRIPTOR: Final = struct.Struct("i")
_ANCILLARY: Final = socket.CMSG_SPACE(_DESCRIPTOR.size)


class Frame(NamedTuple):
    """An answer has the ``number`` of its request. ``header`` is shared with other frames and must not be changed;
    ``descriptor`` belongs to whoever receives the frame; ``peak`` is the most memory that the sender ever held, in KiB,
    where it says so."""

    number: int
    header: dict[str, Any]
    body: bytes
    descriptor: int | None
    peak: int


def connection() -> tuple[socket.socket, socket.socket]:
    """Two ends for frames."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET if MESSAGES else socket.SOCK_STREAM)


def packed(header: dict[str, Any]) -> bytes:
    """A header as :func:`send_frame` takes it."""
    return json.dumps(header).encode()


def send_frame(
    end: socket.socket, number: int, header: bytes, body: bytes = b"", descriptor: int | None = None, peak: int = 0
) -> None:
    """Send a whole frame; a descriptor goes with a small header and no body.

    :raises OSError: the other end is gone, or does not read within the socket's timeout.
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
    """The next frame, or ``None`` where the other end closed.

    :raises TimeoutError: the socket's timeout passed with nothing received.
    :raises BlockingIOError: there is none, and ``flags`` say not to wait.
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
