"""A thing with very many links comes in pages, and each takes as much work as its own links."""

from __future__ import annotations

import sys

import pytest
import rdflib
from flask.testing import FlaskClient

from strategy_graph.namespaces import BASE
from tests.linked_data.made import theme_with_links
from tests.web.linked_data.conftest import Serve

LINKS = 2000
HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")


@pytest.fixture(scope="module")
def big(serve_data: Serve) -> FlaskClient:
    return serve_data(theme_with_links(LINKS))


@pytest.fixture(scope="module")
def small(serve_data: Serve) -> FlaskClient:
    return serve_data(theme_with_links(LINKS // 2))


def test_pages_lead_from_one_to_the_next(big: FlaskClient) -> None:
    theme = rdflib.URIRef(BASE + "id/theme/big")
    path: str | None = "/id/theme/big.ttl"
    linking: set[rdflib.term.Node] = set()
    pages = 0
    while path is not None:
        response = big.get(path)
        assert response.status_code == 200
        graph = rdflib.Graph().parse(data=response.text, format="turtle")
        linking |= set(graph.subjects(rdflib.URIRef(BASE + "ontology#underTheme"), theme))
        following = graph.value(rdflib.URIRef("http://127.0.0.1:8000" + path), HYDRA.next)
        assert (following is not None) == ('rel="next"' in response.headers["Link"])
        path = str(following).removeprefix("http://127.0.0.1:8000") if following is not None else None
        pages += 1
    assert (pages, len(linking)) == (LINKS // 200, LINKS // 2)
    assert big.get(f"/id/theme/big.ttl?page={pages + 1}").status_code == 404
    assert {big.get(f"/id/theme/big.ttl?page={wrong}").status_code for wrong in ("0", "-1", "x", "1e3", "٣")} == {404}
    redirect = big.get("/id/theme/big?page=2")
    assert (redirect.status_code, redirect.headers["Location"]) == (303, "/id/theme/big.ttl?page=2")


def test_each_link_of_a_page_shows_its_phrase(big: FlaskClient) -> None:
    page = big.get("/id/theme/big.html?page=2").text
    assert page.count("<q>phrase ") == 200
    assert 'rel="prev" href="/id/theme/big.html"' in page and 'rel="next" href="/id/theme/big.html?page=3"' in page


def calls_for(client: FlaskClient, path: str) -> int:
    """Return the number of calls of functions that a page takes which is asked for the first time."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    client.application.extensions["strategy_graph.linked_data"].catalogue.describe.cache_clear()
    sys.setprofile(count)
    try:
        response = client.get(path)
    finally:
        sys.setprofile(None)
    assert response.status_code == 200
    return calls


@pytest.mark.parametrize("suffix", ["html", "ttl", "jsonld"])
def test_the_work_for_a_page_depends_on_its_links_and_not_on_all_links(
    big: FlaskClient, small: FlaskClient, suffix: str
) -> None:
    path = f"/id/theme/big.{suffix}?page="
    for client in (big, small):
        client.get(path + "2")
    of_big, of_small = calls_for(big, path + "3"), calls_for(small, path + "3")
    assert of_big < 1.5 * of_small, (of_big, of_small)
