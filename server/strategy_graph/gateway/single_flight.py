"""Coalesces concurrent equal requests: one run of the application serves all, cancelled when every client has gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final, Protocol

from strategy_graph.engine import Cancellation
from strategy_graph.gateway.memory_file import SpoolBudget
from strategy_graph.gateway.readiness import Readiness, Source
from strategy_graph.gateway.rsgi_types import HTTPProtocol
from strategy_graph.gateway.scheduler import Scheduler
from strategy_graph.gateway.thread_pool import ThreadPool
from strategy_graph.gateway.timer_queue import TimerQueue
from strategy_graph.gateway.wsgi_bridge import Application, Request, Response, RunningQueryProtocol, call

HANDOVER_SECONDS: Final = 0.1
"""Seconds after which a run loses its slot and is handed over to a thread, which enforces the time limit."""

DISCONNECT_WATCH_SECONDS: Final = 0.1
"""Seconds that a request waits before its connection is watched for a disconnect."""

_log = logging.getLogger("strategy_graph.gateway.single_flight")


class StartedQueryProtocol(Protocol):
    """A query that runs for a request without occupying a thread."""

    @property
    def running_query(self) -> RunningQueryProtocol:
        """The engine's handle, which the application can take over."""

    @property
    def source(self) -> Source:
        """Readable once :meth:`response` has a result."""

    def revoke_pipelined(self, other: Any) -> StartedQueryProtocol | None:
        """Revoke whichever has not begun to execute, this query or the one that it is pipelined behind.

        Returns the revoked query; ``None`` if this query executes already.
        """

    def response(self) -> Response | None:
        """Return the response that has arrived; ``None`` if the application must run the request from the beginning."""


StartQuery = Callable[[Request, Any], StartedQueryProtocol | None]
"""Starts the query of a request without blocking, optionally pipelined behind another; ``None`` if impossible."""


class SharedRun:
    """One run of the application: in the event loop where possible, then in a thread.

    :ivar client: key of the client that it is scheduled for.
    """

    __slots__ = (
        "_cancellation",
        "_done",
        "_key",
        "_loop",
        "_request",
        "_runs",
        "_started",
        "_waiters",
        "client",
    )

    def __init__(self, runs: SingleFlight, key: Hashable | None, request: Request) -> None:
        self.client = request.client_key
        self._runs = runs
        self._key = key
        self._request = request
        self._loop = asyncio.get_running_loop()
        self._cancellation = Cancellation()
        self._waiters: list[_Waiter] = []
        self._started: StartedQueryProtocol | None = None
        self._done = False

    @property
    def cancelled(self) -> bool:
        """Whether every client has gone, so that the run must not be joined."""
        return self._cancellation.reason is not None

    async def response(self, protocol: HTTPProtocol) -> Response | None:
        """Wait for the response; return ``None`` if the client disconnects before."""
        waiter = _Waiter(self, protocol, self._loop)
        self._waiters.append(waiter)
        self._runs.disconnect_watches.add(waiter)
        try:
            return await waiter.future
        finally:
            self._runs.disconnect_watches.discard(waiter)
            waiter.close()

    def remove_waiter(self, waiter: _Waiter) -> None:
        """Remove a client that has disconnected; cancel the run with the last one."""
        if self._done:
            return
        self._waiters.remove(waiter)
        if not self._waiters:
            self._cancellation.cancel("the query was stopped, since its client went away")
            if self._runs.scheduler.cancel(self):
                self._complete(None, None)

    def start(self) -> None:
        """Start in the event loop where possible, otherwise in a thread; called once the run has a slot."""
        if not self._start_in_loop(None):
            self._runs.threads.submit(partial(self._call_application, None))
        self._runs.handovers.add(self)

    def start_behind(self, other: SharedRun) -> bool:
        """Start pipelined behind the other run, in the same process; return False if that is impossible."""
        if other._started is None or not self._start_in_loop(other._started):
            return False
        self._runs.handovers.add(self)
        return True

    def revoke_pipelined(self, other: SharedRun) -> SharedRun | None:
        """Revoke whichever of the two has not begun to execute; ``None`` if this run executes already."""
        if self._started is None or other._started is None:
            return None
        revoked = self._started.revoke_pipelined(other._started)
        run = None if revoked is None else self if revoked is self._started else other
        if run is not None and revoked is not None:
            self._runs.readiness.remove(revoked.source, run._on_readable)
            self._runs.handovers.discard(run)
            run._started = None
        return run

    def _start_in_loop(self, behind: StartedQueryProtocol | None) -> bool:
        """Start the query in the event loop; return False if that is impossible."""
        runs = self._runs
        if runs.start_query is None:
            return False
        try:
            self._started = runs.start_query(self._request, behind)
        except Exception:
            _log.exception("the fast path failed; the application answers")
        if self._started is None:
            return False
        try:
            runs.readiness.add(self._started.source, self._on_readable)
        except OSError:
            self._started.running_query.abandon()
            self._started = None
            return False
        return True

    def _on_readable(self) -> None:
        """Complete with the response of the query that was started in the event loop."""
        started, self._started = self._started, None
        assert started is not None
        try:
            response = started.response()
        except Exception as error:
            self._complete(None, error)
            return
        if response is None:
            self._runs.threads.submit(partial(self._call_application, None))
        else:
            self._complete(response, None)

    def hand_over(self) -> None:
        """Release the slot and move the query to a thread; called ``HANDOVER_SECONDS`` after the start."""
        runs, started = self._runs, self._started
        if started is not None:
            if runs.readiness.pending(started.source) > 1:
                # A thread needs exclusive use of the process, and the response to another query is pending there.
                runs.handovers.add(self)
                return
            runs.readiness.remove(started.source, self._on_readable)
            self._started = None
            runs.threads.submit(partial(self._call_application, started.running_query))
        runs.scheduler.release_slot(self)

    def _call_application(self, running_query: RunningQueryProtocol | None) -> Callable[[], None]:
        """Call the application; return the completion callback. Runs in a thread."""
        response: Response | None = None
        failure: Exception | None = None
        runs = self._runs
        try:
            response = call(runs.application, self._request, self._cancellation, runs.budget, running_query)
        except Exception as error:
            failure = error
        return partial(self._complete_from_thread, response, failure)

    def _complete_from_thread(self, response: Response | None, failure: Exception | None) -> None:
        with contextlib.suppress(RuntimeError):  # the event loop is closed: the service is shutting down
            self._loop.call_soon_threadsafe(self._complete, response, failure)

    def _complete(self, response: Response | None, failure: Exception | None) -> None:
        self._done = True
        self._runs.handovers.discard(self)
        self._runs.finish(self, self._key)
        # Breaks the reference cycle with the waiters, which only the garbage collector could free.
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter.resolve(response, failure)


class SingleFlight:
    """The runs of one application; used from the event loop alone."""

    def __init__(
        self, application: Application, threads: ThreadPool, budget: SpoolBudget, start_query: StartQuery | None = None
    ) -> None:
        self.application = application
        self.start_query = start_query
        self.threads = threads
        self.budget = budget
        self.running = 0
        self.scheduler: Scheduler[SharedRun] = Scheduler()
        self.readiness = Readiness()
        self.handovers: TimerQueue[SharedRun] = TimerQueue(HANDOVER_SECONDS, SharedRun.hand_over)
        self.disconnect_watches: TimerQueue[_Waiter] = TimerQueue(DISCONNECT_WATCH_SECONDS, _Waiter.watch_disconnect)
        self._runs: dict[Hashable, SharedRun] = {}

    def find(self, key: Hashable) -> SharedRun | None:
        """Return the current run for this key, if it can be joined."""
        run = self._runs.get(key)
        return None if run is None or run.cancelled else run

    def start(self, key: Hashable | None, request: Request) -> SharedRun:
        """Submit a run of the application; equal requests may join it unless ``key`` is ``None``."""
        run = SharedRun(self, key, request)
        self.running += 1
        if key is not None:
            self._runs[key] = run
        self.scheduler.submit(run)
        return run

    def finish(self, run: SharedRun, key: Hashable | None) -> None:
        """Remove a run that has ended."""
        self.running -= 1
        if key is not None and self._runs.get(key) is run:
            del self._runs[key]
        self.scheduler.finish(run)


class _Waiter:
    """One client that waits for a run; its connection is watched for a disconnect after a delay."""

    __slots__ = ("_protocol", "_run", "_task", "future")

    def __init__(self, run: SharedRun, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[Response | None] = loop.create_future()
        self._run = run
        self._protocol = protocol
        self._task: asyncio.Task[None] | None = None

    def resolve(self, response: Response | None, failure: Exception | None) -> None:
        if self.future.done():
            return
        if failure is not None:
            self.future.set_exception(failure)
        else:
            self.future.set_result(response)

    def watch_disconnect(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._await_disconnect())

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _await_disconnect(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._protocol.client_disconnect()
            self._run.remove_waiter(self)
            self.resolve(None, None)
