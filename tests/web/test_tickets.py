"""Cancelling a running query: obtain a ticket, then DELETE it with its token."""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx
import pytest

from bench.hostile import RUNAWAYS
from tests.web.conftest import Running

pytestmark = pytest.mark.slow(reason="waits for queries to be stopped")

ENDLESS = next(iter(RUNAWAYS.values()))


def ticket(client: httpx.Client) -> tuple[str, dict[str, str], dict[str, str]]:
    """The address of a new ticket, the header to send a query with, and the header to stop it with."""
    response = client.post("/sparql/running")
    assert response.status_code == 201
    given = response.json()
    return response.headers["location"], given["send"], {"Authorization": f"Bearer {given['token']}"}


def test_a_running_query_is_stopped(running: Running, client: httpx.Client) -> None:
    address, send, proof = ticket(client)
    assert client.get(address, headers=proof).json()["state"] == "unused"
    answers: list[Any] = []
    thread = threading.Thread(
        target=lambda: answers.append(client.get("/sparql", params={"query": ENDLESS}, headers=send))
    )
    thread.start()
    time.sleep(0.7)
    assert client.get(address, headers=proof).json()["state"] == "running"
    begun = time.monotonic()
    assert client.delete(address, headers=proof).status_code == 202
    thread.join()
    assert time.monotonic() - begun < 3
    assert answers[0].status_code == 503
    problem = answers[0].json()
    assert problem["type"].endswith("/problem/query-stopped")
    assert "as its client asked" in problem["detail"]
    assert running.health()["engine"]["running"] == 0
    assert client.get(address, headers=proof).json()["state"] == "stopped"


def test_a_query_stopped_before_it_came_does_not_run(running: Running, client: httpx.Client) -> None:
    address, send, proof = ticket(client)
    assert client.delete(address, headers=proof).status_code == 202
    response = client.get("/sparql", params={"query": ENDLESS}, headers=send)
    assert response.status_code == 503


def test_a_query_that_has_ended_is_not_stopped(client: httpx.Client) -> None:
    address, send, proof = ticket(client)
    assert client.get("/sparql", params={"query": "ASK {}"}, headers=send).status_code == 200
    assert client.delete(address, headers=proof).status_code in {202, 409}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic Zm9vOmJhcg=="}])
def test_only_its_client_can_stop_it(client: httpx.Client, headers: dict[str, str]) -> None:
    address, _, proof = ticket(client)
    for method in ("GET", "DELETE"):
        assert client.request(method, address, headers=headers).status_code == 404
    _, _, other = ticket(client)
    assert client.delete(address, headers=other).status_code == 404
    assert client.get(address, headers=proof).json()["state"] == "unused"


def test_a_ticket_is_good_for_one_query(client: httpx.Client) -> None:
    _, send, _ = ticket(client)
    assert client.get("/sparql", params={"query": "ASK { ?s ?p 1 }"}, headers=send).status_code == 200
    again = client.get("/sparql", params={"query": "ASK { ?s ?p 2 }"}, headers=send)
    assert again.status_code == 400
    assert "used before" in again.json()["detail"]
    unknown = client.get("/sparql", params={"query": "ASK { ?s ?p 3 }"}, headers={"Query-Ticket": "unknown"})
    assert unknown.status_code == 400
