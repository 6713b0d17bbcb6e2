"""Processes killed at random under load: only running queries are lost, and each gets an error response."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import threading
import time

import httpx
import pytest

from strategy_graph.process_tree import descendants
from tests.web.conftest import Running, Serve

pytestmark = pytest.mark.slow(reason="kills processes under load")

KILLS = 100
CLIENTS = 4
QUERY = "SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?o {{ ?s ?p ?o }} LIMIT 8000 }} FILTER (STRLEN(STR(?o)) = {}) }}"
# The second: every process started for the query was killed before it received the query.
EXPECTED_ERRORS = re.compile("was lost|could not be started")


def web_process(running: Running) -> int:
    """Return the web process: the parent of all others."""
    running.queries()  # the index of the documents is read
    for _ in range(100):
        family = descendants(running.process.pid)
        # A process may start or end between two looks.
        if len(web := [pid for pid in family if descendants(pid) == family - {pid}]) == 1:
            return web[0]
        time.sleep(0.05)
    raise AssertionError("no process is the parent of all others")


def test_a_hundred_kills_under_load(serve: Serve) -> None:
    running: Running = serve()
    web = web_process(running)
    statuses: dict[int, int] = {}
    unexplained: list[str] = []
    lock = threading.Lock()
    stop = threading.Event()

    def load(number: int) -> None:
        random_number = random.Random(number)
        with httpx.Client(base_url=running.address, timeout=30) as client:
            while not stop.is_set():
                query = QUERY.format(random_number.randrange(10**9))
                response = client.get("/sparql", params={"query": query, "format": "csv"})
                with lock:
                    statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
                if response.status_code == 200:
                    if response.text != "n\r\n0\r\n":
                        unexplained.append(response.text)
                elif response.status_code != 503 or not EXPECTED_ERRORS.search(response.json()["detail"]):
                    unexplained.append(response.text)

    threads = [threading.Thread(target=load, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    random_source = random.Random(7)
    killed = fork_servers_killed = 0
    deadline = time.monotonic() + 90
    while killed < KILLS and time.monotonic() < deadline:
        family = sorted(descendants(web))
        if family:
            victim = random_source.choice(family)
            is_fork_server = bool(descendants(victim))
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
                killed += 1
                fork_servers_killed += is_fork_server
        # Paced by the responses, so that a query is running at each kill.
        before = sum(statuses.values())
        for _ in range(50):
            time.sleep(0.01)
            if sum(statuses.values()) > before + 3:
                break
    stop.set()
    for thread in threads:
        thread.join()
    assert killed == KILLS
    assert not unexplained
    assert statuses[200] > 100
    # A worker process takes one running query with it; the fork server takes every worker process.
    lost_at_most = KILLS + (CLIENTS - 1) * fork_servers_killed
    assert statuses.get(503, 0) <= lost_at_most, f"{fork_servers_killed} of the {KILLS} kills were of the fork server"
    assert running.process.poll() is None
    answer = httpx.get(running.address + "/sparql", params={"query": "ASK {}", "format": "csv"})
    assert answer.text == "true"


def test_the_web_process_is_started_again(serve: Serve) -> None:
    running: Running = serve()
    web = web_process(running)
    family = descendants(web)
    os.kill(web, signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.1)
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(running.address + "/sparql", params={"query": "ASK {}"}, timeout=5).status_code == 200:
                break
    else:
        raise AssertionError("the web process was not restarted")
    assert not family & descendants(running.process.pid), "all processes of the old one have ended"
