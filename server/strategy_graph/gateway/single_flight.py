"""Runs of the application under way: one for the same operation asked by many at once, stopped when all of them left."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final, Protocol

from granian._granian import RSGIHTTPProtocol as HTTPProtocol

from strategy_graph.engine import Cancellation
from strategy_graph.gateway.deadlines import Deadlines
from strategy_graph.gateway.memory_file import SpoolBudget
from strategy_graph.gateway.readiness import Readiness, Source
from strategy_graph.gateway.scheduler import Scheduler
from strategy_graph.gateway.thread_pool import ThreadPool
from strategy_graph.gateway.wsgi_bridge import Answer, Application, Begun, Request, call

LONG: Final = 0.1
"""Seconds after which a run has no slot any more, and a thread waits for it: that knows of time limits."""

PATIENCE: Final = 0.1
"""Seconds that a request waits before it is watched whether its client stays."""

_log = logging.getLogger("strategy_graph.gateway.single_flight")


class StartedQuery(Protocol):
    """A request's answer in the making, for which no thread waits."""

    @property
    def begun(self) -> Begun:
        """For the application to go on with."""

    @property
    def source(self) -> Source:
        """Readable once :meth:`answer` has something to say."""

    def take_back(self, other: Any) -> StartedQuery | None:
        """Have this not run, which was begun behind the other; the other, if even that waits; ``None`` if it runs."""

    def answer(self) -> Answer | None:
        """The answer that is there; ``None`` leaves it to the application, from the beginning."""


Begin = Callable[[Request, Any], StartedQuery | None]
"""Starts a request's answer without waiting, if that can be done; behind another one if that is given."""


class SharedRun:
    """One run of the application: in the event loop as long as that can be, then in a thread.

    :ivar client: whose turn it takes.
    """

    __slots__ = (
        "_cancellation",
        "_key",
        "_landed",
        "_loop",
        "_request",
        "_runs",
        "_started",
        "_timed",
        "_waiters",
        "client"
    )  # fmt: skip

    def __init__(self, runs: SingleFlight, key: Hashable | None, request: Request) -> None:
        self.client = request.client_key
        self._runs = runs
        self._key = key
        self._request = request
        self._loop = asyncio.get_running_loop()
        self._cancellation = Cancellation()
        self._waiters: list[_Waiter] = []
        self._started: StartedQuery | None = None
        self._landed = False
        self._timed = False

    @property
    def stopped(self) -> bool:
        """Nobody waits for it any more, so it is no use to join it."""
        return self._cancellation.reason is not None

    async def answer(self, protocol: HTTPProtocol) -> Answer | None:
        """The answer, or ``None`` if the client went away before."""
        waiter = _Waiter(self, protocol, self._loop)
        self._waiters.append(waiter)
        self._runs.waiting.add(waiter)
        try:
            return await waiter.future
        finally:
            waiter.end()

    def leave(self, waiter: _Waiter) -> None:
        """One client went away; with the last one, the run is stopped."""
        if self._landed:
            return
        self._waiters.remove(waiter)
        if not self._waiters:
            self._cancellation.cancel("the query was stopped, since its client went away")
            if self._runs.scheduler.withdraw(self):
                self._land(None, None)

    def begin(self) -> None:
        """Called once there is a slot."""
        if not self._start(None):
            self._runs.threads.submit(partial(self._work, None))
        self._time()

    def begin_behind(self, other: SharedRun) -> bool:
        """Begin where the other runs, once that has ended; False if that can't be."""
        if other._started is None or not self._start(other._started):
            return False
        self._time()
        return True

    def step_back(self, other: SharedRun) -> SharedRun | None:
        """Have this not run, which was begun behind the other; the other, if even that waits; ``None`` if it runs."""
        if self._started is None or other._started is None:
            return None
        taken = self._started.take_back(other._started)
        run = None if taken is None else self if taken is self._started else other
        if run is not None and taken is not None:
            self._runs.readiness.forget(taken.source, run._arrived)
            run._started = None
        return run

    def _start(self, behind: StartedQuery | None) -> bool:
        """Begin in the event loop, if that can be."""
        runs = self._runs
        if runs.begin is None:
            return False
        try:
            self._started = runs.begin(self._request, behind)
        except Exception:
            _log.exception("the short way failed; the application answers")
        if self._started is None:
            return False
        try:
            runs.readiness.expect(self._started.source, self._arrived)
        except OSError:
            self._started.begun.abandon()
            self._started = None
            return False
        return True

    def _arrived(self) -> None:
        """The answer that was begun in the event loop is there."""
        started, self._started = self._started, None
        assert started is not None
        try:
            answer = started.answer()
        except Exception as error:
            self._land(None, error)
            return
        if answer is None:
            self._runs.threads.submit(partial(self._work, None))
        else:
            self._land(answer, None)

    def _time(self) -> None:
        if not self._timed:
            self._timed = True
            self._runs.begun.add(self)

    def no_longer_short(self) -> None:
        """Called some time after it began."""
        self._timed = False
        if self._landed:
            return
        runs, started = self._runs, self._started
        if started is not None:
            if runs.readiness.number(started.source) > 1:
                # A thread must have the process for itself, and the answer to another query is on its way.
                self._time()
                return
            runs.readiness.forget(started.source, self._arrived)
            self._started = None
            runs.threads.submit(partial(self._work, started.begun))
        runs.scheduler.give_up(self)

    def _work(self, begun: Begun | None) -> Callable[[], None]:
        """Called in a thread."""
        answer: Answer | None = None
        failure: Exception | None = None
        runs = self._runs
        try:
            answer = call(runs.application, self._request, self._cancellation, runs.budget, begun)
        except Exception as error:
            failure = error
        return partial(self._deliver, answer, failure)

    def _deliver(self, answer: Answer | None, failure: Exception | None) -> None:
        """Called in a thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: the service is ending
            self._loop.call_soon_threadsafe(self._land, answer, failure)

    def _land(self, answer: Answer | None, failure: Exception | None) -> None:
        self._landed = True
        self._runs.landed(self, self._key)
        # No circles are left behind, which only the garbage collector could clear away.
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter.tell(answer, failure)


class SingleFlight:
    """The runs of one application; used from the event loop alone."""

    def __init__(
        self, application: Application, threads: ThreadPool, budget: SpoolBudget, begin: Begin | None = None
    ) -> None:
        self.application = application
        self.begin = begin
        self.threads = threads
        self.budget = budget
        self.running = 0
        self.scheduler: Scheduler[SharedRun] = Scheduler()
        self.readiness = Readiness()
        self.begun: Deadlines[SharedRun] = Deadlines(LONG, SharedRun.no_longer_short)
        self.waiting: Deadlines[_Waiter] = Deadlines(PATIENCE, _Waiter.watch)
        self._runs: dict[Hashable, SharedRun] = {}

    def under_way(self, key: Hashable) -> SharedRun | None:
        """A run for the same operation that may be joined."""
        run = self._runs.get(key)
        return None if run is None or run.stopped else run

    def start(self, key: Hashable | None, request: Request) -> SharedRun:
        """Run the application; others may join unless ``key`` is ``None``."""
        run = SharedRun(self, key, request)
        self.running += 1
        if key is not None:
            self._runs[key] = run
        self.scheduler.enter(run)
        return run

    def landed(self, run: SharedRun, key: Hashable | None) -> None:
        """A run has ended."""
        self.running -= 1
        if key is not None and self._runs.get(key) is run:
            del self._runs[key]
        self.scheduler.leave(run)


class _Waiter:
    """One client that waits for a run, watched after a while whether it stays."""

    __slots__ = ("_flight", "_protocol", "_task", "future")

    def __init__(self, run: SharedRun, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[Answer | None] = loop.create_future()
        self._flight = run
        self._protocol = protocol
        self._task: asyncio.Task[None] | None = None

    def tell(self, answer: Answer | None, failure: Exception | None) -> None:
        if self.future.done():
            return
        if failure is not None:
            self.future.set_exception(failure)
        else:
            self.future.set_result(answer)

    def watch(self) -> None:
        if not self.future.done():
            self._task = asyncio.get_running_loop().create_task(self._until_gone())

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _until_gone(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._protocol.client_disconnect()
            self._flight.leave(self)
            self.tell(None, None)
