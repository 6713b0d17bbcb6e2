"""Closes connections whose client has stopped reading a large response, so that its memory is freed."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Final

STALL_SECONDS: Final = 60
"""Seconds that a client may accept no data before its connection is closed."""


def limit_stall(client: str, seconds: int = STALL_SECONDS) -> bool:
    """Set TCP_USER_TIMEOUT (Linux) on the connection of a client; return whether its socket was found.

    The kernel then closes the connection once it stalls. The web server has no such setting and does not expose its
    sockets, so the socket is found by its peer address among the open descriptors of the process.

    :param client: ``address:port`` of the peer.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is None:
        return False
    address, _, port = client.rpartition(":")
    wanted = (address.strip("[]"), int(port))
    for entry in Path("/proc/self/fd").iterdir():
        # Another thread may close the descriptor concurrently, and most descriptors are not sockets.
        with contextlib.suppress(OSError):
            descriptor = os.dup(int(entry.name))
            try:
                found = socket.socket(fileno=descriptor)
            except OSError:
                os.close(descriptor)
                continue
            with found:
                if found.family in (socket.AF_INET, socket.AF_INET6) and found.getpeername()[:2] == wanted:
                    found.setsockopt(socket.IPPROTO_TCP, option, seconds * 1000)
                    return True
    return False
