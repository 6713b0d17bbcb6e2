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
    """Return the address of a server with our own engine: requests rejected here reach no engine."""
    return running.address


QUERY = "SELECT (1 AS ?one) {}"


def raw(server: str, head: str) -> tuple[int, str]:
    """Send a raw request; return status and text of the response."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        response = b""
        while b"\r\n\r\n" not in response and (part := connection.recv(65536)):
            response += part
        connection.settimeout(0.2)
        try:
            while part := connection.recv(65536):
                response += part
        except TimeoutError:
            pass
    return int(response.split(b" ", 2)[1]), response.decode()


@pytest.mark.parametrize("path", ["/sparql?query=SELECT%20%2A%20%7B%7D%20LIMIT%20{}", "/sparql?query=%7B{}"])
def test_field_lines_are_combined(server: str, path: str) -> None:
    """Combined field lines (RFC 9110, section 5.3), in either order, uncached and cached."""
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
def test_a_malformed_host_is_rejected_and_not_echoed(server: str, hosts: str, path: str) -> None:
    status, text = raw(server, f"GET {path} HTTP/1.1\n{hosts}\nConnection: close")
    assert status == 400
    assert "ev il" not in text
    assert "script>" not in text


@pytest.mark.parametrize("host", ["example.org", "EXAMPLE.org:8080", "127.0.0.1:", "[::1]:80", "xn--a-b", "a_b"])
def test_a_valid_host_is_accepted(server: str, host: str) -> None:
    status, text = raw(server, f"GET /health HTTP/1.1\nHost: {host}\nConnection: close")
    assert status == 200, text


def test_http_1_0_needs_no_host(server: str) -> None:
    assert raw(server, "GET /health HTTP/1.0")[0] == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "identity, gzip"])
@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_a_compressed_body_is_415(server: str, coding: str, kind: str) -> None:
    response = httpx.post(
        f"{server}/sparql",
        content=gzip.compress(QUERY.encode()),
        headers={"Content-Type": kind, "Content-Encoding": coding},
    )
    assert response.status_code == 415
    assert response.headers["accept-encoding"] == "identity"
    assert "Content-Encoding" in json.loads(response.text)["hint"]


def test_identity_content_encoding_is_accepted(server: str) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "identity", "Accept": "text/csv"}
    assert httpx.post(f"{server}/sparql", content=QUERY, headers=headers).text == "one\r\n1\r\n"


@pytest.mark.parametrize("timeout", ["0", "0.0", "90000", "1e9", "inf", "5"])
def test_a_timeout_beyond_the_limit_is_the_limit(server: str, timeout: str) -> None:
    response = httpx.get(f"{server}/sparql", params={"query": QUERY, "timeout": timeout, "format": "csv"})
    assert response.text == "one\r\n1\r\n"


@pytest.mark.parametrize("timeout", ["-1", "nan", "soon", "-0.5"])
def test_an_invalid_timeout_is_400(server: str, timeout: str) -> None:
    response = httpx.get(f"{server}/sparql", params={"query": QUERY, "timeout": timeout})
    assert response.status_code == 400
    assert f"timeout is '{timeout}'" in response.json()["detail"]


def test_an_unknown_function_is_400(server: str) -> None:
    response = httpx.get(f"{server}/sparql", params={"query": "SELECT * { ?s ?p ?o FILTER(<http://x/f>(?o)) }"})
    assert response.status_code == 400
    assert response.json()["type"].endswith("/problem/query-unsupported")
    assert "<http://x/f>" in response.json()["detail"]


def test_all_objects_of_the_graph_are_sorted(server: str) -> None:
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    response = httpx.get(f"{server}/sparql", params={"query": query}, timeout=40)
    assert response.status_code == 200
    kinds = [row["o"]["type"] for row in response.json()["results"]["bindings"]]
    order = ["bnode", "uri", "literal"]
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)
