"""Asks again and again: in turn, or on many connections at once."""

from __future__ import annotations

import http.client
import shutil
import threading
import time

from bench import wrk
from bench.answers import HOST, Load, ask, summed
from bench.queries import Query

_AT_LEAST, _AT_MOST = 2, 20
_PACE = 50


def load(port: int, base: str, query: Query, connections: int, seconds: float, first: int | None) -> Load:
    """Ask on so many connections for so long, with ``wrk`` where it is installed.

    :param first: the number of the first query, each request taking the next; the same query always where ``None``.
    """
    if program := shutil.which("wrk"):
        return wrk.load(program, port, base, query, connections, seconds, first)
    return load_in_python(port, base, query, connections, seconds, first)


def in_turn(port: int, base: str, query: Query, seconds: float, first: int | None, timeout: float) -> Load:
    """Ask one after another for so long, at least twice and at most twenty times: for queries that take long."""
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds
    while (asked := len(times) + errors) < _AT_MOST and (asked < _AT_LEAST or time.perf_counter() < end):
        answer = ask(port, query.path(base, 0 if first is None else first + asked), query.accept, timeout)
        if answer.ok:
            times.append(answer.seconds)
        else:
            errors += 1
            if answer.status == 0:
                break
    return summed(times, errors, sum(times), 1, "python, in turn")


def paced(port: int, base: str, query: Query, seconds: float, first: int, *, timeout: float = 10) -> Load:
    """Ask fifty times a second, each time another query, and count from when it was due.

    A client that waits for each answer before it asks again sees one long wait as one slow answer; users see all
    that they would have asked meanwhile.
    """
    times: list[float] = []
    errors = 0
    began = time.perf_counter()
    for number in range(round(seconds * _PACE)):
        due = began + number / _PACE
        time.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() - began > seconds * 5:
            errors += 1
            continue
        if ask(port, query.path(base, first + number), query.accept, timeout).ok:
            times.append(time.perf_counter() - due)
        else:
            errors += 1
    return summed(times, errors, time.perf_counter() - began, 1, "python, paced")


def load_in_python(port: int, base: str, query: Query, connections: int, seconds: float, first: int | None) -> Load:
    """As ``load``, anywhere; above a few thousand requests a second it measures itself."""
    clients = [_Client(port, base, query, seconds, first, place, connections) for place in range(connections)]
    began = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    took = time.perf_counter() - began
    times = [value for client in clients for value in client.times]
    return summed(times, sum(client.errors for client in clients), took, connections, "python")


class _Client(threading.Thread):
    """One connection; of the numbers it takes every so many-th."""

    def __init__(
        self, port: int, base: str, query: Query, seconds: float, first: int | None, place: int, step: int
    ) -> None:
        super().__init__(daemon=True)
        self.times: list[float] = []
        self.errors = 0
        self._port, self._base, self._query = port, base, query
        self._seconds = seconds
        self._number = 0 if first is None else first + place
        self._step = 0 if first is None else step

    def run(self) -> None:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        end = time.perf_counter() + self._seconds
        while (began := time.perf_counter()) < end:
            try:
                path = self._query.path(self._base, self._number)
                connection.request("GET", path, headers={"Accept": self._query.accept})
                response = connection.getresponse()
                response.read()
                good = response.status == 200
            except (OSError, http.client.HTTPException):
                connection.close()
                good = False
            self._number += self._step
            if good:
                self.times.append(time.perf_counter() - began)
            else:
                self.errors += 1
        connection.close()
