"""Response cache, conditional requests (RFC 9110, section 13), content codings, and request coalescing."""

from __future__ import annotations

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from backports import zstd

from tests.web.conftest import Running, Serve, crossed

pytestmark = pytest.mark.slow(reason="waits for queries that take a while")

ROWS_200 = "SELECT * { ?s a ?o } ORDER BY ?s ?o LIMIT 200"
ROWS_9000 = "SELECT * { ?s ?p ?o } LIMIT 9000"
SLOW, SLOWER = crossed(300), crossed(900)


@pytest.fixture(scope="module")
def running(serve: Serve) -> Running:
    # No query here reaches this limit, even on a loaded machine.
    started = serve("--query-timeout", "120")
    started.queries()  # the index of the documents is read
    return started


@pytest.fixture
def client(running: Running) -> httpx.Client:
    return httpx.Client(base_url=running.address, timeout=60, headers={"Accept-Encoding": "identity"})


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def statistics(running: Running) -> tuple[int, int]:
    health = running.health()
    return health["cache"]["hits"], health["engine"]["queries"]


def test_the_same_question_is_run_once(running: Running, client: httpx.Client) -> None:
    query = ROWS_200 + " #once"
    first = ask(client, query)
    hits, queries = statistics(running)
    second = ask(client, query)
    assert second.content == first.content
    assert second.headers["etag"] == first.headers["etag"]
    assert statistics(running) == (hits + 1, queries)


def test_the_cache_key_has_format_query_and_dataset(client: httpx.Client) -> None:
    json = ask(client, ROWS_200)
    csv = ask(client, ROWS_200, Accept="text/csv")
    other = ask(client, ROWS_200.replace("200", "20"))
    tags = {response.headers["etag"] for response in (json, csv, other)}
    assert len(tags) == 3
    assert csv.headers["content-type"].startswith("text/csv")
    derived = {"query": ROWS_200, "default-graph-uri": "https://w3id.org/digital-strategy-graph/graph/derived"}
    assert client.get("/sparql", params=derived).headers["etag"] not in tags


def test_post_is_answered_from_the_cache(running: Running, client: httpx.Client) -> None:
    form = {"query": ROWS_200 + " #posted"}
    first = client.post("/sparql", data=form)
    hits, queries = statistics(running)
    assert client.post("/sparql", data=form).content == first.content
    assert statistics(running) == (hits + 1, queries)
    direct = client.post("/sparql", content=form["query"], headers={"Content-Type": "application/sparql-query"})
    assert direct.content == first.content


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?t) {}", "SELECT (STRUUID() AS ?u) {}", "SELECT (RAND() AS ?r) {}"]
)
def test_volatile_results_are_not_stored(client: httpx.Client, query: str) -> None:
    answers = [ask(client, query) for _ in range(3)]
    assert len({answer.content for answer in answers}) > 1
    assert all(answer.headers["cache-control"] == "no-store" for answer in answers)
    assert all("etag" not in answer.headers for answer in answers)


def test_errors_are_not_stored(running: Running, client: httpx.Client) -> None:
    before = running.health()["cache"]["answers"]
    assert ask(client, "SELECT * { broken").status_code == 400
    assert running.health()["cache"]["answers"] == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_if_none_match_gives_304(client: httpx.Client, method: str) -> None:
    parameters = {"query": ROWS_200}
    etag = client.get("/sparql", params=parameters).headers["etag"]
    assert etag.startswith('"')  # strong
    for condition in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        response = client.request(method, "/sparql", params=parameters, headers={"If-None-Match": condition})
        assert response.status_code == 304
        assert response.content == b""
        assert response.headers["etag"] == etag
        assert "content-length" not in response.headers or response.headers["content-length"] == "0"
    response = client.request(method, "/sparql", params=parameters, headers={"If-None-Match": '"other"'})
    assert response.status_code == 200


def test_if_none_match_without_cache_entry_runs_no_query(running: Running, client: httpx.Client, serve: Serve) -> None:
    etag = ask(client, ROWS_200).headers["etag"]
    fresh = serve()
    other = httpx.Client(base_url=fresh.address, timeout=20)
    before = fresh.queries()
    response = ask(other, ROWS_200, **{"If-None-Match": etag})
    assert response.status_code == 304
    assert fresh.queries() == before
    # Whether a representation exists is unknown before the query has run, so a star runs it.
    assert ask(other, ROWS_200 + " #star", **{"If-None-Match": "*"}).status_code == 304
    assert fresh.queries() == before + 1
    assert ask(other, "SELECT * { broken", **{"If-None-Match": "*"}).status_code == 400


def test_head_has_the_headers_of_get(client: httpx.Client) -> None:
    got = ask(client, ROWS_200)
    head = client.head("/sparql", params={"query": ROWS_200})
    for name in ("content-type", "content-length", "etag", "vary", "cache-control"):
        assert head.headers[name] == got.headers[name]
    assert head.content == b""


@pytest.mark.parametrize("query", [ROWS_200, ROWS_9000], ids=["small", "large"])
@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_content_codings(running: Running, coding: str, query: str) -> None:
    def raw(accepted: str, **headers: str) -> tuple[httpx.Response, bytes]:
        request = {"query": query, "format": "csv"}
        with httpx.stream(
            "GET",
            running.address + "/sparql",
            params=request,
            headers={"Accept-Encoding": accepted, **headers},
            timeout=60,
        ) as response:
            return response, b"".join(response.iter_raw())

    plain, body = raw("identity")
    encoded, encoded_body = raw(coding)
    assert encoded.headers["content-encoding"] == coding
    assert len(encoded_body) == int(encoded.headers["content-length"]) < len(body) / 3
    assert (gzip if coding == "gzip" else zstd).decompress(encoded_body) == body
    assert encoded.headers["etag"] != plain.headers["etag"]
    for response in (plain, encoded):
        assert "Accept-Encoding" in response.headers["vary"]
        again, nothing = raw(coding, **{"If-None-Match": response.headers["etag"]})
        assert (again.status_code, nothing) == (304, b"")
    refused, _ = raw(f"{coding};q=0")
    assert refused.headers.get("content-encoding") != coding


def test_a_large_response_is_complete(client: httpx.Client, running: Running) -> None:
    response = client.get("/sparql", params={"query": ROWS_9000, "format": "csv"})
    assert int(response.headers["content-length"]) == len(response.content) > 1 << 20
    assert response.content.count(b"\r\n") == 9001
    assert client.get("/sparql", params={"query": ROWS_9000, "format": "csv"}).content == response.content


def test_the_same_question_asked_by_many_at_once_is_run_once(running: Running, client: httpx.Client) -> None:
    query = SLOWER % 987654
    _, queries = statistics(running)
    gate = threading.Barrier(12)

    def one(_: int) -> bytes:
        gate.wait()
        return ask(client, query).content

    with ThreadPoolExecutor(12) as threads:
        answers = set(threads.map(one, range(12)))
    assert len(answers) == 1
    assert statistics(running)[1] == queries + 1


def test_one_disconnect_does_not_cancel_a_shared_run(running: Running, client: httpx.Client) -> None:
    query = SLOWER % 876543
    result: list[Any] = []
    stays = threading.Thread(target=lambda: result.append(ask(client, query)))
    leaves = httpx.Client(base_url=running.address, timeout=0.3)
    with pytest.raises(httpx.ReadTimeout):
        stays.start()
        ask(leaves, query, **{"Accept-Encoding": "identity"})
    leaves.close()
    stays.join()
    assert result[0].status_code == 200


def test_volatile_queries_are_not_shared(running: Running, client: httpx.Client) -> None:
    query = "SELECT (STRUUID() AS ?u) { { " + SLOW % 765432 + " } }"
    with ThreadPoolExecutor(4) as threads:
        answers = {response.content for response in threads.map(lambda _: ask(client, query), range(4))}
    assert len(answers) == 4


def test_pages_have_etags(running: Running, client: httpx.Client) -> None:
    etag = client.get("/").headers["etag"]
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/?basis=stated").headers["etag"] != etag


def test_a_disabled_cache_stores_nothing(serve: Serve) -> None:
    running = serve(STRATEGY_GRAPH_CACHE_BYTES="0")
    client = httpx.Client(base_url=running.address, timeout=20)
    assert ask(client, ROWS_200).content == ask(client, ROWS_200).content
    assert running.health()["cache"]["answers"] == 0
