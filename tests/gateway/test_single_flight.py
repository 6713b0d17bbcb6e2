"""Coalescing of runs, some of which start in the event loop: which client gets which response."""

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
from strategy_graph.gateway.wsgi_bridge import RUNNING_QUERY, Request, Response

HANDOVER_SECONDS = 0.03


class RunningQuery:
    def __init__(self) -> None:
        self.abandoned = False

    def abandon(self) -> None:
        self.abandoned = True


class StartedQuery:
    """A query whose response arrives on demand."""

    def __init__(self, *, error: bool = False) -> None:
        self.source, self._other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.running_query = RunningQuery()
        self._error = error

    def arrive(self) -> None:
        self._other.send(b"x")

    def revoke_pipelined(self, other: Any) -> StartedQuery | None:
        return None

    def response(self) -> Response | None:
        self.source.recv(1)
        return None if self._error else Response(200, (), b"short")


class Unwatchable(StartedQuery):
    class _Source:
        def fileno(self) -> int:
            raise OSError("no more descriptors")

    def __init__(self) -> None:
        super().__init__()
        self.source = self._Source()  # type: ignore[assignment]


class Protocol:
    """A client that disconnects on demand."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def client_disconnect(self) -> None:
        await self.gone.wait()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    started = environ.pop(RUNNING_QUERY, None)
    start_response("200 OK", [])
    return [b"long" if started is None else b"long, with what was started"]


def request(client: str = "a") -> Request:
    return Request("GET", "/sparql", "query=x", {}, b"", "127.0.0.1:1", client, "http", "127.0.0.1:2")  # type: ignore[arg-type]


def runs(started: StartedQuery | None) -> SingleFlight:
    return SingleFlight(application, ThreadPool(2), SpoolBudget(1 << 20), lambda request, behind: started)


async def body(run: module.SharedRun, client: Protocol | None = None) -> bytes | None:
    response = await run.response(client or Protocol())  # type: ignore[arg-type]
    return None if response is None else bytes(response.body)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HANDOVER_SECONDS", HANDOVER_SECONDS)
    monkeypatch.setattr(module, "DISCONNECT_WATCH_SECONDS", HANDOVER_SECONDS)


def test_a_quick_response_needs_no_application() -> None:
    async def scenario() -> None:
        flights = runs(started := StartedQuery())
        asyncio.get_running_loop().call_later(0.005, started.arrive)
        assert await body(flights.start("key", request())) == b"short"
        assert flights.running == 0
        assert flights.find("key") is None

    asyncio.run(scenario())


def test_the_application_reruns_failed_queries() -> None:
    async def scenario() -> None:
        flights = runs(started := StartedQuery(error=True))
        started.arrive()
        assert await body(flights.start(None, request())) == b"long"

    asyncio.run(scenario())


def test_a_longer_query_is_handed_over_to_the_application() -> None:
    async def scenario() -> None:
        flights = runs(started := StartedQuery())
        assert await body(flights.start(None, request())) == b"long, with what was started"
        assert not started.running_query.abandoned
        # The pool may have given the process to another query by now.
        started.arrive()
        await asyncio.sleep(HANDOVER_SECONDS * 2)
        assert flights.running == 0

    asyncio.run(scenario())


def test_failed_registration_falls_back_to_the_application() -> None:
    async def scenario() -> None:
        flights = runs(started := Unwatchable())
        assert await body(flights.start(None, request())) == b"long"
        assert started.running_query.abandoned

    asyncio.run(scenario())


def test_equal_requests_share_a_run_and_may_disconnect_separately() -> None:
    async def scenario() -> None:
        flights = runs(started := StartedQuery())
        run = flights.start("key", request())
        assert flights.find("key") is run
        leaving, staying = Protocol(), Protocol()
        first = asyncio.create_task(body(run, leaving))
        second = asyncio.create_task(body(run, staying))
        await asyncio.sleep(0.005)
        asyncio.get_running_loop().call_later(HANDOVER_SECONDS * 0.8, leaving.gone.set)
        assert await second in {b"short", b"long, with what was started"}
        await first
        assert not run.cancelled
        started.arrive()

    asyncio.run(scenario())


def test_a_run_without_clients_never_starts() -> None:
    async def scenario() -> None:
        started: list[Request] = []

        def start_query(received: Request, behind: Any) -> StartedQuery | None:
            if behind is not None:
                return None
            started.append(received)
            return StartedQuery()

        flights = SingleFlight(application, ThreadPool(1), SpoolBudget(1), start_query)
        running = [flights.start(None, request()) for _ in range(SLOTS)]
        client = Protocol()
        waiting = flights.start("key", request())
        task = asyncio.create_task(body(waiting, client))
        client.gone.set()
        await asyncio.sleep(0)
        waiting._waiters[0].watch_disconnect()
        assert await task is None
        assert waiting.cancelled
        assert flights.find("key") is None
        assert len(started) == len(running)

    asyncio.run(scenario())
