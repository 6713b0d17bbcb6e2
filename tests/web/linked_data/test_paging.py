"""A thing with very many links comes in pages, and each of them quickly."""

from __future__ import annotations

import os
import time

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


@pytest.mark.parametrize("suffix", ["html", "ttl", "jsonld"])
def test_a_page_takes_less_than_a_tenth_of_a_second(big: FlaskClient, suffix: str) -> None:
    """The best of several pages, each asked for the first time; longer on a machine that has more to do than cores."""
    big.get("/id/theme/big.nt")
    seconds = []
    for page in range(2, 9):
        big.application.extensions["strategy_graph.linked_data"].catalogue.describe.cache_clear()
        start = time.perf_counter()
        assert big.get(f"/id/theme/big.{suffix}?page={page}").status_code == 200
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
