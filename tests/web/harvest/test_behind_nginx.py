"""The service behind a real nginx that speaks TLS: at the root of its host, and below a prefix that nginx strips."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import VOID

from tests.servers.nginx import HOST, reverse_proxy
from tests.web.conftest import Serve

pytestmark = pytest.mark.foreign

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
OTHERS = re.compile(r"/(id|ontology)/|/dumps/.*\.")
"""Documents with tests of their own."""


class Site(NamedTuple):
    """A proxied service: its public URL, and a client that trusts the certificate."""

    url: str
    port: int
    tls: ssl.SSLContext
    client: httpx.Client

    @property
    def prefix(self) -> str:
        return urlsplit(self.url).path


@pytest.fixture(scope="module", params=["", "/dsg"], ids=["root", "prefix"])
def site(request: pytest.FixtureRequest, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    # Of the kernel's range: one of ours could be taken by the server that is started next.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"https://{HOST}:{port}{request.param}"
    upstream = serve("--public-url", url, STRATEGY_GRAPH_PROXIES="1")
    with (
        reverse_proxy(tmp_path_factory.mktemp("nginx"), port, upstream.port, request.param) as tls,
        httpx.Client(verify=tls, timeout=30) as client,
    ):
        yield Site(url, port, tls, client)


def raw_head(site: Site, head: str) -> str:
    """Send the head of a request as it stands, and return that of the response."""
    with (
        socket.create_connection(("127.0.0.1", site.port), timeout=10) as plain,
        site.tls.wrap_socket(plain, server_hostname=HOST) as connection,
    ):
        connection.sendall((head + "\nConnection: close").replace("\n", "\r\n").encode() + b"\r\n\r\n")
        received = b""
        while b"\r\n\r\n" not in received and (part := connection.recv(65536)):
            received += part
    return received.partition(b"\r\n\r\n")[0].decode()


def test_every_link_of_the_pages_is_found_through_the_proxy(site: Site) -> None:
    starts = ("/queries/", "/sparql", "/dumps/", "/dataset", "/")
    found, queue = set[str](), [site.url + path for path in starts]
    while queue and len(found) < 30:
        address = queue.pop()
        if address in found:
            continue
        found.add(address)
        response = site.client.get(address, headers=BROWSER, follow_redirects=True)
        assert response.status_code == 200, address
        assert str(response.url).startswith(site.url + "/")
        targets = (
            re.findall(r'(?:href|action|src)="([^"#]+)"', response.text) if "html" in address_type(response) else []
        )
        targets += re.findall(r'<(/[^>]+)>; rel="', response.headers.get("link", ""))
        for target in targets:
            linked = urljoin(str(response.url), target.replace("&amp;", "&"))
            ours = linked.startswith(f"https://{HOST}:{site.port}/")
            assert not ours or linked.startswith(site.url + "/"), (address, target)
            # Pages with parameters are many, and are made by the same templates.
            if ours and "?" not in linked and not OTHERS.search(linked):
                queue.append(linked)
    assert len(found) == 30


def address_type(response: httpx.Response) -> str:
    return str(response.headers["content-type"])


def test_void_leads_to_the_endpoint_and_the_front_page(site: Site) -> None:
    response = site.client.get(site.url + "/.well-known/void")
    graph = Graph().parse(data=response.text, format="turtle")
    assert urljoin(str(response.url), response.headers["content-location"]) == site.url + "/void.ttl"
    (endpoint,) = graph.objects(None, VOID.sparqlEndpoint)
    assert endpoint == URIRef(site.url + "/sparql")
    answer = site.client.get(str(endpoint), params={"query": "ASK { ?s ?p ?o }", "format": "csv"})
    assert answer.text.strip() == "true"


def test_robots_txt_leads_to_the_sitemap_and_that_to_the_pages(site: Site) -> None:
    (address,) = re.findall(r"^Sitemap: (.+)$", site.client.get(site.url + "/robots.txt").text, re.MULTILINE)
    root = ElementTree.fromstring(site.client.get(address).content)
    pages = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert all(page.startswith(site.url + "/") for page in pages)
    for page in pages[:12]:
        assert site.client.get(page, headers=BROWSER).status_code == 200


def test_a_second_visit_gets_304_alone(site: Site) -> None:
    paths = ["/dataset.ttl", "/dataset.html", "/void.ttl", "/.well-known/void", "/sitemap.xml", "/feed", "/robots.txt"]
    for path in [*paths, "/prefixes.ttl", "/favicon.ico", "/.well-known/api-catalog", "/", "/sparql"]:
        first = site.client.get(site.url + path)
        assert first.status_code == 200
        again = site.client.get(site.url + path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["access-control-allow-origin"] == "*"
        assert again.headers.get("content-location") == first.headers.get("content-location")
        for name in ("last-modified", "content-location", "link"):
            assert name in again.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize("path", ["/sparql/", "//sparql", "/queries", "//queries//"])
def test_there_is_one_address_for_one_document(site: Site, path: str) -> None:
    head = raw_head(site, f"GET {site.prefix}{path}?a=b HTTP/1.1\nHost: {HOST}")
    assert head.startswith("HTTP/1.1 301 ")
    one_form = "/queries/" if "queries" in path else "/sparql"
    assert f"\r\nlocation: {site.prefix}{one_form}?a=b\r\n" in head.lower() + "\r\n"


@pytest.mark.parametrize("host", ["forged.example", "[::1]:80", "a.example:8080"])
def test_a_forged_host_changes_nothing(site: Site, host: str) -> None:
    forged = f"Host: {host}\nX-Forwarded-Host: {host}\nX-Forwarded-Proto: http\nX-Forwarded-Prefix: /{host}"
    for path in ("/dataset", "/", "/sparql", "/.well-known/void", "/queries"):
        head = raw_head(site, f"GET {site.prefix}{path} HTTP/1.1\n{forged}")
        assert host not in head
        honest = raw_head(site, f"GET {site.prefix}{path} HTTP/1.1\nHost: {HOST}")
        assert [line for line in head.splitlines() if not line.lower().startswith("date:")] == [
            line for line in honest.splitlines() if not line.lower().startswith("date:")
        ]


@pytest.mark.parametrize("host", ["ev il", "", "a/b", "a,b"])
def test_a_malformed_host_is_400(site: Site, host: str) -> None:
    assert raw_head(site, f"GET {site.prefix}/ HTTP/1.1\nHost: {host}").startswith("HTTP/1.1 400 ")
