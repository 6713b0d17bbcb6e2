"""Shares the connections to a remote engine among clients, as the pool of processes shares those."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from strategy_graph.engine.api import EngineBusy, EngineUnavailable
from strategy_graph.engine.pool.worker_pool import Shares
from strategy_graph.outbound import Call, Channel

_LOOK: Final = 0.1
"""Seconds after which one who waits looks whether it was stopped."""


class ConnectionPool:
    """At most ``shares.size`` calls at once, each on a channel of its own; safe to use from many threads."""

    def __init__(self, open_channel: Callable[[], Channel], shares: Shares) -> None:
        self._open = open_channel
        self._shares = shares
        self._changed = threading.Condition()
        self._running: dict[Call, str] = {}
        self._waiting: Counter[str] = Counter()
        # Last in, first out: the connection used last is the least likely to have been closed for idleness.
        self._idle: list[Channel] = []
        self._closed = False

    @contextmanager
    def channel(self, call: Call, client: str) -> Iterator[Channel]:
        """A channel for one call.

        :raises EngineBusy: no place was free in time, or too many wait already.
        :raises EngineUnavailable: the pool is closed.
        :raises CallStopped: the call was stopped while it waited.
        """
        self._take_place(call, client)
        channel, whole = None, False
        try:
            with self._changed:
                channel = self._idle.pop() if self._idle else None
            channel = channel or self._open()
            yield channel
            whole = True
        finally:
            with self._changed:
                del self._running[call]
                # What is left of a broken answer would be taken for the beginning of the next.
                keep = channel is not None and whole and not self._closed
                if keep and channel is not None:
                    self._idle.append(channel)
                self._changed.notify_all()
            if channel is not None and not keep:
                channel.close()

    def _take_place(self, call: Call, client: str) -> None:
        shares = self._shares
        ends = time.monotonic() + shares.wait
        with self._changed:
            if not self._has_room(client):
                self._check_queue(client)
            self._waiting[client] += 1
            try:
                while not self._has_room(client):
                    call.check()
                    left = ends - time.monotonic()
                    if left <= 0:
                        raise self._busy(client)
                    self._changed.wait(min(left, _LOOK))
            finally:
                self._waiting[client] -= 1
                if not self._waiting[client]:
                    del self._waiting[client]
            self._running[call] = client

    def _check_queue(self, client: str) -> None:
        shares = self._shares
        if self._waiting.total() >= shares.queue or self._waiting[client] >= (shares.queue + 1) // 2:
            raise EngineBusy(
                f"{self._waiting.total()} queries wait already",
                limit="query_queue",
                value=shares.queue,
                hint="Try again in a little while",
            )

    def _has_room(self, client: str) -> bool:
        if self._closed:
            raise EngineUnavailable("the service is stopping", hint="Try again in a little while")
        if len(self._running) >= self._shares.size:
            return False
        # The service's own pages have no client, and no share.
        return not client or self._mine(client) < self._shares.per_client

    def _mine(self, client: str) -> int:
        return sum(1 for other in self._running.values() if other == client)

    def _busy(self, client: str) -> EngineBusy:
        mine = bool(client) and self._mine(client) >= self._shares.per_client
        return EngineBusy(
            f"no query could be taken on within {self._shares.wait:g} seconds: "
            + (f"{self._mine(client)} queries of yours are running" if mine else "as many as may run are running"),
            limit="query_per_client" if mine else "query_workers",
            value=self._shares.per_client if mine else self._shares.size,
            hint="Try again in a little while",
        )

    def figures(self) -> dict[str, int]:
        """How full the pool is."""
        with self._changed:
            return {
                "places": self._shares.size,
                "running": len(self._running),
                "waiting": self._waiting.total(),
                "connections": len(self._running) + len(self._idle),
            }

    def close(self) -> list[Call]:
        """Close what is idle, and take no more; the calls that still run."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            running = list(self._running)
            self._changed.notify_all()
        for channel in idle:
            channel.close()
        return running
