"""Measures one server on one data file: start, memory, queries, and a lookup beside runaway queries."""

from __future__ import annotations

import itertools
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

from bench.answers import HOST, Answer, Load, ask, summed
from bench.client import in_turn, load, paced
from bench.data import Data
from bench.peers import Peer, Refused
from bench.processes import PeakMemory, Process
from bench.queries import RUNAWAY, TABLE, Query, queries

CONNECTIONS = (1, 8, 64)
ANSWER_LIMIT = 60.0
"""Seconds after which a query is given up."""
_SLOW = 0.5
"""Seconds above which a query is asked in turn only: on many connections it would measure the wait in line."""
_VERY_SLOW = 10.0
"""Seconds above which the one answer that there is has to do."""
_RUNAWAYS = tuple(f"127.0.0.{number}" for number in range(2, 6))

_numbers = itertools.count(1)


def fresh(room: int = 2_000_000) -> int:
    """A number from which on no query was asked yet, with room for as many as a server can answer."""
    return next(_numbers) * room


Tell = Callable[[str], None]
Figures = dict[str, Any]


@contextmanager
def running(peer: Peer, data: Data, folder: Path, port: int, limit: float) -> Iterator[tuple[Process, float]]:
    """The server, and the seconds from its start to its first right answer.

    :raises Refused: the port is taken, or it ends, or gives no answer in ``limit`` seconds.
    """
    # An answer of somebody else's server on that port would pass for this one's.
    if ask(port, "/", "*/*", 1).status:
        raise Refused(f"port {port} is in use")
    command = peer.command(data, folder, port)
    began = time.perf_counter()
    process = Process(command, folder / "server.log", cwd=folder, environment=peer.environment(folder))
    try:
        lookup = queries(data)[0]
        while not ask(port, lookup.path(peer.path, fresh(1)), TABLE, max(2.0, limit / 2)).ok:
            if process.ended:
                raise Refused(f"it ended: {process.last_words()}")
            if time.perf_counter() - began > limit:
                raise Refused(f"no answer after {limit:.0f} s")
            time.sleep(0.02)
        yield process, time.perf_counter() - began
    finally:
        process.stop()


def measure_queries(peer: Peer, data: Data, port: int, seconds: float, tell: Tell) -> Figures:
    """Every query, repeated and for the first time."""
    figures: Figures = {}
    for query in queries(data):
        tell(f"{peer.name} {data.size}: {query.name}")
        figures[query.name] = _one_query(peer, query, port, seconds)
    return figures


def _one_query(peer: Peer, query: Query, port: int, seconds: float) -> Figures:
    same = query.path(peer.path, 0)
    answer = ask(port, query.path(peer.path, fresh(1)), query.accept, ANSWER_LIMIT)
    if not answer.ok:
        return {"problem": _problem(answer)}
    # Of the query that every server is asked, so that their answers can be compared.
    common = ask(port, same, query.accept, ANSWER_LIMIT)
    if not common.ok:
        return {"problem": _problem(common)}
    figures: Figures = {"rows": rows(query, common.body), "bytes": len(common.body)}
    for kind in ("first", "repeated"):
        first = None if kind == "repeated" else fresh()
        again = ask(port, same if first is None else query.path(peer.path, first), query.accept, ANSWER_LIMIT)
        # The quicker of two: one chance hold-up must not decide how a query is measured.
        once = min(common if first is None else answer, again, key=lambda each: (not each.ok, each.seconds))
        if not once.ok:
            figures[kind] = {"problem": _problem(once)}
            continue
        try:
            loads = _loads(peer, query, port, seconds, None if first is None else first + 1, once.seconds)
        except (RuntimeError, SubprocessError) as error:
            figures[kind] = {"problem": str(error)}
            continue
        figures[kind] = {"loads": [asdict(each) for each in loads]}
    return figures


def _loads(peer: Peer, query: Query, port: int, seconds: float, first: int | None, once: float) -> list[Load]:
    """The loads that a query which takes ``once`` seconds is good for."""
    if once > _VERY_SLOW:
        return [summed([once], 0, once, 1, "python, in turn")]
    if once > _SLOW:
        return [in_turn(port, peer.path, query, seconds * 2, first, ANSWER_LIMIT)]
    # On two cores or so, a full line takes half its number of turns to be served once.
    fitting = [connections for connections in CONNECTIONS if once * connections / 2 <= seconds]
    return [
        load(port, peer.path, query, connections, seconds, None if first is None else fresh())
        for connections in fitting
    ]


def rows(query: Query, body: bytes) -> int:
    """Rows of a table, triples of a graph: that every server gave the same answer."""
    if query.accept == TABLE:
        return len(json.loads(body)["results"]["bindings"])
    # A server may write the same triple twice; a graph has it once.
    return len({line for line in body.splitlines() if line.strip() and not line.startswith(b"#")})


def measure_beside_runaways(peer: Peer, data: Data, port: int, seconds: float) -> Figures:
    """Lookups, fifty a second, alone and then beside four queries that never end."""
    lookup = queries(data)[0]
    alone = paced(port, peer.path, lookup, seconds * 2, fresh())
    with _runaways(peer, lookup, port) as number:
        time.sleep(1)
        beside = paced(port, peer.path, lookup, seconds * 2, fresh())
    return {"alone": asdict(alone), "beside": asdict(beside), "runaways": number}


@contextmanager
def _runaways(peer: Peer, like: Query, port: int) -> Iterator[int]:
    """Runaway queries under way, each from an address of its own; nobody waits for their answers."""
    sockets = []
    for number, address in enumerate(_RUNAWAYS):
        query = Query("runaway", "", RUNAWAY.replace("?n", f"?n{number}"))
        connection = socket.create_connection((HOST, port), timeout=10, source_address=(address, 0))
        target = query.path(peer.path, number)
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: {like.accept}\r\n\r\n".encode())
        sockets.append(connection)
    try:
        yield len(sockets)
    finally:
        for connection in sockets:
            connection.close()


def measure(
    peer: Peer, data: Data, folder: Path, port: int, only: frozenset[str], seconds: float, limit: float, tell: Tell
) -> Figures:
    """Everything about one server on one file; what it could not do is said in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    figures: Figures = {}
    tell(f"{peer.name} {data.size}: loading")
    loaded = peer.load(data, folder, limit)
    if loaded.seconds is not None:
        figures["load"] = {"seconds": loaded.seconds, "rate": data.triples / loaded.seconds, "bytes": loaded.bytes}
    tell(f"{peer.name} {data.size}: starting")
    with running(peer, data, folder, port, limit) as (process, start):
        figures["start"] = start
        time.sleep(1)
        idle = process.memory()
        with PeakMemory(process) as peak:
            if "queries" in only:
                figures["queries"] = measure_queries(peer, data, port, seconds, tell)
        figures["memory"] = {"idle": idle, "peak": max(peak.most, idle)}
    if "runaways" in only:
        # Started anew, since it may still be at a query that was given up.
        tell(f"{peer.name} {data.size}: runaways")
        with running(peer, data, folder, port, limit):
            figures["runaways"] = measure_beside_runaways(peer, data, port, seconds)
    return figures


def _problem(answer: Answer) -> str:
    if answer.status == 0:
        return f"no answer in {ANSWER_LIMIT:.0f} s" if "imeout" in answer.problem else answer.problem
    return f"answered {answer.status}"
