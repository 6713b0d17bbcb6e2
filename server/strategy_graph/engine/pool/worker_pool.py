"""Shares a bounded number of worker processes among clients.

At most ``size`` queries run at once, at most ``per_client`` of them for one client; the others wait in a bounded queue,
first come first served among those whose client has room. Processes start when they are needed, one ahead; those that
have had enough (many queries, much memory, slowed down) or nothing to do for a while are let go.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from strategy_graph.engine.api import EngineBusy, EngineUnavailable, QueryCancelled
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.pool.worker_process import WorkerProcess

SPARE: Final = 2
"""Idle processes that are kept ready."""

STARTS: Final = 3
"""How often a process is started for a query, if it dies before it can take one."""

IDLE_SECONDS: Final = 20.0
"""After so long without work, idle processes beyond the spare ones are let go."""


@dataclass(frozen=True)
class Shares:
    """How the places are shared.

    :ivar size: queries at once.
    :ivar per_client: of these, for one client.
    :ivar queue: queries that may wait; half of them for one client.
    :ivar wait: seconds that one may wait.
    """

    size: int = 8
    per_client: int = 6
    queue: int = 64
    wait: float = 10.0


class _Waiter:
    def __init__(self, client: str) -> None:
        self.client = client
        self.called = threading.Event()
        self.granted = False


class WorkerPool:
    """The places, the queue and the processes; safe to use from many threads.

    :param start: makes a process; called in one thread that lives as long as the pool, since processes end with the
        thread that started them and a web server's threads come and go.
    """

    def __init__(self, start: Callable[[], WorkerProcess], shares: Shares) -> None:
        self._start = start
        self._shares = shares
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-starter")
        # It takes a while until a process with much memory is gone: nobody who waits for another one waits for that.
        self._reaper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-reaper")
        self._lock = threading.Lock()
        self._busy: dict[str, int] = {}
        self._running = 0
        self._waiters: deque[_Waiter] = deque()
        # Last in, first out: the process that ran last has the warmest caches.
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._starting = 0
        self._closed = threading.Event()
        self._replaced = 0
        self._janitor = threading.Thread(target=self._clean, name="worker-janitor", daemon=True)
        self._janitor.start()
        self._prepare()

    @contextmanager
    def process(self, client: str, cancellation: Cancellation | None) -> Iterator[WorkerProcess]:
        """A process for one query; on leaving, it is kept if it is still fit.

        :raises EngineBusy: no place was free in time, or too many wait already.
        :raises QueryCancelled: cancelled while it waited.
        :raises EngineUnavailable: no process could be started, or the pool is closed.
        """
        self._take_place(client, cancellation)
        worker = None
        try:
            worker = self._take_process()
            yield worker
        finally:
            self.release(client, worker)

    def take_now(self, client: str) -> WorkerProcess | None:
        """A process, if there is a place and an idle process without waiting; to be given back by :meth:`release`."""
        with self._lock:
            if self._closed.is_set() or not self._idle or self._waiters or not self._has_room(client):
                return None
            self._occupy(client)
            worker = self._idle.pop()
            worker.places = 1
        if not self._idle:
            self._prepare()
        return worker

    def join(self, client: str, worker: WorkerProcess) -> bool:
        """A place at a process that works at a query, for the next one; False if there is none."""
        with self._lock:
            if self._closed.is_set() or self._waiters or not worker.fit or not self._has_room(client):
                return False
            self._occupy(client)
            worker.places += 1
            return True

    def release(self, client: str, worker: WorkerProcess | None) -> None:
        """Give a place back, and with its last place the process."""
        if worker is not None:
            with self._lock:
                worker.places -= 1
                free = not worker.places
            if free:
                self._give_back(worker)
        with self._lock:
            self._running -= 1
            left = self._busy.pop(client) - 1
            if left:
                self._busy[client] = left
            self._grant()

    def _take_place(self, client: str, cancellation: Cancellation | None) -> None:
        shares = self._shares
        with self._lock:
            if not self._waiters and self._has_room(client):
                self._occupy(client)
                return
            waiter = _Waiter(client)
            self._waiters.append(waiter)
            self._grant()
            if waiter.granted:
                return
            waiting = sum(1 for other in self._waiters if other.client == client)
            if len(self._waiters) > shares.queue or waiting > (shares.queue + 1) // 2:
                self._waiters.remove(waiter)
                raise EngineBusy(
                    f"{len(self._waiters)} queries wait already",
                    limit="query_queue",
                    value=shares.queue,
                    hint="Try again in a little while",
                )
        if cancellation is None:
            waiter.called.wait(shares.wait)
        else:
            with cancellation.stopping(waiter.called.set):
                waiter.called.wait(shares.wait)
        with self._lock:
            if waiter.granted:
                return
            self._waiters.remove(waiter)
            mine = self._busy.get(client, 0) >= shares.per_client
        if cancellation is not None and cancellation.reason is not None:
            raise QueryCancelled(cancellation.reason, hint="Ask again if you still want the answer")
        if self._closed.is_set():
            raise EngineUnavailable("the service is stopping", hint="Try again in a little while")
        raise EngineBusy(
            f"no query could be taken on within {shares.wait:g} seconds: "
            + (f"{shares.per_client} queries of yours are running" if mine else "as many as may run are running"),
            limit="query_per_client" if mine else "query_workers",
            value=shares.per_client if mine else shares.size,
            hint="Try again in a little while",
        )

    def _grant(self) -> None:
        """Give free places to those who wait. Call it with the lock held."""
        if not self._waiters or self._closed.is_set():
            return
        for waiter in list(self._waiters):
            if self._has_room(waiter.client):
                self._waiters.remove(waiter)
                self._occupy(waiter.client)
                waiter.granted = True
                waiter.called.set()

    def _has_room(self, client: str) -> bool:
        if self._running >= self._shares.size:
            return False
        # The service's own pages have no client, and no share.
        return not client or self._busy.get(client, 0) < self._shares.per_client

    def _occupy(self, client: str) -> None:
        self._running += 1
        self._busy[client] = self._busy.get(client, 0) + 1

    def _take_process(self) -> WorkerProcess:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
            if self._closed.is_set():
                raise EngineUnavailable("the service is stopping", hint="Try again in a little while")
        if worker is None:
            worker = self._starter.submit(self._new).result()
        worker.places = 1
        if not self._idle:
            self._prepare()
        return worker

    def _new(self) -> WorkerProcess:
        # Another start may have been on its way already.
        with self._lock:
            if self._idle:
                return self._idle.pop()
        worker = self._start_or_retry()
        with self._lock:
            self._all.add(worker)
        return worker

    def _start_or_retry(self) -> WorkerProcess:
        # A process may be killed while it starts, and no query is lost by that.
        for _ in range(STARTS - 1):
            with contextlib.suppress(EngineUnavailable):
                return self._start()
        return self._start()

    def _prepare(self) -> None:
        """Start a process ahead, where none is idle and there may be more of them."""
        with self._lock:
            if (
                self._closed.is_set()
                or len(self._idle) + self._starting >= SPARE
                or len(self._all) >= self._shares.size
            ):
                return
            self._starting += 1
        self._starter.submit(self._start_ahead)

    def _start_ahead(self) -> None:
        try:
            worker = self._start()
        except EngineUnavailable:
            worker = None  # whoever needs one will try again, and be told
        with self._lock:
            self._starting -= 1
            if worker is not None:
                self._all.add(worker)
                self._idle.append(worker)

    def _give_back(self, worker: WorkerProcess) -> None:
        if worker.fit and not self._closed.is_set():
            worker.rested = time.monotonic()
            with self._lock:
                self._idle.append(worker)
        else:
            self._replaced += 1
            self._drop(worker)
            self._prepare()

    def _drop(self, worker: WorkerProcess) -> None:
        worker.kill()
        with self._lock:
            if worker in self._all:  # else the pool was closed, which ends every process
                self._all.remove(worker)
                self._reaper.submit(worker.end)

    def _clean(self) -> None:
        while not self._closed.wait(IDLE_SECONDS / 4):
            too_long = time.monotonic() - IDLE_SECONDS
            with self._lock:
                surplus = [worker for worker in self._idle[:-SPARE] if worker.rested < too_long]
                self._idle = [worker for worker in self._idle if worker not in surplus]
            for worker in surplus:
                self._drop(worker)

    @property
    def pids(self) -> set[int]:
        """The processes that are there now."""
        with self._lock:
            return {worker.pid for worker in self._all}

    def figures(self) -> dict[str, int]:
        """How full the pool is."""
        with self._lock:
            return {
                "places": self._shares.size,
                "running": self._running,
                "waiting": len(self._waiters),
                "processes": len(self._all),
                "processes_replaced": self._replaced,
            }

    def close(self) -> None:
        """End every process; queries under way fail."""
        self._closed.set()
        with self._lock:
            workers = list(self._all)
            for waiter in self._waiters:
                waiter.called.set()
        for worker in workers:
            worker.kill()
        self._starter.shutdown()
        with self._lock:
            workers, self._all, self._idle = list(self._all), set(), []
        for worker in workers:
            worker.end()
        self._reaper.shutdown()
