"""Runs of the application under way: one for the same question asked by many at once, stopped when all of them left."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Hashable
from concurrent.futures import Executor
from typing import Final

from granian._granian import RSGIHTTPProtocol as HTTPProtocol

from strategy_graph.engine import Cancellation
from strategy_graph.http.memory_file import SpoolBudget
from strategy_graph.http.wsgi_call import Answer, Application, Request, call

PATIENCE: Final = 0.1
"""Seconds that a request runs before it is watched whether its client stays."""


class Flight:
    """One run of the application, and how many wait for its answer."""

    def __init__(self, future: asyncio.Future[Answer], cancellation: Cancellation) -> None:
        self._future = future
        self._cancellation = cancellation
        self._waiting = 0

    @property
    def stopped(self) -> bool:
        """Nobody waits for it any more, so it is no use to join it."""
        return self._cancellation.reason is not None

    async def answer(self, protocol: HTTPProtocol) -> Answer | None:
        """The answer, or ``None`` if the client went away before."""
        self._waiting += 1
        watch = _Watch(self, protocol)
        timer = asyncio.get_running_loop().call_later(PATIENCE, watch.begin)
        try:
            answer = await asyncio.shield(self._future)
        finally:
            timer.cancel()
            watch.end()
        return None if watch.gone else answer

    def leave(self) -> None:
        """One client went away; with the last one, the run is stopped."""
        self._waiting -= 1
        if self._waiting == 0 and not self._future.done():
            self._cancellation.cancel("the query was stopped, since its client went away")


class Flights:
    """The runs of one application; used from the event loop alone."""

    def __init__(self, application: Application, threads: Executor, budget: SpoolBudget) -> None:
        self._application = application
        self._threads = threads
        self._budget = budget
        self._flights: dict[Hashable, Flight] = {}
        self.running = 0

    def under_way(self, key: Hashable) -> Flight | None:
        """A run for the same question that may be joined."""
        flight = self._flights.get(key)
        return None if flight is None or flight.stopped else flight

    def start(self, key: Hashable | None, request: Request) -> Flight:
        """Run the application in a thread; others may join unless ``key`` is ``None``."""
        cancellation = Cancellation()
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._threads, call, self._application, request, cancellation, self._budget)
        flight = Flight(future, cancellation)
        self.running += 1
        if key is not None:
            self._flights[key] = flight

        def landed(_: asyncio.Future[Answer]) -> None:
            self.running -= 1
            if key is not None and self._flights.get(key) is flight:
                del self._flights[key]

        future.add_done_callback(landed)
        return flight


class _Watch:
    """Watches whether the client of a long request stays."""

    def __init__(self, flight: Flight, protocol: HTTPProtocol) -> None:
        self.gone = False
        self._task: asyncio.Task[None] | None = None
        self._flight = flight
        self._protocol = protocol

    def begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._until_gone())

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _until_gone(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._protocol.client_disconnect()
            self.gone = True
            self._flight.leave()
