"""A pool of connections to a remote engine, with the limits of the worker pool; waiting calls are not ordered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from strategy_graph.engine.api import EngineBusy, EngineUnavailable
from strategy_graph.engine.pool.worker_pool import PoolLimits
from strategy_graph.outbound import Exchange, HttpConnection

_LOOK: Final = 0.1
"""Seconds between checks whether a waiting exchange was stopped."""


class ConnectionPool:
    """At most ``limits.size`` concurrent exchanges, each on a connection of its own; thread-safe."""

    def __init__(self, open_connection: Callable[[], HttpConnection], pool_limits: PoolLimits) -> None:
        self._open = open_connection
        self._pool_limits = pool_limits
        self._changed = threading.Condition()
        self._running: dict[Exchange, str] = {}
        self._waiting: Counter[str] = Counter()
        # Last in, first out: the most recently used connection is the least likely to have timed out.
        self._idle: list[HttpConnection] = []
        self._closed = False

    @contextmanager
    def connection(self, exchange: Exchange, client: str) -> Iterator[HttpConnection]:
        """Provide a connection for one exchange.

        :raises EngineBusy: no slot was free in time, or the queue is full.
        :raises EngineUnavailable: the pool is closed.
        :raises ExchangeStopped: the exchange was stopped while it waited.
        """
        self._acquire_slot(exchange, client)
        connection, whole = None, False
        try:
            with self._changed:
                connection = self._idle.pop() if self._idle else None
            connection = connection or self._open()
            yield connection
            whole = True
        finally:
            with self._changed:
                del self._running[exchange]
                # The rest of a broken response would be read as the beginning of the next.
                keep = connection is not None and whole and not self._closed
                if keep and connection is not None:
                    self._idle.append(connection)
                self._changed.notify_all()
            if connection is not None and not keep:
                connection.close()

    def _acquire_slot(self, exchange: Exchange, client: str) -> None:
        pool_limits = self._pool_limits
        ends = time.monotonic() + pool_limits.wait
        with self._changed:
            if not self._has_room(client):
                self._check_queue(client)
            self._waiting[client] += 1
            try:
                while not self._has_room(client):
                    exchange.check()
                    left = ends - time.monotonic()
                    if left <= 0:
                        raise self._busy(client)
                    self._changed.wait(min(left, _LOOK))
            finally:
                self._waiting[client] -= 1
                if not self._waiting[client]:
                    del self._waiting[client]
            self._running[exchange] = client

    def _check_queue(self, client: str) -> None:
        pool_limits = self._pool_limits
        if self._waiting.total() >= pool_limits.queue or self._waiting[client] >= (pool_limits.queue + 1) // 2:
            raise EngineBusy(
                f"{self._waiting.total()} queries wait already",
                limit="query_queue",
                value=pool_limits.queue,
                hint="Try again in a little while",
            )

    def _has_room(self, client: str) -> bool:
        if self._closed:
            raise EngineUnavailable("the service is stopping", hint="Try again in a little while")
        if len(self._running) >= self._pool_limits.size:
            return False
        # Queries of the service itself have no client key and no limit per client.
        return not client or self._mine(client) < self._pool_limits.per_client

    def _mine(self, client: str) -> int:
        return sum(1 for other in self._running.values() if other == client)

    def _busy(self, client: str) -> EngineBusy:
        mine = bool(client) and self._mine(client) >= self._pool_limits.per_client
        return EngineBusy(
            f"no query could be taken on within {self._pool_limits.wait:g} seconds: "
            + (f"{self._mine(client)} queries of yours are running" if mine else "as many as may run are running"),
            limit="query_per_client" if mine else "query_workers",
            value=self._pool_limits.per_client if mine else self._pool_limits.size,
            hint="Try again in a little while",
        )

    def figures(self) -> dict[str, int]:
        """Return the numbers of running and waiting exchanges."""
        with self._changed:
            return {
                "places": self._pool_limits.size,
                "running": len(self._running),
                "waiting": self._waiting.total(),
                "connections": len(self._running) + len(self._idle),
            }

    def close(self) -> list[Exchange]:
        """Close idle connections and accept no more; return the exchanges that still run."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            running = list(self._running)
            self._changed.notify_all()
        for connection in idle:
            connection.close()
        return running
