"""Sends a single HTTP request and summarizes the results of many."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Response:
    """The result of one request.

    :ivar status: the HTTP status, or 0 if there was no response; ``problem`` then names the error.
    """

    status: int
    seconds: float
    body: bytes = b""
    problem: str = ""

    @property
    def ok(self) -> bool:
        return self.status == 200


@dataclass(frozen=True)
class LoadStatistics:
    """The statistics of the requests that were sent under one load.

    :ivar rate: successful responses per second.
    :ivar p50: median latency in milliseconds.
    :ivar p99: 99th percentile of the latency in milliseconds.
    :ivar errors: requests without a successful response.
    :ivar client: the client that sent the requests.
    """

    connections: int
    rate: float
    p50: float
    p99: float
    requests: int
    errors: int
    client: str


def get(port: int, path: str, accept: str, timeout: float, *, source: str = HOST) -> Response:
    """Send one GET request on a new connection.

    :param source: the loopback address that the connection is made from.
    """
    started = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout, source_address=(source, 0))
    try:
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as error:
        return Response(0, time.perf_counter() - started, problem=type(error).__name__)
    finally:
        connection.close()
    return Response(response.status, time.perf_counter() - started, body)


def summarize(latencies: list[float], errors: int, seconds: float, connections: int, client: str) -> LoadStatistics:
    """Compute the statistics of a load.

    :param latencies: seconds of each successful request.
    :param seconds: duration of the whole load.
    """
    ordered = sorted(latencies)

    def percentile(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1e3 if ordered else 0.0

    rate = len(ordered) / seconds if seconds else 0.0
    return LoadStatistics(connections, rate, percentile(0.5), percentile(0.99), len(ordered) + errors, errors, client)
