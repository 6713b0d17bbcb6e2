"""The pages, as a browser gets them."""

from __future__ import annotations

import re

import httpx
import pytest

from strategy_graph.catalogue import Catalogue
from strategy_graph.dataset import find_content

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def client(server: str) -> httpx.Client:
    return httpx.Client(base_url=server, timeout=20, headers=BROWSER)


def test_the_first_page_answers_the_plans_question(client: httpx.Client) -> None:
    page = client.get("/").text
    assert "<strong>20</strong> of the 24 initiatives" in page
    assert "<strong>11</strong> of the 24 initiatives" in client.get("/?basis=stated").text
    assert '<span lang="mi">Te Rautaki Matihiko mō Aotearoa</span>' in page
    assert page.count('<th scope="row"') == 20


def test_every_page_is_whole_and_every_link_leads_somewhere(client: httpx.Client) -> None:
    names = [query.name for query in Catalogue.load(find_content().queries)]
    seen: set[str] = set()
    todo = ["/", "/?basis=stated", "/queries/", "/sparql", *(f"/queries/{name}" for name in names)]
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 400:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        page = response.text
        assert page.count("<h1>") == 1 and '<html lang="en">' in page and 'class="skip"' in page, path
        todo += [href.replace("&amp;", "&") for href in re.findall(r'href="(/[^"#]*)"', page)]
    assert len(seen) > 100


def test_a_form_left_empty_redirects_to_the_short_address(client: httpx.Client) -> None:
    response = client.get("/queries/label-search?text=")
    assert response.status_code == 302
    assert response.headers["location"].endswith("/queries/label-search")


def test_what_a_user_types_is_never_markup(client: httpx.Client) -> None:
    page = client.get("/queries/label-search", params={"text": "<script>alert(1)</script>"}).text
    assert "<script>" not in page


def test_security_headers(client: httpx.Client) -> None:
    headers = client.get("/").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]


def test_an_unknown_address_is_a_page_that_leads_back(client: httpx.Client) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert 'href="/"' in response.text
