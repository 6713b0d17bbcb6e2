"""HTML pages as a browser receives them."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from strategy_graph.dataset import find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.web.explorer import views

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def client(server: str) -> httpx.Client:
    return httpx.Client(base_url=server, timeout=20, headers=BROWSER)


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_first_page_leads_with_the_honest_answer(client: httpx.Client) -> None:
    """Of those with resources, in the plan's own words, then with our readings; the areas apart."""
    page = client.get("/").text
    assert (
        "Of the 20 flagship initiatives and other selected activities , 11 feed at least 2 outcomes in the plan’s own "
        "words. With our readings of the text it is 17 ." in words_of(page).replace("activities,", "activities ,")
    )
    assert (
        "Apart from these stand 4 looking-ahead areas, which have no resources of their own: 2 of them would feed at "
        "least 2 outcomes in the plan’s own words, 3 with our readings." in words_of(page)
    )
    assert page.index("headline") < page.index("<table")
    assert '<span lang="mi">Te Rautaki Matihiko mō Aotearoa</span>' in page
    assert page.count('<th scope="row"') == 17
    assert "17 initiatives with at least 2 outcomes" in page


def test_the_first_page_can_be_asked_for_the_plans_own_words(client: httpx.Client) -> None:
    page = client.get("/?basis=own-words").text
    assert page.count('<th scope="row"') == 11
    assert 'class="reading"' not in page
    three = words_of(client.get("/?minimum=3").text)
    assert "7 feed at least 3 outcomes in the plan’s own words. With our readings of the text it is 10" in three


def test_a_reading_is_marked_as_one(client: httpx.Client) -> None:
    page = client.get("/").text
    assert re.search(r'<li class="reading">Firms adopt digital tools <span class="tag">our reading</span></li>', page)


def test_the_first_page_has_no_number_of_its_own() -> None:
    """Every number of the answer comes from a query."""
    template = (Path(views.__file__).parents[1] / "templates" / "home.html").read_text("utf-8")
    prose = re.sub(r"{[{%].*?[%}]}|<[^>]+>", " ", template)
    assert re.findall(r"\d+", prose) == []


@pytest.mark.slow(reason="asks for every page")
def test_every_page_is_whole_and_every_link_leads_somewhere(client: httpx.Client) -> None:
    names = [query.name for query in Catalogue.load(find_content().queries)]
    seen: set[str] = set()
    todo = ["/", "/?basis=own-words", "/queries/", "/sparql", *(f"/queries/{name}" for name in names)]
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
