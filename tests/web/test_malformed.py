"""5,000 malformed requests on one running server: an answer below 500 to each, in time, and never another's."""

from __future__ import annotations

import re
import socket
from collections import Counter
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from strategy_graph.namespaces import BASE
from tests.web.conftest import Running, Serve

BATCH = 20
SECONDS = 10.0

HOST = b"service.example"
THINGS = ["theme/trust", "theme/growth", "initiative/digital-boost", "source/summary"]
SUFFIXES = ["", ".ttl", ".nt", ".rdf", ".jsonld", ".html", ".ttl.nt", "..ttl", ".linkset.json", ".TTL", ".exe"]
TAILS = [
    "",
    "/",
    "//",
    "%2F",
    "%00",
    "%FF",
    "%",
    "%zz",
    "%c4%81",
    "?page=2",
    "?page=-1",
    "?page=%FF",
    ";a=b",
    "%3F",
    "%0d%0aX:1",
]
FILES = [
    "/dumps/latest/dsg.nt",
    "/dumps/latest/../manifest.json",
    "/dumps/0000000000000000/dsg.nt",
    "/dumps/%2e%2e/current",
]
DOORS = [
    "/dataset",
    "/.well-known/void",
    "/void.nt",
    "/sitemap.xml",
    "/feed",
    "/ldes",
    "/ontology",
    "/sparql",
    "/prefixes.ttl",
]

noise = st.binary(max_size=12).map(lambda raw: re.sub(rb"[\x00-\x20\x7f]", b"%", raw))
things = st.builds(
    lambda thing, suffix, tail: f"/id/{thing}{suffix}{tail}".encode(),
    st.sampled_from(THINGS),
    st.sampled_from(SUFFIXES),
    st.sampled_from(TAILS),
)
doors = st.builds(
    lambda path, suffix, tail: f"{path}{suffix}{tail}".encode(),
    st.sampled_from([*DOORS, *FILES]),
    st.sampled_from(SUFFIXES),
    st.sampled_from(TAILS),
)
paths = st.one_of(
    things,
    doors.map(bytes),
    things.map(bytes),
    doors,
    st.builds(lambda path, more: path + more, st.one_of(things, doors), noise),
    noise.map(lambda raw: b"/" + raw),
    noise.map(lambda raw: b"/id/" + raw),
)
media = st.sampled_from(
    [
        b"text/turtle",
        b"text/html;q=0",
        b"application/pdf",
        b"*/*;q=2",
        b"a/b/c",
        b"/",
        b"text/turtle;q=nan",
        b",,,",
        b"*/turtle",
        b"",
    ]
)
accepts = st.one_of(st.just(b"*/*"), st.lists(media, max_size=4).map(b", ".join), noise)
numbers = st.one_of(st.integers(-5, 1 << 70).map(lambda number: b"%d" % number), st.just(b""), noise)
ranges = st.builds(
    lambda unit, parts: unit + b"=" + b",".join(first + b"-" + last for first, last in parts),
    st.sampled_from([b"bytes", b"Bytes", b"lines", b""]),
    st.lists(st.tuples(numbers, numbers), max_size=3),
)
bad_hosts = st.one_of(
    st.sampled_from([b"", b"ev il", b"a:b:c", b"[::1", b"a,b", b"..", b"x@y", b"\xff", b"forged.example"]), noise
)
hosts = st.integers(0, 9).flatmap(lambda number: st.just(HOST) if number else bad_hosts)
requests = st.lists(st.tuples(paths, accepts, ranges, hosts), min_size=BATCH, max_size=BATCH)


@pytest.fixture(scope="module")
def running(serve: Serve) -> Running:
    return serve("--query-workers", "2")


def ask(port: int, path: bytes, accept: bytes, part: bytes, host: bytes) -> tuple[int, bytes, bytes]:
    """Send a request as it is; return status, head and body. A server that neither answers nor closes is an error."""
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: " + host, b"Accept: " + accept, b"Range: " + part]
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"", b""]))
        answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    # granian closes the connection without a word where its parser can't read the request line.
    return int(head.split(b" ", 2)[1]) if head else 400, head, body


def is_what_was_asked_for(path: bytes, head: bytes, body: bytes) -> bool:
    """Return whether a 200 is about the thing that the path names: its Link leads to its own canonical IRI."""
    cited = re.search(rb'<([^>]*)>; rel="cite-as"', head)
    name = unquote(path.partition(b"?")[0].decode("latin-1"), "latin-1")
    if not name.startswith("/id/"):
        return True
    if cited is None:
        return name.endswith("/") or name.endswith((".linkset.json", ".html")) or name.count("/") == 2
    slug = cited[1].decode().removeprefix(BASE)
    return name.startswith("/" + slug) and name.removeprefix("/" + slug) in SUFFIXES and slug.encode() in body


@pytest.mark.slow(reason="5,000 requests")
def test_no_malformed_request_is_a_server_error_or_gets_anothers_data(running: Running) -> None:
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=5_000 // BATCH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(batch=requests)
    def check(batch: list[tuple[bytes, bytes, bytes, bytes]]) -> None:
        for path, accept, part, host in batch:
            status, head, body = ask(running.port, path, accept, part, host)
            statuses[status] += 1
            assert status < 500, (status, path, accept, part, host)
            if host != HOST and len(host) > 3:
                assert host not in head, (head, path, host)
            if status in {200, 206}:
                assert is_what_was_asked_for(path, head, body), (path, accept, part, head)
            if status == 206:
                first, last, whole = map(int, re.findall(rb"bytes (\d+)-(\d+)/(\d+)", head)[0])
                assert first <= last < whole and len(body) == last - first + 1

    check()
    assert sum(statuses.values()) >= 5_000, statuses
    assert {200, 301, 303, 400, 404} <= set(statuses), statuses
    assert httpx.get(running.address + "/health", timeout=SECONDS).status_code == 200
