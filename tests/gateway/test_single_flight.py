"""Runs of an application, some of which are begun in the event loop: who gets which answer."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from strategy_graph.gateway import single_flight as module
from strategy_graph.gateway.memory_file import SpoolBudget
from strategy_graph.gateway.scheduler import SLOTS
from strategy_graph.gateway.single_flight import SingleFlight
from strategy_graph.gateway.thread_pool import ThreadPool
from strategy_graph.gateway.wsgi_bridge import BEGUN, Answer, Request

LONG = 0.03


class Begun:
    def __init__(self) -> None:
        self.abandoned = False

    def abandon(self) -> None:
        self.abandoned = True


class StartedQuery:
    """An answer that comes when it is told to."""

    def __init__(self, *, error: bool = False) -> None:
        self.source, self._other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.begun = Begun()
        self._error = error

    def come(self) -> None:
        self._other.send(b"x")

    def take_back(self, other: Any) -> StartedQuery | None:
        return None

    def answer(self) -> Answer | None:
        self.source.recv(1)
        return None if self._error else Answer(200, (), b"short")


class Unwatchable(StartedQuery):
    class _Source:
        def fileno(self) -> int:
            raise OSError("no more descriptors")

    def __init__(self) -> None:
        super().__init__()
        self.source = self._Source()  # type: ignore[assignment]


class Protocol:
    """A client, which goes away when it is told to."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def client_disconnect(self) -> None:
        await self.gone.wait()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    begun = environ.pop(BEGUN, None)
    start_response("200 OK", [])
    return [b"long" if begun is None else b"long, with what was begun"]


def request(client: str = "a") -> Request:
    return Request("GET", "/sparql", "query=x", {}, b"", "127.0.0.1:1", client, "http", "127.0.0.1:2")  # type: ignore[arg-type]


def runs(started: StartedQuery | None) -> SingleFlight:
    return SingleFlight(application, ThreadPool(2), SpoolBudget(1 << 20), lambda request, behind: started)


async def body(run: module.SharedRun, client: Protocol | None = None) -> bytes | None:
    answer = await run.answer(client or Protocol())  # type: ignore[arg-type]
    return None if answer is None else bytes(answer.body)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", LONG)
    monkeypatch.setattr(module, "PATIENCE", LONG)


def test_an_answer_that_comes_soon_needs_no_application() -> None:
    async def play() -> None:
        all_flights = runs(started := StartedQuery())
        asyncio.get_running_loop().call_later(0.005, started.come)
        assert await body(all_flights.start("key", request())) == b"short"
        assert all_flights.running == 0
        assert all_flights.under_way("key") is None

    asyncio.run(play())


def test_an_error_is_told_by_the_application_from_the_beginning() -> None:
    async def play() -> None:
        all_flights = runs(started := StartedQuery(error=True))
        started.come()
        assert await body(all_flights.start(None, request())) == b"long"

    asyncio.run(play())


def test_what_takes_longer_goes_on_in_the_application() -> None:
    async def play() -> None:
        all_flights = runs(started := StartedQuery())
        assert await body(all_flights.start(None, request())) == b"long, with what was begun"
        assert not started.begun.abandoned
        # The process may be anybody's by now.
        started.come()
        await asyncio.sleep(LONG * 2)
        assert all_flights.running == 0

    asyncio.run(play())


def test_what_cannot_be_watched_is_answered_by_the_application() -> None:
    async def play() -> None:
        all_flights = runs(started := Unwatchable())
        assert await body(all_flights.start(None, request())) == b"long"
        assert started.begun.abandoned

    asyncio.run(play())


def test_who_asks_the_same_shares_the_run_and_may_leave_alone() -> None:
    async def play() -> None:
        all_flights = runs(started := StartedQuery())
        run = all_flights.start("key", request())
        assert all_flights.under_way("key") is run
        leaving, staying = Protocol(), Protocol()
        first = asyncio.create_task(body(run, leaving))
        second = asyncio.create_task(body(run, staying))
        await asyncio.sleep(0.005)
        asyncio.get_running_loop().call_later(LONG * 0.8, leaving.gone.set)
        assert await second in {b"short", b"long, with what was begun"}
        await first
        assert not run.stopped
        started.come()

    asyncio.run(play())


def test_a_run_that_nobody_waits_for_never_begins() -> None:
    async def play() -> None:
        begun: list[Request] = []

        def begin(asked: Request, behind: Any) -> StartedQuery | None:
            if behind is not None:
                return None
            begun.append(asked)
            return StartedQuery()

        all_flights = SingleFlight(application, ThreadPool(1), SpoolBudget(1), begin)
        scheduler = [all_flights.start(None, request()) for _ in range(SLOTS)]
        client = Protocol()
        waiting = all_flights.start("key", request())
        task = asyncio.create_task(body(waiting, client))
        client.gone.set()
        await asyncio.sleep(0)
        waiting._waiters[0].watch()
        assert await task is None
        assert waiting.stopped
        assert all_flights.under_way("key") is None
        assert len(begun) == len(scheduler)

    asyncio.run(play())
