"""Ends connections whose client has stopped reading a large answer, so that its memory is not held for ever."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Final

STALL_SECONDS: Final = 60
"""How long a client may take nothing of what waits for it."""


def limit_stall(client: str, seconds: int = STALL_SECONDS) -> bool:
    """Have the kernel end the connection of that client once it stalls (TCP_USER_TIMEOUT, Linux). Whether it was found.

    The web server has no such setting and does not give its sockets away, so the socket is found among the open files
    by its peer.

    :param client: ``address:port`` of the peer.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is None:
        return False
    address, _, port = client.rpartition(":")
    wanted = (address.strip("[]"), int(port))
    for entry in Path("/proc/self/fd").iterdir():
        # Another thread may close it meanwhile, and most are no sockets.
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
