"""Answers are told in the order in which they were expected, and a source that is gone is let go."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest

from strategy_graph.gateway.readiness import Readiness


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_answers_come_in_order_over_one_registration() -> None:
    async def play() -> list[str]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        readiness, told = Readiness(), []
        before = descriptors()

        def arrived(name: str) -> None:
            told.append(name + ours.recv(10).decode())

        readiness.expect(ours, lambda: arrived("first "))
        readiness.expect(ours, lambda: arrived("second "))
        assert readiness.number(ours) == 2
        theirs.send(b"1")
        theirs.send(b"2")
        await asyncio.sleep(0.02)
        readiness.expect(ours, lambda: arrived("third "))
        theirs.send(b"3")
        await asyncio.sleep(0.02)
        assert descriptors() == before + 1
        theirs.close()
        await asyncio.sleep(0.02)
        assert descriptors() == before - 1, "the copy and the other end"
        ours.close()
        return told

    assert asyncio.run(play()) == ["first 1", "second 2", "third 3"]


def test_what_somebody_else_reads_is_not_told_and_can_be_expected_again() -> None:
    async def play() -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        readiness, told = Readiness(), []

        def arrived() -> None:
            told.append(ours.recv(10))

        readiness.expect(ours, arrived)
        readiness.forget(ours, arrived)
        theirs.send(b"1")
        await asyncio.sleep(0.02)
        assert told == []
        assert ours.recv(10) == b"1"
        readiness.expect(ours, arrived)
        theirs.send(b"2")
        await asyncio.sleep(0.02)
        assert told == [b"2"]
        ours.close()
        theirs.close()
        await asyncio.sleep(0.02)

    asyncio.run(play())


def test_a_source_with_the_number_of_one_that_is_gone_is_watched() -> None:
    """Event loops remember descriptors by number, and a closed one's number is the next one's."""

    async def play() -> None:
        readiness = Readiness()
        for name in (b"1", b"2", b"3"):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            told: list[bytes] = []
            readiness.expect(ours, lambda ours=ours, told=told: told.append(ours.recv(10)))  # type: ignore[misc]
            theirs.send(name)
            await asyncio.sleep(0.02)
            assert told == [name]
            ours.close()
            os.fstat(theirs.fileno())
            theirs.close()

    asyncio.run(play())


class Closed:
    def fileno(self) -> int:
        raise OSError("no more descriptors")


def test_a_source_that_cannot_be_watched_leaves_nothing_behind() -> None:
    async def play() -> None:
        readiness = Readiness()
        with pytest.raises(OSError, match="no more"):
            readiness.expect(Closed(), lambda: None)
        assert not readiness._expected
        assert not readiness._copies

    asyncio.run(play())
