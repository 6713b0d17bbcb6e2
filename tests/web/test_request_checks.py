"""Rejection by request headers: Host (RFC 9112, section 3.2); content codings (RFC 9110, section 15.5.16)."""

from __future__ import annotations

import gzip
import json
import socket

import httpx
import pytest

from tests.web.conftest import Running


@pytest.fixture
def server(running: Running) -> str:
    """The address of our own server: what is refused here reaches no engine."""
    return running.address


QUERY = "SELECT (1 AS ?one) {}"


def raw(server: str, head: str) -> tuple[int, str]:
    """Status and text of the answer to a request as written."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        answer = b""
        while b"\r\n\r\n" not in answer and (part := connection.recv(65536)):
            answer += part
        connection.settimeout(0.2)
        try:
            while part := connection.recv(65536):
                answer += part
        except TimeoutError:
            pass
    return int(answer.split(b" ", 2)[1]), answer.decode()


@pytest.mark.parametrize("path", ["/sparql?query=SELECT%20%2A%20%7B%7D%20LIMIT%20{}", "/sparql?query=%7B{}"])
def test_lines_of_one_field_count_together(server: str, path: str) -> None:
    """RFC 9110, section 5.3: whichever comes first, and again from the cache."""
    for number, lines in enumerate([("text/csv", "text/html;q=0.1"), ("text/html;q=0.1", "text/csv")]):
        wanted = "text/csv" if "SELECT" in path else "text/html"
        alone = head_of(server, path.format(number), lines[:1])
        both = [head_of(server, path.format(number), lines) for _ in range(3)]
        assert all(wanted in head for head in both)
        assert ("text/html" in alone) == (lines[0].startswith("text/html"))


def head_of(server: str, path: str, accepted: tuple[str, ...]) -> str:
    lines = "".join(f"Accept: {media_type}\n" for media_type in accepted)
    _, whole = raw(server, f"GET {path} HTTP/1.1\nHost: a\nConnection: close\n{lines}".rstrip())
    return whole.partition("\r\n\r\n")[0]


@pytest.mark.parametrize(
    "hosts",
    [
        "Host: ev il",
        "Host:",
        "Host: a/b",
        "Host: user@a",
        "Host: a:b",
        "Host: a:123456",
        'Host: a"b',
        "Host: <script>",
        "Host: a\nHost: a",
        "Host: a\nHost: b",
        "Host: a,b",
        "Host: [::1",
        "X-No: host",
    ],
)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%20%7B%7D", "/.well-known/void"])
def test_a_malformed_host_is_refused_and_never_repeated(server: str, hosts: str, path: str) -> None:
    status, text = raw(server, f"GET {path} HTTP/1.1\n{hosts}\nConnection: close")
    assert status == 400
    assert "ev il" not in text
    assert "script>" not in text


@pytest.mark.parametrize("host", ["example.org", "EXAMPLE.org:8080", "127.0.0.1:", "[::1]:80", "xn--a-b", "a_b"])
def test_a_host_that_is_one_is_taken(server: str, host: str) -> None:
    status, text = raw(server, f"GET /health HTTP/1.1\nHost: {host}\nConnection: close")
    assert status == 200, text


def test_http_1_0_needs_no_host(server: str) -> None:
    assert raw(server, "GET /health HTTP/1.0")[0] == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "identity, gzip"])
@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_compressed_body_is_415(server: str, coding: str, kind: str) -> None:
    answer = httpx.post(
        f"{server}/sparql",
        content=gzip.compress(QUERY.encode()),
        headers={"Content-Type": kind, "Content-Encoding": coding},
    )
    assert answer.status_code == 415
    assert answer.headers["accept-encoding"] == "identity"
    assert "Content-Encoding" in json.loads(answer.text)["hint"]


def test_a_body_whose_coding_is_identity_is_read(server: str) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "identity", "Accept": "text/csv"}
    assert httpx.post(f"{server}/sparql", content=QUERY, headers=headers).text == "one\r\n1\r\n"


@pytest.mark.parametrize("timeout", ["0", "0.0", "90000", "1e9", "inf", "5"])
def test_a_timeout_beyond_the_limit_is_the_limit(server: str, timeout: str) -> None:
    answer = httpx.get(f"{server}/sparql", params={"query": QUERY, "timeout": timeout, "format": "csv"})
    assert answer.text == "one\r\n1\r\n"


@pytest.mark.parametrize("timeout", ["-1", "nan", "soon", "-0.5"])
def test_a_timeout_that_is_no_time_is_refused(server: str, timeout: str) -> None:
    answer = httpx.get(f"{server}/sparql", params={"query": QUERY, "timeout": timeout})
    assert answer.status_code == 400
    assert f"timeout is '{timeout}'" in answer.json()["detail"]


def test_an_unknown_function_is_the_clients(server: str) -> None:
    answer = httpx.get(f"{server}/sparql", params={"query": "SELECT * { ?s ?p ?o FILTER(<http://x/f>(?o)) }"})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problem/query-unsupported")
    assert "<http://x/f>" in answer.json()["detail"]


def test_all_objects_of_the_graph_are_sorted(server: str) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    answer = httpx.get(f"{server}/sparql", params={"query": query}, timeout=40)
    assert answer.status_code == 200
    kinds = [row["o"]["type"] for row in answer.json()["results"]["bindings"]]
    order = ["bnode", "uri", "literal"]
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)
