"""What one request got, and what many got."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """:ivar status: 0 where there was none; ``problem`` says why."""

    status: int
    seconds: float
    body: bytes = b""
    problem: str = ""

    @property
    def ok(self) -> bool:
        return self.status == 200


@dataclass(frozen=True)
class Load:
    """What many requests got.

    :ivar rate: right answers a second.
    :ivar p50: milliseconds; p99 likewise.
    :ivar errors: requests that got no right answer.
    :ivar client: what asked.
    """

    connections: int
    rate: float
    p50: float
    p99: float
    requests: int
    errors: int
    client: str


def ask(port: int, path: str, accept: str, timeout: float, *, source: str = HOST) -> Answer:
    """One request on a connection of its own.

    :param source: the loopback address that it comes from.
    """
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout, source_address=(source, 0))
    try:
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, time.perf_counter() - began, problem=type(error).__name__)
    finally:
        connection.close()
    return Answer(response.status, time.perf_counter() - began, body)


def summed(times: list[float], errors: int, seconds: float, connections: int, client: str) -> Load:
    """The figures of requests that took so many seconds each."""
    ordered = sorted(times)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1e3 if ordered else 0.0

    rate = len(ordered) / seconds if seconds else 0.0
    return Load(connections, rate, at(0.5), at(0.99), len(ordered) + errors, errors, client)
