"""The doors of things on the running service: clients as they are, the cache, and the path as it is sent."""

from __future__ import annotations

import socket

import httpx
import pytest
import rdflib

from strategy_graph.namespaces import BASE
from tests.web.conftest import Running, Serve

TRUST = rdflib.URIRef(BASE + "id/theme/trust")


@pytest.fixture(scope="module")
def running(serve: Serve) -> Running:
    return serve("--query-workers", "1")


@pytest.mark.parametrize(
    "path", ["/id/theme/trust", "/id/theme/trust.ttl", "/id/theme/trust.rdf", "/id/theme/trust.nt"]
)
def test_rdflib_reads_the_address_of_a_thing(running: Running, path: str) -> None:
    graph = rdflib.Graph().parse(running.address + path)
    assert (TRUST, rdflib.RDFS.label, rdflib.Literal("Mahi Tika", lang="mi")) in graph


def test_rdflib_reads_json_ld_by_the_published_context(running: Running) -> None:
    graph = rdflib.Graph().parse(running.address + "/id/theme/trust.jsonld", format="json-ld")
    assert (TRUST, rdflib.RDFS.label, rdflib.Literal("Mahi Tika", lang="mi")) in graph
    assert len(graph) == len(rdflib.Graph().parse(running.address + "/id/theme/trust.nt"))


def test_a_repeated_document_comes_from_the_cache(running: Running) -> None:
    with httpx.Client(base_url=running.address, timeout=30) as client:
        first = client.get("/id/source/summary.ttl")
        hits = running.health()["cache"]["hits"]
        again = client.get("/id/source/summary.ttl")
        assert running.health()["cache"]["hits"] == hits + 1 and again.content == first.content
        assert again.headers["vary"] == "Accept-Encoding" and again.headers["link"] == first.headers["link"]
        same = client.get("/id/source/summary.ttl", headers={"If-None-Match": first.headers["etag"]})
        assert same.status_code == 304 and same.headers["link"] == first.headers["link"]
        head = client.head("/id/source/summary.ttl")
        assert head.headers["content-length"] and not head.content
        assert "Link" in first.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/id/theme/tr%75st", 303),
        (b"/id//theme/trust", 301),
        (b"//id/theme/trust", 301),
        (b"/id/theme/%FF", 404),
        (b"/id/theme/trust%2F", 301),
        (b"/id/theme/..%2ftheme/trust", 404),
    ],
)
def test_the_path_is_decoded_once(running: Running, path: bytes, status: int) -> None:
    """Sent as bytes, since clients tidy paths up."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=20) as connection:
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert int(answer.split()[1]) == status
