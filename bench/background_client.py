"""Sends simple queries to a server from a separate process while other clients put load on it.

A separate process keeps its latencies independent of the threads of the attacking clients.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

import httpx

_SPAWN = multiprocessing.get_context("spawn")


class BackgroundClient:
    """A context manager that repeats a simple query, never one that is cached; its results are set on exit.

    :ivar seconds: the latency of each response.
    :ivar failures: the error of each request that failed.
    """

    def __init__(self, address: str, source: str = "127.0.0.77", pause: float = 0.02) -> None:
        self.seconds: list[float] = []
        self.failures: list[str] = []
        self._connection, child_connection = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=_send_queries, args=(address, source, pause, child_connection), daemon=True
        )

    def __enter__(self) -> Self:
        self._process.start()
        self._connection.recv()  # waits until the process is ready
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.send("stop")
        self.seconds, self.failures = self._connection.recv()
        self._process.join(timeout=60)

    @property
    def summary(self) -> str:
        """Return the median, the 99th percentile and the maximum of the latencies, in milliseconds."""
        ordered = sorted(self.seconds)
        median, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
        return f"{len(ordered)} queries: median {median * 1e3:.1f}, p99 {p99 * 1e3:.1f}, max {ordered[-1] * 1e3:.1f} ms"


def _send_queries(address: str, source: str, pause: float, connection: Connection) -> None:
    seconds: list[float] = []
    failures: list[str] = []
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(base_url=address, transport=transport, timeout=30) as client:
        client.get("/health")
        connection.send("ready")
        number = 0
        while not connection.poll(pause):
            number += 1
            started = time.monotonic()
            try:
                response = client.get("/sparql", params={"query": f"SELECT ?s {{ ?s ?p {number} }} LIMIT 1"})
            except httpx.TransportError as error:
                failures.append(repr(error))
                continue
            seconds.append(time.monotonic() - started)
            if response.status_code != 200:
                failures.append(response.text)
    connection.send((seconds, failures))
