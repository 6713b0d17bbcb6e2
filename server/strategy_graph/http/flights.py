"""Runs of the application under way: one for the same question asked by many at once, stopped when all of them left.

Only a few short runs go on at once, and the others wait their turn: on few cores, more of them would only get in each
other's way. A run that is no longer short makes room for the next.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Hashable
from functools import partial
from typing import Final, Protocol

from granian._granian import RSGIHTTPProtocol as HTTPProtocol

from strategy_graph.engine import Cancellation
from strategy_graph.http.memory_file import SpoolBudget
from strategy_graph.http.threads import Threads
from strategy_graph.http.wsgi_call import Answer, Application, Begun, Request, call

LANES: Final = 2
"""Short runs at once."""

SHORT: Final = 0.02
"""Seconds after which a run is no longer short."""

PATIENCE: Final = 0.1
"""Seconds that a request waits before it is watched whether its client stays."""


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
        timer = self._future.get_loop().call_later(PATIENCE, watch.begin)
        try:
            # Shielded, since others may wait for it too.
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


class Started(Protocol):
    """A request's answer in the making, for which no thread waits."""

    @property
    def begun(self) -> Begun:
        """For the application to go on with."""

    def fileno(self) -> int:
        """Readable once :meth:`answer` has something to say."""

    def answer(self) -> Answer | None:
        """The answer that is there; ``None`` leaves it to the application, from the beginning."""


Begin = Callable[[Request], Started | None]
"""Starts a request's answer without waiting, if that can be done."""


class _Run:
    """A run of the application, and its lane: in the event loop as long as that can be, then in a thread."""

    def __init__(self, flights: Flights, request: Request, future: asyncio.Future[Answer], stop: Cancellation) -> None:
        self._flights = flights
        self._request = request
        self._future = future
        self._loop = future.get_loop()
        self._cancellation = stop
        self._short = True
        self._timer: asyncio.TimerHandle | None = None
        self._started: Started | None = None

    def begin(self) -> None:
        """Called in the event loop, once there is a lane."""
        self._timer = self._loop.call_later(SHORT, self._no_longer_short)
        begin = self._flights.begin
        self._started = begin(self._request) if begin is not None else None
        if self._started is None:
            self._flights.threads.submit(self._work)
        else:
            self._loop.add_reader(self._started.fileno(), self._readable)

    def _readable(self) -> None:
        """The answer that was begun in the event loop is there."""
        started, self._started = self._started, None
        assert started is not None
        self._loop.remove_reader(started.fileno())
        try:
            answer = started.answer()
        except Exception as error:
            self._land(None, error)
            return
        if answer is None:
            self._flights.threads.submit(self._work)
        else:
            self._land(answer, None)

    def _no_longer_short(self) -> None:
        self._leave_lane()
        if self._started is not None:
            # From here on a thread waits for it: that knows of time limits, and of clients that go away.
            self._loop.remove_reader(self._started.fileno())
            self._flights.threads.submit(self._work)

    def _work(self) -> Callable[[], None]:
        """Called in a thread."""
        answer: Answer | None = None
        failure: Exception | None = None
        flights, begun = self._flights, self._started.begun if self._started is not None else None
        try:
            answer = call(flights.application, self._request, self._cancellation, flights.budget, begun)
        except Exception as error:
            failure = error
        return partial(self._deliver, answer, failure)

    def _deliver(self, answer: Answer | None, failure: Exception | None) -> None:
        """Called in a thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: the service is ending
            self._loop.call_soon_threadsafe(self._land, answer, failure)

    def _land(self, answer: Answer | None, failure: Exception | None) -> None:
        assert self._timer is not None
        self._timer.cancel()
        self._leave_lane()
        if failure is not None:
            self._future.set_exception(failure)
        elif answer is not None:
            self._future.set_result(answer)

    def _leave_lane(self) -> None:
        if self._short:
            self._short = False
            self._flights.lane_is_free()


class Flights:
    """The runs of one application; used from the event loop alone."""

    def __init__(
        self, application: Application, threads: Threads, budget: SpoolBudget, begin: Begin | None = None
    ) -> None:
        self.application = application
        self.begin = begin
        self.threads = threads
        self.budget = budget
        self.running = 0
        self._flights: dict[Hashable, Flight] = {}
        self._lanes = LANES
        self._next: deque[_Run] = deque()

    def under_way(self, key: Hashable) -> Flight | None:
        """A run for the same question that may be joined."""
        flight = self._flights.get(key)
        return None if flight is None or flight.stopped else flight

    def start(self, key: Hashable | None, request: Request) -> Flight:
        """Run the application in a thread; others may join unless ``key`` is ``None``."""
        cancellation = Cancellation()
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        flight = Flight(future, cancellation)
        self.running += 1
        if key is not None:
            self._flights[key] = flight

        def landed(_: asyncio.Future[Answer]) -> None:
            self.running -= 1
            if key is not None and self._flights.get(key) is flight:
                del self._flights[key]

        future.add_done_callback(landed)
        run = _Run(self, request, future, cancellation)
        if self._lanes:
            self._lanes -= 1
            run.begin()
        else:
            self._next.append(run)
        return flight

    def lane_is_free(self) -> None:
        """A run has ended, or is no longer short."""
        if self._next:
            self._next.popleft().begin()
        else:
            self._lanes += 1


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
