"""Hostile requests against the real server: each gets a correct response or a clear error; other clients are served."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bench.background_client import BackgroundClient
from bench.hostile import RUNAWAYS, Outcome, attacks, idle_connections, run, send_and_disconnect
from strategy_graph.process_tree import descendants
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
def attacked(victim: Running) -> Iterator[tuple[dict[str, Outcome], BackgroundClient, set[int]]]:
    """Run all attacks, four concurrently, from different addresses, with idle connections and a second client."""
    httpx.get(victim.address + "/sparql", params={"query": "ASK {}"})
    sources = [f"127.0.0.{number}" for number in range(2, 6)]
    with (
        BackgroundClient(victim.address) as background,
        idle_connections(victim.address, 100),
        ThreadPoolExecutor(len(sources)) as threads,
    ):
        jobs = [
            threads.submit(run, victim.address, attack, sources[index % len(sources)])
            for index, attack in enumerate(ALL)
        ]
        outcomes = {outcome.name: outcome for outcome in (job.result() for job in jobs)}
    yield outcomes, background, descendants(victim.process.pid)


Attacked = tuple[dict[str, Outcome], BackgroundClient, set[int]]


def test_number_of_attacks() -> None:
    assert len({attack.name for attack in ALL}) == len(ALL) > 60


@pytest.mark.parametrize("name", [attack.name for attack in ALL])
def test_an_attack_ends_in_an_answer_or_a_clear_error(attacked: Attacked, name: str) -> None:
    outcome = attacked[0][name]
    assert outcome.allowed, f"answered {outcome.status}"
    assert outcome.clear
    # The limit, one second, and three more for a loaded machine.
    assert outcome.seconds < LIMIT + 1 + 3


def test_a_second_client_is_served_throughout(attacked: Attacked) -> None:
    background = attacked[1]
    assert not background.failures
    assert len(background.seconds) > 20
    assert sorted(background.seconds)[len(background.seconds) // 2] < 0.25


def test_no_query_process_or_memory_remains(victim: Running, attacked: Attacked) -> None:
    """No query is left running, and the remaining processes are few and small."""
    for _ in range(100):
        engine = victim.health()["engine"]
        if engine["running"] == engine["waiting"] == 0:
            break
        time.sleep(0.1)
    assert engine["running"] == engine["waiting"] == 0
    family = descendants(victim.process.pid)
    assert len(family) <= 1 + engine["capacity"]
    assert victim.process.poll() is None
    for _ in range(100):
        resident = sum(_resident(pid) for pid in descendants(victim.process.pid))
        if resident < 400 << 20:
            break
        time.sleep(0.3)  # idle processes end after a delay
    assert resident < 400 << 20
    assert victim.health()["cache"]["spooled_bytes"] == 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@pytest.mark.parametrize("head", [b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"])
def test_a_slow_body_is_408(victim: Running, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", victim.port), timeout=10) as slow:
        slow.sendall(head + b"Content-Length: 1000\r\n\r\nSELECT")
        started = time.monotonic()
        response = slow.recv(4096)
    assert b" 408 " in response.split(b"\r\n")[0]
    assert time.monotonic() - started < 4


def test_a_disconnect_frees_the_place(victim: Running) -> None:
    before = victim.health()["engine"]["cancelled"]
    send_and_disconnect(victim.address, next(iter(RUNAWAYS.values())), after=0.4)
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
        forbidden_address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
        for parameters in (
            {"query": count.format(f"FROM <{forbidden_address}>")},
            {"query": count.format(f"FROM NAMED <{forbidden_address}>")},
            {"query": count.format(""), "default-graph-uri": forbidden_address},
            {"query": count.format(""), "named-graph-uri": forbidden_address},
        ):
            response = httpx.get(victim.address + "/sparql", params={**parameters, "format": "csv"})
            assert response.text == "n\r\n0\r\n"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_idle_connections_block_no_client(victim: Running) -> None:
    with idle_connections(victim.address, 1200):
        response = httpx.get(victim.address + "/sparql", params={"query": "ASK { ?s ?p 42 }"}, timeout=5)
        assert response.status_code == 200
