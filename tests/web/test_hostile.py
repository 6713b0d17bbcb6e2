"""Hostile requests against the real server: each ends in a correct answer or a clear error, and nobody else suffers."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bench.bystander import Bystander
from bench.hostile import RUNAWAYS, Outcome, attacks, idle_connections, run, vanish
from strategy_graph.processes import children
from tests.web.conftest import Running, Serve

pytestmark = pytest.mark.slow(reason="waits for time limits")

LIMIT = 1.0
ALL = attacks()


@pytest.fixture(scope="module")
def victim(serve: Serve) -> Running:
    return serve(
        "--query-timeout",
        str(LIMIT),
        STRATEGY_GRAPH_RESULT_BYTES=str(8 << 20),
        STRATEGY_GRAPH_WORKER_MEMORY=str(512 << 20),
        STRATEGY_GRAPH_BODY_SECONDS="1",
    )


@pytest.fixture(scope="module")
def besieged(victim: Running) -> Iterator[tuple[dict[str, Outcome], Bystander, set[int]]]:
    """All attacks, four at a time, from different addresses, among idle connections, with a second client beside."""
    httpx.get(victim.address + "/sparql", params={"query": "ASK {}"})
    sources = [f"127.0.0.{number}" for number in range(2, 6)]
    with (
        Bystander(victim.address) as bystander,
        idle_connections(victim.address, 100),
        ThreadPoolExecutor(len(sources)) as threads,
    ):
        jobs = [
            threads.submit(run, victim.address, attack, sources[index % len(sources)])
            for index, attack in enumerate(ALL)
        ]
        outcomes = {outcome.name: outcome for outcome in (job.result() for job in jobs)}
    yield outcomes, bystander, children(victim.process.pid)


Besieged = tuple[dict[str, Outcome], Bystander, set[int]]


def test_there_are_enough_of_them() -> None:
    assert len({attack.name for attack in ALL}) == len(ALL) > 60


@pytest.mark.parametrize("name", [attack.name for attack in ALL])
def test_an_attack_ends_in_an_answer_or_a_clear_error(besieged: Besieged, name: str) -> None:
    outcome = besieged[0][name]
    assert outcome.allowed, f"answered {outcome.status}"
    assert outcome.clear
    # The limit and a second, and what a busy machine adds.
    assert outcome.seconds < LIMIT + 1 + 3


def test_a_second_client_is_answered_all_the_while(besieged: Besieged) -> None:
    bystander = besieged[1]
    assert not bystander.failures
    assert len(bystander.seconds) > 20
    assert sorted(bystander.seconds)[len(bystander.seconds) // 2] < 0.25


def test_nothing_is_left_behind(victim: Running, besieged: Besieged) -> None:
    """No query runs on, and the processes that remain are few and small."""
    for _ in range(100):
        engine = victim.health()["engine"]
        if engine["running"] == engine["waiting"] == 0:
            break
        time.sleep(0.1)
    assert engine["running"] == engine["waiting"] == 0
    family = children(victim.process.pid)
    assert len(family) <= 1 + engine["places"]
    assert victim.process.poll() is None
    for _ in range(100):
        resident = sum(_resident(pid) for pid in children(victim.process.pid))
        if resident < 400 << 20:
            break
        time.sleep(0.3)  # idle processes are let go after a while
    assert resident < 400 << 20
    assert victim.health()["cache"]["spooled_bytes"] == 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@pytest.mark.parametrize("head", [b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"])
def test_a_body_that_drips_is_cut_off(victim: Running, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", victim.port), timeout=10) as slow:
        slow.sendall(head + b"Content-Length: 1000\r\n\r\nSELECT")
        begun = time.monotonic()
        said = slow.recv(4096)
    assert b" 408 " in said.split(b"\r\n")[0]
    assert time.monotonic() - begun < 4


def test_a_client_that_vanishes_frees_its_place(victim: Running) -> None:
    before = victim.health()["engine"]["cancelled"]
    vanish(victim.address, next(iter(RUNAWAYS.values())), after=0.4)
    for _ in range(20):
        engine = victim.health()["engine"]
        if engine["running"] == 0:
            break
        time.sleep(0.05)
    assert engine["running"] == 0
    assert engine["cancelled"] == before + 1


def test_from_and_default_graph_uri_fetch_nothing(victim: Running) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        trap = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
        for parameters in (
            {"query": count.format(f"FROM <{trap}>")},
            {"query": count.format(f"FROM NAMED <{trap}>")},
            {"query": count.format(""), "default-graph-uri": trap},
            {"query": count.format(""), "named-graph-uri": trap},
        ):
            response = httpx.get(victim.address + "/sparql", params={**parameters, "format": "csv"})
            assert response.text == "n\r\n0\r\n"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_many_idle_connections_keep_nobody_out(victim: Running) -> None:
    with idle_connections(victim.address, 1200):
        response = httpx.get(victim.address + "/sparql", params={"query": "ASK { ?s ?p 42 }"}, timeout=5)
        assert response.status_code == 200
