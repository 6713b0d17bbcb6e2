"""A second client beside whatever goes on: what it is answered, and how soon.

It is a process of its own, since those who attack keep theirs busy.
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


class Bystander:
    """Asks a simple question that no cache holds, again and again; its figures are there on leaving.

    :ivar seconds: that each answer took.
    :ivar failures: what came in place of an answer.
    """

    def __init__(self, address: str, source: str = "127.0.0.77", pause: float = 0.02) -> None:
        self.seconds: list[float] = []
        self.failures: list[str] = []
        self._ours, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_ask, args=(address, source, pause, theirs), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        self._ours.recv()  # it is ready
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ours.send("enough")
        self.seconds, self.failures = self._ours.recv()
        self._process.join(timeout=60)

    @property
    def summary(self) -> str:
        """Median, 99th percentile and slowest, in milliseconds."""
        ordered = sorted(self.seconds)
        median, slow = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
        return (
            f"{len(ordered)} queries: median {median * 1e3:.1f}, p99 {slow * 1e3:.1f}, max {ordered[-1] * 1e3:.1f} ms"
        )


def _ask(address: str, source: str, pause: float, connection: Connection) -> None:
    seconds: list[float] = []
    failures: list[str] = []
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(base_url=address, transport=transport, timeout=30) as client:
        client.get("/health")
        connection.send("ready")
        number = 0
        while not connection.poll(pause):
            number += 1
            begun = time.monotonic()
            try:
                response = client.get("/sparql", params={"query": f"SELECT ?s {{ ?s ?p {number} }} LIMIT 1"})
            except httpx.TransportError as error:
                failures.append(repr(error))
                continue
            seconds.append(time.monotonic() - begun)
            if response.status_code != 200:
                failures.append(response.text)
    connection.send((seconds, failures))
