"""Readiness: callbacks run in order, and the registration of an ended source is removed."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest

from strategy_graph.gateway.readiness import Readiness


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_callbacks_in_order_with_one_registration() -> None:
    async def play() -> list[str]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        readiness, received = Readiness(), []
        before = descriptors()

        def on_readable(name: str) -> None:
            received.append(name + ours.recv(10).decode())

        readiness.add(ours, lambda: on_readable("first "))
        readiness.add(ours, lambda: on_readable("second "))
        assert readiness.pending(ours) == 2
        theirs.send(b"1")
        theirs.send(b"2")
        await asyncio.sleep(0.02)
        readiness.add(ours, lambda: on_readable("third "))
        theirs.send(b"3")
        await asyncio.sleep(0.02)
        assert descriptors() == before + 1
        theirs.close()
        await asyncio.sleep(0.02)
        assert descriptors() == before - 1, "the duplicate and the peer are closed"
        ours.close()
        return received

    assert asyncio.run(play()) == ["first 1", "second 2", "third 3"]


def test_a_removed_callback_is_not_called_and_can_be_added_again() -> None:
    async def play() -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        readiness, received = Readiness(), []

        def on_readable() -> None:
            received.append(ours.recv(10))

        readiness.add(ours, on_readable)
        readiness.remove(ours, on_readable)
        theirs.send(b"1")
        await asyncio.sleep(0.02)
        assert received == []
        assert ours.recv(10) == b"1"
        readiness.add(ours, on_readable)
        theirs.send(b"2")
        await asyncio.sleep(0.02)
        assert received == [b"2"]
        ours.close()
        theirs.close()
        await asyncio.sleep(0.02)

    asyncio.run(play())


def test_a_reused_descriptor_number_is_watched() -> None:
    """Event loops key registrations by descriptor number, and the number of a closed one is reused."""

    async def play() -> None:
        readiness = Readiness()
        for name in (b"1", b"2", b"3"):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            received: list[bytes] = []
            readiness.add(ours, lambda ours=ours, received=received: received.append(ours.recv(10)))  # type: ignore[misc]
            theirs.send(name)
            await asyncio.sleep(0.02)
            assert received == [name]
            ours.close()
            os.fstat(theirs.fileno())
            theirs.close()

    asyncio.run(play())


class Closed:
    def fileno(self) -> int:
        raise OSError("no more descriptors")


def test_failed_registration_leaves_no_state() -> None:
    async def play() -> None:
        readiness = Readiness()
        with pytest.raises(OSError, match="no more"):
            readiness.add(Closed(), lambda: None)
        assert not readiness._callbacks
        assert not readiness._duplicates

    asyncio.run(play())
