"""Fast path in the event loop: equal responses to those of the endpoint, and fallback to it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from strategy_graph.gateway.scheduler import TIME_SLICE
from tests.web.conftest import Running, Serve, crossed

# Each outlasts the time slice, which is 20 ms, the shortest by ten times.
PREEMPTED_QUERY, LONG_QUERY, VERY_LONG_QUERY = crossed(250), crossed(600), crossed(6000)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT * { ?s a ?o } ORDER BY ?s ?o LIMIT 5", "text/csv"),
        ("ASK { ?s ?p ?o }", "application/sparql-results+json"),
        ("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 5", "application/n-triples"),
        ("SELECT * { ?s ?p ?o } LIMIT 9000", "text/csv"),
    ],
)
def test_fast_path_and_endpoint_respond_alike(client: httpx.Client, query: str, accept: str) -> None:
    """A query with a ticket is answered by the endpoint, since it can be cancelled individually."""
    ticket = client.post("/sparql/running").json()["send"]
    endpoint_response = client.get("/sparql", params={"query": query}, headers={"Accept": accept, **ticket})
    fast_response = client.get("/sparql", params={"query": query + " "}, headers={"Accept": accept})
    assert fast_response.content == endpoint_response.content
    differ = {"etag", "date"}
    assert {k: v for k, v in fast_response.headers.items() if k not in differ} == {
        k: v for k, v in endpoint_response.headers.items() if k not in differ
    }
    again = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert again.headers["etag"] == endpoint_response.headers["etag"]


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT * { broken", 400), ("SELECT (STRUUID() AS ?u) {}", 200), ("DROP ALL", 400)]
)
def test_errors_and_volatile_queries_are_not_stored(client: httpx.Client, query: str, status: int) -> None:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
    if status == 400:
        assert response.headers["content-type"] == "application/problem+json"


def test_a_longer_query_is_handed_over_and_run_once(running: Running, client: httpx.Client) -> None:
    before = running.queries()
    response = httpx.Client(base_url=running.address, timeout=60).get("/sparql", params={"query": LONG_QUERY % 1234})
    assert response.elapsed.total_seconds() > TIME_SLICE
    assert response.status_code == 200
    assert running.queries() == before + 1


def test_the_time_limit_of_a_longer_query(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": VERY_LONG_QUERY % 4321, "timeout": "0.3"})
    assert response.status_code == 503
    assert "0.3 seconds" in response.json()["detail"]


@pytest.mark.slow(reason="runs hundreds of queries in random orders")
def test_no_place_leaks_under_mixed_load(running: Running, client: httpx.Client) -> None:
    kinds = [
        "ASK { ?s ?p %d }",
        "SELECT * { broken %d",
        PREEMPTED_QUERY,
        "SELECT (RAND() AS ?r) { ?s ?p ?o } LIMIT 3 #%d",
    ]
    lock = threading.Lock()
    statuses: list[int] = []

    def one(number: int) -> None:
        with httpx.Client(base_url=running.address, timeout=60) as mine:
            status = mine.get("/sparql", params={"query": kinds[number % 4] % number}).status_code
        with lock:
            statuses.append(status)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one, range(120)))
    assert sorted(set(statuses)) == [200, 400]
    engine = running.health()["engine"]
    assert engine["running"] == engine["waiting"] == 0


@pytest.mark.slow(reason="waits for long queries")
def test_clients_behind_a_proxy_have_separate_shares(serve: Serve) -> None:
    running = serve("--query-timeout", "2", STRATEGY_GRAPH_PROXIES="1", STRATEGY_GRAPH_QUERY_PER_CLIENT="1")
    running.queries()  # the index of the documents is read
    greedy = {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}

    def run(number: int) -> httpx.Response:
        query = VERY_LONG_QUERY % (77_000 + number)
        return httpx.get(running.address + "/sparql", params={"query": query}, headers=greedy, timeout=30)

    with ThreadPoolExecutor(3) as threads:
        slow = [threads.submit(run, number) for number in range(3)]
        for number in range(20):
            other = {"X-Forwarded-For": f"203.0.113.9, 198.51.100.{number % 5 + 2}"}
            response = httpx.get(
                running.address + "/sparql", params={"query": f"ASK {{ ?s ?p {number} }}"}, headers=other, timeout=30
            )
            assert response.status_code == 200
            assert response.elapsed.total_seconds() < 1.5
        assert running.health()["engine"]["running"] == 1
        assert {future.result().status_code for future in slow} == {503}
