"""Queries begun for event loops, one behind another in the same process."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from strategy_graph.engine import EmbeddedEngine, QueryRequest, RunningQuery
from strategy_graph.engine.pool.worker_pool import SPARE
from tests.engine.conftest import COUNT, ENDLESS, asked

Make = Callable[..., EmbeddedEngine]


@pytest.fixture
def idle(make_engine: Make) -> EmbeddedEngine:
    """An engine whose processes have all been started and are at rest."""
    engine = make_engine(size=4, per_client=4)
    engine.query(asked(COUNT))
    for _ in range(500):
        if len(engine.pids) >= SPARE:
            break
        time.sleep(0.01)
    return engine


@pytest.fixture
def held(idle: EmbeddedEngine) -> Iterator[EmbeddedEngine]:
    """The same, but its processes read nothing until :func:`go_on`."""
    pids = idle.pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
        for _ in range(500):
            if Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "T":
                break
            time.sleep(0.01)
    yield idle
    for pid in pids & idle.pids:
        os.kill(pid, signal.SIGCONT)


def go_on(engine: EmbeddedEngine) -> None:
    for pid in engine.pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def numbered(number: int) -> QueryRequest:
    return asked(f"SELECT ({number} AS ?n) {{}}")


def begun(engine: EmbeddedEngine, request: QueryRequest, behind: RunningQuery | None = None) -> RunningQuery:
    found = engine.start(request, behind)
    assert found is not None
    return found


def result_of(query: RunningQuery) -> bytes:
    poll = select.poll()
    poll.register(query.source, select.POLLIN)
    assert poll.poll(5000)
    result = query.result()
    assert result is not None
    return result.body


def places(engine: EmbeddedEngine) -> int:
    return int(engine.health()["running"])


def test_each_gets_its_own_answer(idle: EmbeddedEngine) -> None:
    first = begun(idle, numbered(1))
    second = begun(idle, numbered(2), first)
    assert second.source is first.source
    assert result_of(first) == b"n\r\n1\r\n"
    third = begun(idle, numbered(3), second)
    assert result_of(second) == b"n\r\n2\r\n"
    assert result_of(third) == b"n\r\n3\r\n"
    assert places(idle) == 0
    assert idle.query(asked(COUNT)).body == b"n\r\n1000\r\n"


def test_large_queries_and_answers_keep_their_order_too(idle: EmbeddedEngine) -> None:
    rows = asked("SELECT * { ?s ?p ?o } LIMIT 900")
    long = asked("SELECT (STRLEN('" + "é" * 40_000 + "') AS ?n) {}")
    first = begun(idle, rows)
    second = begun(idle, long, first)
    assert result_of(first).count(b"\r\n") == 901
    assert result_of(second) == b"n\r\n40000\r\n"


def test_one_that_waits_can_be_taken_back(idle: EmbeddedEngine) -> None:
    first = begun(idle, asked(ENDLESS))
    time.sleep(0.1)
    before = idle.health()["queries"]
    second = begun(idle, numbered(2), first)
    assert places(idle) == 2
    assert second.revoke_pipelined(first) is second
    assert places(idle) == 1
    assert idle.health()["queries"] == before, "it is counted when it runs"
    assert idle.query(numbered(2)).body == b"n\r\n2\r\n"
    first.abandon()
    assert places(idle) == 0


def test_the_first_is_taken_back_where_even_that_has_not_been_read(held: EmbeddedEngine) -> None:
    """A process may not have had its turn on a processor yet."""
    first = begun(held, numbered(1))
    second = begun(held, numbered(2), first)
    assert second.revoke_pipelined(first) is first
    go_on(held)
    assert result_of(second) == b"n\r\n2\r\n"
    assert places(held) == 0


def test_one_that_runs_cannot_be_taken_back(idle: EmbeddedEngine) -> None:
    first = begun(idle, numbered(1))
    second = begun(idle, numbered(2), first)
    time.sleep(0.2)
    assert second.revoke_pipelined(first) is None
    assert result_of(first) == b"n\r\n1\r\n"
    assert result_of(second) == b"n\r\n2\r\n"


def test_a_process_that_dies_leaves_both_to_be_asked_again(idle: EmbeddedEngine) -> None:
    first = begun(idle, asked(ENDLESS))
    second = begun(idle, numbered(2), first)
    time.sleep(0.1)
    os.kill(first.source.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert first.result() is None
    assert second.result() is None
    assert places(idle) == 0
    assert idle.query(numbered(2)).body == b"n\r\n2\r\n"


def test_a_process_that_dies_before_it_reads_costs_nothing(held: EmbeddedEngine) -> None:
    request = numbered(1)
    first = begun(held, request)
    os.kill(first.source.pid, signal.SIGKILL)
    go_on(held)
    assert held.query(request._replace(running=first)).body == b"n\r\n1\r\n"
    assert held.health()["lost"] == 0


def test_places_bound_those_that_wait_behind_others(make_engine: Make) -> None:
    engine = make_engine(size=2, per_client=2)
    engine.query(asked(COUNT))
    first = begun(engine, asked(ENDLESS))
    time.sleep(0.1)
    second = begun(engine, numbered(2), first)
    assert engine.start(numbered(3), first) is None
    assert second.revoke_pipelined(first) is second
    first.abandon()


def test_the_one_who_forks_is_started_again(idle: EmbeddedEngine) -> None:
    """It takes its children with it, and the next query has a new one."""
    forkserver = idle._spawner._forkserver
    assert forkserver is not None
    forkserver._process.kill()
    time.sleep(0.3)
    assert idle.query(numbered(1)).body == b"n\r\n1\r\n"
