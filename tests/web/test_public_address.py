"""The public URL is the only origin of absolute addresses, and its path the prefix of links; one form for each path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import httpx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from strategy_graph.dataset import Release
from strategy_graph.settings import SettingError, Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.public_address import PublicAddress
from strategy_graph.web.service import KEY
from tests.web.conftest import Running, Serve
from tests.web.test_request_checks import raw

PUBLIC = "https://data.example.nz/dsg"
PAGES = ["/", "/queries/", "/queries/evidence-for-an-initiative", "/sparql", "/problem/", "/problem/busy"]
RESULT = "/sparql?query=SELECT%20%3Fs%20%7B%3Fs%20a%20%3Fo%7D%20LIMIT%203"
BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("settings", "origin", "prefix"),
    [
        (Settings(), "http://127.0.0.1:8000", ""),
        (Settings(host="0.0.0.0", port=81), "http://127.0.0.1:81", ""),
        (Settings(host="::"), "http://[::1]:8000", ""),
        (Settings(public_url="https://data.example.nz"), "https://data.example.nz", ""),
        (Settings(public_url="https://data.example.nz/"), "https://data.example.nz", ""),
        (Settings(public_url="http://[::1]:8443/a/b/"), "http://[::1]:8443", "/a/b"),
        (Settings(public_url=PUBLIC), "https://data.example.nz", "/dsg"),
    ],
)
def test_the_address_comes_from_the_settings(settings: Settings, origin: str, prefix: str) -> None:
    address = PublicAddress.of(settings.validated())
    assert (address.origin, address.prefix) == (origin, prefix)
    assert address.absolute("/sparql") == f"{origin}{prefix}/sparql"
    assert address.href("/") == f"{prefix}/"


@pytest.mark.parametrize(
    "url",
    [
        "data.example.nz",
        "ftp://data.example.nz",
        "https://",
        "https://user@data.example.nz",
        "https://a/b?c",
        "https://a/b#c",
        "https://a//b",
        "https://a/../b",
        "https://a/b c",
        "https://a:port",
        "https://a/m%C4%81ori",
    ],
)
def test_a_malformed_public_url_is_an_error_that_says_what_to_give(url: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({"STRATEGY_GRAPH_PUBLIC_URL": url})
    assert "--public-url" in caught.value.message
    assert "https://data.example.org/graph" in str(caught.value.hint)


@pytest.fixture(scope="module", params=["", PUBLIC])
def site(request: pytest.FixtureRequest, real_release: Release) -> Iterator[tuple[FlaskClient, PublicAddress]]:
    """The application in process, without and with a prefix."""
    settings = Settings(public_url=request.param)
    app = create_app(settings, real_release)
    yield app.test_client(), PublicAddress.of(settings)
    app.extensions[KEY].engine.close()


Site = tuple[FlaskClient, PublicAddress]


def ask(client: FlaskClient, path: str, method: str = "GET", **more: Any) -> TestResponse:
    """Send a path as it stands: the client would take what follows two slashes for a host."""
    path, _, search = path.partition("?")
    given = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": search}
    return client.open("/", method=method, environ_overrides=given, **more)


@pytest.fixture(scope="module")
def followed() -> set[str]:
    """The links that were followed: most stand on every page."""
    return set()


@pytest.mark.slow(reason="follows every link of nine pages, at two addresses")
@pytest.mark.parametrize("path", [*PAGES, RESULT, "/queries/unheard-of", "/nowhere"])
def test_every_link_and_form_of_a_page_has_the_prefix(site: Site, followed: set[str], path: str) -> None:
    client, address = site
    page = client.get(path, headers=BROWSER).text
    links = re.findall(r'(?:href|action|src)="(/[^"]*)"', page)
    assert links
    assert [link for link in links if not link.startswith(address.prefix + "/")] == []
    for link in {re.sub("[?#].*", "", link) for link in links} - followed:
        response = client.get(link.removeprefix(address.prefix), headers=BROWSER)
        if response.status_code == 303:
            # A link to a thing leads to its page.
            location = response.headers["Location"]
            assert location.startswith(address.prefix + "/") and location.endswith(".html"), link
            response = client.get(location.removeprefix(address.prefix), headers=BROWSER)
        assert response.status_code == 200, link
        followed.add(link)


def test_redirects_and_locations_have_the_prefix(site: Site) -> None:
    client, address = site
    redirected = client.get("/queries/evidence-for-an-initiative?initiative=&strategy=")
    assert redirected.headers["Location"] == address.href("/queries/evidence-for-an-initiative")
    ticket = client.post("/sparql/running")
    assert ticket.headers["Location"].startswith(address.href("/sparql/running/"))


def test_the_host_of_a_request_is_not_read(site: Site) -> None:
    client, address = site
    forged = {"Host": "forged.example", "X-Forwarded-Host": "forged.example", "X-Forwarded-Proto": "gopher"}
    for path in [*PAGES, "/queries", "//sparql"]:
        honest = ask(client, path)
        answer = ask(client, path, headers=forged)
        assert answer.data == honest.data
        assert list(answer.headers) == list(honest.headers)
        assert "forged" not in f"{answer.headers} {answer.text}"
    description = client.get("/sparql", headers={"Accept": "text/turtle", **forged}).text
    assert f"<{address.absolute('/sparql')}>" in description


@pytest.mark.parametrize(
    ("path", "one_form"),
    [
        ("/sparql/", "/sparql"),
        ("//sparql", "/sparql"),
        ("//sparql//", "/sparql"),
        ("/sparql/?query=ASK%20%7B%7D&format=csv", "/sparql?query=ASK%20%7B%7D&format=csv"),
        ("/queries", "/queries/"),
        ("/queries//", "/queries/"),
        ("/queries/strategies/", "/queries/strategies"),
        ("/queries//strategies.csv?x=//", "/queries/strategies.csv?x=//"),
        ("/problem", "/problem/"),
        ("//problem//busy", "/problem/busy"),
        ("/health/", "/health"),
        ("//", "/"),
    ],
)
def test_there_is_one_address_for_one_document(site: Site, path: str, one_form: str) -> None:
    client, address = site
    answer = ask(client, path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == address.href(one_form)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert ask(client, path, "HEAD").status_code == 301
    options = ask(client, path, "OPTIONS")
    assert options.status_code == 200
    assert "GET" in options.headers["Access-Control-Allow-Methods"]


def test_a_post_is_redirected_with_its_body(site: Site) -> None:
    client, address = site
    answer = client.post("/sparql/", data={"query": "ASK {}"})
    assert (answer.status_code, answer.headers["Location"]) == (308, address.href("/sparql"))


@pytest.mark.parametrize("path", ["/nowhere/", "//nowhere", "/sparql%FF", "/%FF//", "/queries/a/b/", "/%0d%0aX:y//z"])
def test_what_is_nowhere_is_404_in_every_form(site: Site, path: str) -> None:
    assert ask(site[0], path).status_code == 404


@pytest.fixture(scope="module")
def published(serve: Serve) -> Running:
    return serve("--public-url", PUBLIC)


@pytest.mark.parametrize("host", ["forged.example", "data.example.nz", "[::1]:80"])
def test_a_server_with_a_public_url_answers_alike_for_every_host(published: Running, host: str) -> None:
    forged = f"Host: {host}\nX-Forwarded-Host: {host}, a b\nForwarded: host={host}"
    status, text = raw(
        published.address, f"GET /sparql HTTP/1.1\n{forged}\nAccept: application/n-triples\nConnection: close"
    )
    assert status == 200
    assert f"<{PUBLIC}/sparql>" in text
    assert host not in text.replace(PUBLIC, "")


def test_errors_of_the_gateway_have_the_prefix_too(published: Running) -> None:
    status, text = raw(published.address, "GET / HTTP/1.1\nHost: ev il\nAccept: text/html\nConnection: close")
    assert status == 400
    assert 'href="/dsg/static/style.css"' in text and "ev il" not in text


def test_a_doubled_slash_reaches_the_server(published: Running) -> None:
    status, text = raw(published.address, "GET //sparql?query=ASK%7B%7D HTTP/1.1\nHost: a\nConnection: close")
    assert status == 301
    assert "\r\nlocation: /dsg/sparql?query=ASK%7B%7D\r\n" in text


def test_the_cache_does_not_tell_hosts_apart(published: Running) -> None:
    client = httpx.Client(base_url=published.address)
    hits = published.health()["cache"]["hits"]
    for host in ("a.example", "b.example", "c.example"):
        client.get("/sparql", params={"query": "ASK { ?a ?b 'hosts' }"}, headers={"Host": host}).raise_for_status()
    assert published.health()["cache"]["hits"] == hits + 2
