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
    """Issue a ticket; return its URL, the header to send with the query, and the header that authorises cancelling."""
    response = client.post("/sparql/running")
    assert response.status_code == 201
    issued = response.json()
    return response.headers["location"], issued["send"], {"Authorization": f"Bearer {issued['token']}"}


def test_delete_cancels_a_running_query(running: Running, client: httpx.Client) -> None:
    running.queries()  # the index of the documents is read
    address, send, authorization = ticket(client)
    assert client.get(address, headers=authorization).json()["state"] == "unused"
    answers: list[Any] = []
    thread = threading.Thread(
        target=lambda: answers.append(client.get("/sparql", params={"query": ENDLESS}, headers=send))
    )
    thread.start()
    time.sleep(0.7)
    assert client.get(address, headers=authorization).json()["state"] == "running"
    started = time.monotonic()
    assert client.delete(address, headers=authorization).status_code == 202
    thread.join()
    assert time.monotonic() - started < 3
    assert answers[0].status_code == 503
    problem = answers[0].json()
    assert problem["type"].endswith("/problem/query-stopped")
    assert "as its client asked" in problem["detail"]
    assert running.health()["engine"]["running"] == 0
    assert client.get(address, headers=authorization).json()["state"] == "stopped"


def test_a_query_cancelled_before_it_was_sent_does_not_run(running: Running, client: httpx.Client) -> None:
    address, send, authorization = ticket(client)
    assert client.delete(address, headers=authorization).status_code == 202
    response = client.get("/sparql", params={"query": ENDLESS}, headers=send)
    assert response.status_code == 503


def test_an_ended_query_is_not_cancelled(client: httpx.Client) -> None:
    address, send, authorization = ticket(client)
    assert client.get("/sparql", params={"query": "ASK {}"}, headers=send).status_code == 200
    assert client.delete(address, headers=authorization).status_code in {202, 409}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic Zm9vOmJhcg=="}])
def test_the_token_is_required(client: httpx.Client, headers: dict[str, str]) -> None:
    address, _, authorization = ticket(client)
    for method in ("GET", "DELETE"):
        assert client.request(method, address, headers=headers).status_code == 404
    _, _, other = ticket(client)
    assert client.delete(address, headers=other).status_code == 404
    assert client.get(address, headers=authorization).json()["state"] == "unused"


def test_a_ticket_is_valid_for_one_query(client: httpx.Client) -> None:
    _, send, _ = ticket(client)
    assert client.get("/sparql", params={"query": "ASK { ?s ?p 1 }"}, headers=send).status_code == 200
    again = client.get("/sparql", params={"query": "ASK { ?s ?p 2 }"}, headers=send)
    assert again.status_code == 400
    assert "used before" in again.json()["detail"]
    unknown = client.get("/sparql", params={"query": "ASK { ?s ?p 3 }"}, headers={"Query-Ticket": "unknown"})
    assert unknown.status_code == 400
