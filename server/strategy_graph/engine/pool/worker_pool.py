"""A pool of worker processes with fair sharing among clients.

At most ``size`` queries run at once, at most ``per_client`` of them for one client. The others wait in a bounded queue,
first come first served among clients below their limit. This queue is behind the one of
:mod:`strategy_graph.gateway.scheduler`, which orders short runs. Processes are started on demand, one ahead. Processes
that are worn (many queries, much memory, reniced) or idle for a while are stopped.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from strategy_graph.engine.api import EngineUnavailable, QueryCancelled
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.pool.worker_process import WorkerProcess
from strategy_graph.engine.pool_limits import PoolLimits, pool_closed, queue_full, waited_too_long

SPARE: Final = 2
"""Idle processes that are kept."""

STARTS: Final = 3
"""Attempts to start a process for a query, if it dies before it can take one."""

IDLE_SECONDS: Final = 20.0
"""Seconds after which surplus idle processes are stopped."""


class _Waiter:
    def __init__(self, client: str) -> None:
        self.client = client
        self.called = threading.Event()
        self.granted = False


class WorkerPool:
    """The slots, the queue and the processes; thread-safe.

    :param start: starts a process. It is called in one thread that lives as long as the pool, since a process ends with
        the thread that started it.
    """

    def __init__(self, start: Callable[[], WorkerProcess], pool_limits: PoolLimits) -> None:
        self._start = start
        self._pool_limits = pool_limits
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-starter")
        # A process with much memory takes a while to end; waiting queries must not wait for that.
        self._reaper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-reaper")
        self._lock = threading.Lock()
        self._busy: dict[str, int] = {}
        self._running = 0
        self._waiters: deque[_Waiter] = deque()
        # Last in, first out: the most recently used process has the warmest caches.
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._starting = 0
        self._closed = threading.Event()
        self._replaced = 0
        self._janitor = threading.Thread(target=self._clean, name="worker-janitor", daemon=True)
        self._janitor.start()
        self._start_spare()

    @contextmanager
    def process(self, client: str, cancellation: Cancellation | None) -> Iterator[WorkerProcess]:
        """Provide a process for one query; keep it afterwards if it is still reusable.

        :raises EngineBusy: no slot was free in time, or the queue is full.
        :raises QueryCancelled: cancelled while it waited.
        :raises EngineUnavailable: no process could be started, or the pool is closed.
        """
        self._acquire_slot(client, cancellation)
        worker = None
        try:
            worker = self._take_process()
            yield worker
        finally:
            self.release(client, worker)

    def try_acquire(self, client: str) -> WorkerProcess | None:
        """Return an idle process if a slot is free, without blocking; give it back by :meth:`release`."""
        with self._lock:
            if self._closed.is_set() or not self._idle or self._waiters or not self._within_client_limit(client):
                return None
            self._occupy(client)
            worker = self._idle.pop()
            worker.pending_queries = 1
        if not self._idle:
            self._start_spare()
        return worker

    def join(self, client: str, worker: WorkerProcess) -> bool:
        """Reserve a slot at a busy process for a pipelined query; return False if none is free."""
        with self._lock:
            if self._closed.is_set() or self._waiters or not worker.reusable or not self._within_client_limit(client):
                return False
            self._occupy(client)
            worker.pending_queries += 1
            return True

    def release(self, client: str, worker: WorkerProcess | None) -> None:
        """Give a slot back, and with the last slot of a process the process."""
        if worker is not None:
            with self._lock:
                worker.pending_queries -= 1
                free = not worker.pending_queries
            if free:
                self._give_back(worker)
        with self._lock:
            self._running -= 1
            left = self._busy.pop(client) - 1
            if left:
                self._busy[client] = left
            self._grant()

    def _acquire_slot(self, client: str, cancellation: Cancellation | None) -> None:
        pool_limits = self._pool_limits
        with self._lock:
            if not self._waiters and self._within_client_limit(client):
                self._occupy(client)
                return
            waiter = _Waiter(client)
            self._waiters.append(waiter)
            self._grant()
            if waiter.granted:
                return
            waiting = sum(1 for other in self._waiters if other.client == client)
            if len(self._waiters) > pool_limits.queue or waiting > (pool_limits.queue + 1) // 2:
                self._waiters.remove(waiter)
                raise queue_full(pool_limits, len(self._waiters))
        if cancellation is None:
            waiter.called.wait(pool_limits.wait)
        else:
            with cancellation.on_cancel(waiter.called.set):
                waiter.called.wait(pool_limits.wait)
        with self._lock:
            if waiter.granted:
                return
            self._waiters.remove(waiter)
            mine = self._busy.get(client, 0) >= pool_limits.per_client
        if cancellation is not None and cancellation.reason is not None:
            raise QueryCancelled(cancellation.reason, hint="Ask again if you still want the answer")
        if self._closed.is_set():
            raise pool_closed()
        raise waited_too_long(pool_limits, own_queries=mine)

    def _grant(self) -> None:
        """Give free slots to waiting queries. Call it with the lock held."""
        if not self._waiters or self._closed.is_set():
            return
        for waiter in list(self._waiters):
            if self._within_client_limit(waiter.client):
                self._waiters.remove(waiter)
                self._occupy(waiter.client)
                waiter.granted = True
                waiter.called.set()

    def _within_client_limit(self, client: str) -> bool:
        if self._running >= self._pool_limits.size:
            return False
        # Queries of the service itself have no client key and no limit per client.
        return not client or self._busy.get(client, 0) < self._pool_limits.per_client

    def _occupy(self, client: str) -> None:
        self._running += 1
        self._busy[client] = self._busy.get(client, 0) + 1

    def _take_process(self) -> WorkerProcess:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
            if self._closed.is_set():
                raise pool_closed()
        if worker is None:
            worker = self._starter.submit(self._new).result()
        worker.pending_queries = 1
        if not self._idle:
            self._start_spare()
        return worker

    def _new(self) -> WorkerProcess:
        # Another start may be in progress.
        with self._lock:
            if self._idle:
                return self._idle.pop()
        worker = self._start_or_retry()
        with self._lock:
            self._all.add(worker)
        return worker

    def _start_or_retry(self) -> WorkerProcess:
        # A process may be killed while it starts, which loses no query.
        for _ in range(STARTS - 1):
            with contextlib.suppress(EngineUnavailable):
                return self._start()
        return self._start()

    def _start_spare(self) -> None:
        """Start a spare process if none is idle and the limit allows it."""
        with self._lock:
            if (
                self._closed.is_set()
                or len(self._idle) + self._starting >= SPARE
                or len(self._all) >= self._pool_limits.size
            ):
                return
            self._starting += 1
        self._starter.submit(self._start_ahead)

    def _start_ahead(self) -> None:
        try:
            worker = self._start()
        except EngineUnavailable:
            worker = None  # the next query tries again and reports the error
        with self._lock:
            self._starting -= 1
            if worker is not None:
                self._all.add(worker)
                self._idle.append(worker)

    def _give_back(self, worker: WorkerProcess) -> None:
        if worker.reusable and not self._closed.is_set():
            worker.idle_since = time.monotonic()
            with self._lock:
                self._idle.append(worker)
        else:
            self._replaced += 1
            self._drop(worker)
            self._start_spare()

    def _drop(self, worker: WorkerProcess) -> None:
        worker.kill()
        with self._lock:
            if worker in self._all:  # otherwise the pool was closed, which stops every process
                self._all.remove(worker)
                self._reaper.submit(worker.end)

    def _clean(self) -> None:
        while not self._closed.wait(IDLE_SECONDS / 4):
            too_long = time.monotonic() - IDLE_SECONDS
            with self._lock:
                surplus = [worker for worker in self._idle[:-SPARE] if worker.idle_since < too_long]
                self._idle = [worker for worker in self._idle if worker not in surplus]
            for worker in surplus:
                self._drop(worker)

    @property
    def pids(self) -> set[int]:
        """Return the process ids of the worker processes."""
        with self._lock:
            return {worker.pid for worker in self._all}

    def figures(self) -> dict[str, int]:
        """Return the numbers of running and waiting queries and of processes."""
        with self._lock:
            return {
                "capacity": self._pool_limits.size,
                "running": self._running,
                "waiting": len(self._waiters),
                "processes": len(self._all),
                "processes_replaced": self._replaced,
            }

    def close(self) -> None:
        """Stop every process; running queries fail."""
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
