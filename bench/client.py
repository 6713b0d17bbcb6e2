"""Generates load: sequentially, at a fixed rate, or on many connections concurrently."""

from __future__ import annotations

import http.client
import shutil
import threading
import time

from bench import wrk
from bench.http_requests import HOST, LoadStatistics, get, summarize
from bench.queries import Query

_MIN_SEQUENTIAL, _MAX_SEQUENTIAL = 2, 20
_REQUESTS_PER_SECOND = 50


def generate_load(
    port: int, endpoint: str, query: Query, connections: int, seconds: float, first_number: int | None
) -> LoadStatistics:
    """Send requests on a number of connections for a number of seconds, with ``wrk`` if it is installed.

    :param first_number: the number of the first query; each request takes the next number. ``None`` sends the same
        query every time.
    """
    if program := shutil.which("wrk"):
        return wrk.generate_load(program, port, endpoint, query, connections, seconds, first_number)
    return generate_load_in_python(port, endpoint, query, connections, seconds, first_number)


def send_sequentially(
    port: int, endpoint: str, query: Query, seconds: float, first_number: int | None, timeout: float
) -> LoadStatistics:
    """Send requests one after another for a number of seconds, for slow queries.

    At least two and at most twenty requests are sent, unless one of them gets no response.
    """
    latencies: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds
    while (sent := len(latencies) + errors) < _MAX_SEQUENTIAL and (sent < _MIN_SEQUENTIAL or time.perf_counter() < end):
        number = 0 if first_number is None else first_number + sent
        response = get(port, query.path(endpoint, number), query.accept, timeout)
        if response.ok:
            latencies.append(response.seconds)
        else:
            errors += 1
            if response.status == 0:
                break
    return summarize(latencies, errors, sum(latencies), 1, "python, in turn")


def send_at_fixed_rate(
    port: int, endpoint: str, query: Query, seconds: float, first_number: int, *, timeout: float = 10
) -> LoadStatistics:
    """Send a different query fifty times a second, and measure each latency from the scheduled time of the request.

    A client that waits for each response before it sends the next request records one long delay as one slow response.
    Measuring from the scheduled time also counts the requests that the delay held up (coordinated omission).
    """
    latencies: list[float] = []
    errors = 0
    started = time.perf_counter()
    for index in range(round(seconds * _REQUESTS_PER_SECOND)):
        scheduled = started + index / _REQUESTS_PER_SECOND
        time.sleep(max(0.0, scheduled - time.perf_counter()))
        if time.perf_counter() - started > seconds * 5:
            errors += 1
            continue
        if get(port, query.path(endpoint, first_number + index), query.accept, timeout).ok:
            latencies.append(time.perf_counter() - scheduled)
        else:
            errors += 1
    return summarize(latencies, errors, time.perf_counter() - started, 1, "python, paced")


def generate_load_in_python(
    port: int, endpoint: str, query: Query, connections: int, seconds: float, first_number: int | None
) -> LoadStatistics:
    """Do the same as :func:`generate_load` without ``wrk``.

    Above a few thousand requests a second, this client is itself the bottleneck.
    """
    threads = [
        _Connection(port, endpoint, query, seconds, first_number, index, connections) for index in range(connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    latencies = [latency for thread in threads for latency in thread.latencies]
    return summarize(latencies, sum(thread.errors for thread in threads), elapsed, connections, "python")


class _Connection(threading.Thread):
    """A thread that sends requests on one connection.

    With ``step`` connections, connection ``index`` sends the queries numbered ``index``, ``index + step`` and so on,
    counted from the first.
    """

    def __init__(
        self, port: int, endpoint: str, query: Query, seconds: float, first_number: int | None, index: int, step: int
    ) -> None:
        super().__init__(daemon=True)
        self.latencies: list[float] = []
        self.errors = 0
        self._port, self._endpoint, self._query = port, endpoint, query
        self._seconds = seconds
        self._number = 0 if first_number is None else first_number + index
        self._step = 0 if first_number is None else step

    def run(self) -> None:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        end = time.perf_counter() + self._seconds
        while (started := time.perf_counter()) < end:
            try:
                path = self._query.path(self._endpoint, self._number)
                connection.request("GET", path, headers={"Accept": self._query.accept})
                response = connection.getresponse()
                response.read()
                ok = response.status == 200
            except (OSError, http.client.HTTPException):
                connection.close()
                ok = False
            self._number += self._step
            if ok:
                self.latencies.append(time.perf_counter() - started)
            else:
                self.errors += 1
        connection.close()
