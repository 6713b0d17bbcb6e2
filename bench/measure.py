"""Measures one server on one data file: load, start, memory, queries, and lookups during runaway queries."""

from __future__ import annotations

import itertools
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

from bench.client import generate_load, send_at_fixed_rate, send_sequentially
from bench.data import DataFile, Progress
from bench.http_requests import HOST, LoadStatistics, Response, get, summarize
from bench.processes import PeakMemory, ServerProcess
from bench.queries import RUNAWAY, TABLE, Query, queries
from bench.servers import Server, ServerError

CONNECTIONS = (1, 8, 64)
RESPONSE_TIMEOUT = 60.0
"""Seconds after which the client gives up on a query."""
_SEQUENTIAL_ABOVE = 0.5
"""Latency in seconds above which requests are sent sequentially: concurrent ones would measure the queueing time."""
_SINGLE_ABOVE = 10.0
"""Latency in seconds above which the first response is the only measurement."""
_RUNAWAY_SOURCES = tuple(f"127.0.0.{number}" for number in range(2, 6))

_counter = itertools.count(1)

Figures = dict[str, Any]


def reserve_numbers(count: int = 2_000_000) -> int:
    """Return the first of ``count`` query numbers that no earlier request used.

    The default is more than a server can answer within one load.
    """
    return next(_counter) * count


@contextmanager
def running_server(
    server: Server, data: DataFile, folder: Path, port: int, limit: float
) -> Iterator[tuple[ServerProcess, float]]:
    """Run a server, and yield its process and the seconds from its start to its first correct response.

    :raises ServerError: the port is in use, or the server exits or does not respond within ``limit`` seconds.
    """
    # Another server on this port would be measured in place of this one.
    if get(port, "/", "*/*", 1).status:
        raise ServerError(f"port {port} is in use")
    command = server.command(data, folder, port)
    started = time.perf_counter()
    process = ServerProcess(command, folder / "server.log", cwd=folder, environment=server.environment(folder))
    try:
        lookup = queries(data)[0]
        while not get(port, lookup.path(server.endpoint, reserve_numbers(1)), TABLE, max(2.0, limit / 2)).ok:
            if process.has_exited:
                raise ServerError(f"the server exited: {process.log_tail()}")
            if time.perf_counter() - started > limit:
                raise ServerError(f"no answer after {limit:.0f} s")
            time.sleep(0.02)
        yield process, time.perf_counter() - started
    finally:
        process.stop()


def measure_queries(server: Server, data: DataFile, port: int, seconds: float, progress: Progress) -> Figures:
    """Measure every query, both repeated and with a new variant in each request."""
    figures: Figures = {}
    for query in queries(data):
        progress(f"{server.name} {data.size}: {query.name}")
        figures[query.name] = _measure_query(server, query, port, seconds)
    return figures


def _measure_query(server: Server, query: Query, port: int, seconds: float) -> Figures:
    repeated_path = query.path(server.endpoint, 0)
    new_response = get(port, query.path(server.endpoint, reserve_numbers(1)), query.accept, RESPONSE_TIMEOUT)
    if not new_response.ok:
        return {"problem": _describe_problem(new_response)}
    # Every server gets variant 0, so that the row counts can be compared.
    repeated_response = get(port, repeated_path, query.accept, RESPONSE_TIMEOUT)
    if not repeated_response.ok:
        return {"problem": _describe_problem(repeated_response)}
    figures: Figures = {
        "rows": count_rows(query, repeated_response.body),
        "bytes": len(repeated_response.body),
    }
    for kind in ("first", "repeated"):
        first_number = None if kind == "repeated" else reserve_numbers()
        path = repeated_path if first_number is None else query.path(server.endpoint, first_number)
        second_response = get(port, path, query.accept, RESPONSE_TIMEOUT)
        # The faster of two responses, so that a single delay does not decide how the query is measured.
        fastest = min(
            repeated_response if first_number is None else new_response,
            second_response,
            key=lambda response: (not response.ok, response.seconds),
        )
        if not fastest.ok:
            figures[kind] = {"problem": _describe_problem(fastest)}
            continue
        next_number = None if first_number is None else first_number + 1
        try:
            loads = _run_loads(server, query, port, seconds, next_number, fastest.seconds)
        except (RuntimeError, SubprocessError) as error:
            figures[kind] = {"problem": str(error)}
            continue
        figures[kind] = {"loads": [asdict(load) for load in loads]}
    return figures


def _run_loads(
    server: Server, query: Query, port: int, seconds: float, first_number: int | None, latency: float
) -> list[LoadStatistics]:
    """Run the loads that suit the latency of a query."""
    if latency > _SINGLE_ABOVE:
        return [summarize([latency], 0, latency, 1, "python, in turn")]
    if latency > _SEQUENTIAL_ABOVE:
        return [send_sequentially(port, server.endpoint, query, seconds * 2, first_number, RESPONSE_TIMEOUT)]
    # On about two cores, one response on each of n connections takes n / 2 times the latency. Leave out the numbers of
    # connections for which that is longer than the load.
    return [
        generate_load(
            port,
            server.endpoint,
            query,
            connections,
            seconds,
            None if first_number is None else reserve_numbers(),
        )
        for connections in CONNECTIONS
        if latency * connections / 2 <= seconds
    ]


def count_rows(query: Query, body: bytes) -> int:
    """Count the rows of a table or the triples of a graph, to compare the results of the servers."""
    if query.accept == TABLE:
        return len(json.loads(body)["results"]["bindings"])
    # A server may write a triple twice; a graph contains it once.
    return len({line for line in body.splitlines() if line.strip() and not line.startswith(b"#")})


def measure_during_runaways(server: Server, data: DataFile, port: int, seconds: float) -> Figures:
    """Measure lookups, fifty a second, first alone and then while four runaway queries run."""
    lookup = queries(data)[0]
    alone = send_at_fixed_rate(port, server.endpoint, lookup, seconds * 2, reserve_numbers())
    with _running_runaways(server, lookup.accept, port) as count:
        time.sleep(1)
        during = send_at_fixed_rate(port, server.endpoint, lookup, seconds * 2, reserve_numbers())
    return {"alone": asdict(alone), "beside": asdict(during), "runaways": count}


@contextmanager
def _running_runaways(server: Server, accept: str, port: int) -> Iterator[int]:
    """Send runaway queries, each from a different address, without reading the responses."""
    sockets = []
    for number, source in enumerate(_RUNAWAY_SOURCES):
        query = Query("runaway", "", RUNAWAY.replace("?n", f"?n{number}"))
        connection = socket.create_connection((HOST, port), timeout=10, source_address=(source, 0))
        target = query.path(server.endpoint, number)
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: {accept}\r\n\r\n".encode())
        sockets.append(connection)
    try:
        yield len(sockets)
    finally:
        for connection in sockets:
            connection.close()


def measure(
    server: Server,
    data: DataFile,
    folder: Path,
    port: int,
    measurements: frozenset[str],
    seconds: float,
    limit: float,
    progress: Progress,
) -> Figures:
    """Measure one server on one data file.

    A query that fails has its reason in place of its figures.

    :raises ServerError: the server could not load the data or start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    figures: Figures = {}
    progress(f"{server.name} {data.size}: loading")
    result = server.load(data, folder, limit)
    if result.seconds is not None:
        figures["load"] = {"seconds": result.seconds, "rate": data.triples / result.seconds, "bytes": result.bytes}
    progress(f"{server.name} {data.size}: starting")
    with running_server(server, data, folder, port, limit) as (process, start_seconds):
        figures["start"] = start_seconds
        time.sleep(1)
        idle = process.resident_memory()
        with PeakMemory(process) as memory:
            if "queries" in measurements:
                figures["queries"] = measure_queries(server, data, port, seconds, progress)
        figures["memory"] = {"idle": idle, "peak": max(memory.peak, idle)}
    if "runaways" in measurements:
        # Restart the server, since it may still run a query on which the client gave up.
        progress(f"{server.name} {data.size}: runaways")
        with running_server(server, data, folder, port, limit):
            figures["runaways"] = measure_during_runaways(server, data, port, seconds)
    return figures


def _describe_problem(response: Response) -> str:
    if response.status == 0:
        return f"no answer in {RESPONSE_TIMEOUT:.0f} s" if "imeout" in response.problem else response.problem
    return f"answered {response.status}"
