"""A pool of connections to a remote engine, with the limits of the worker pool; waiting calls are not ordered."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from strategy_graph.engine.pool_limits import PoolLimits, pool_closed, queue_full, waited_too_long
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
            if not self._within_client_limit(client):
                self._check_queue(client)
            self._waiting[client] += 1
            try:
                while not self._within_client_limit(client):
                    exchange.check()
                    left = ends - time.monotonic()
                    if left <= 0:
                        raise waited_too_long(pool_limits, own_queries=self._client_is_full(client))
                    self._changed.wait(min(left, _LOOK))
            finally:
                self._waiting[client] -= 1
                if not self._waiting[client]:
                    del self._waiting[client]
            self._running[exchange] = client

    def _check_queue(self, client: str) -> None:
        pool_limits = self._pool_limits
        if self._waiting.total() >= pool_limits.queue or self._waiting[client] >= (pool_limits.queue + 1) // 2:
            raise queue_full(pool_limits, self._waiting.total())

    def _within_client_limit(self, client: str) -> bool:
        if self._closed:
            raise pool_closed()
        if len(self._running) >= self._pool_limits.size:
            return False
        return not self._client_is_full(client)

    def _client_is_full(self, client: str) -> bool:
        # Queries of the service itself have no client key and no limit per client.
        running = sum(1 for other in self._running.values() if other == client)
        return bool(client) and running >= self._pool_limits.per_client

    def figures(self) -> dict[str, int]:
        """Return the numbers of running and waiting exchanges."""
        with self._changed:
            return {
                "capacity": self._pool_limits.size,
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
