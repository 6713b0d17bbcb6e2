"""Where a reader is: the menu with the section of the page, and the way to the page from the first one."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.browser.pages import ADDRESSES

HTML = {"Accept": "text/html"}
ENTRIES = ["Explore", "Queries", "SPARQL", "Guides"]
FURTHER = (
    *("/sparql?query=ASK%7B%7D", "/problem/busy", "/docs/decisions/", "/docs/decisions/0029-explorer"),
    *("/explore/focus/theme/trust?edition=2022-23", "/id/source/summary.html"),
)


def page_at(client: httpx.Client, path: str) -> str:
    return client.get(path, headers=HTML, follow_redirects=True).text


def menu_of(page: str) -> str:
    (menu,) = re.findall(r'<nav aria-label="Main">.*?</nav>', page, re.DOTALL)
    return str(menu)


@pytest.mark.slow(reason="asks for every page")
@pytest.mark.parametrize("path", [*map(str, ADDRESSES), *FURTHER])
def test_every_page_has_the_menu_and_every_page_below_another_the_way_to_it(client: httpx.Client, path: str) -> None:
    page = page_at(client, path)
    assert re.findall(r"<a [^>]+>([^<]+)</a>", menu_of(page)) == ENTRIES
    assert menu_of(page).count("aria-current") <= 1
    ways = re.findall(r'<nav class="steps" aria-label="Breadcrumb"><ol>(.*?)</ol></nav>', page, re.DOTALL)
    if path.partition("?")[0] in {"/", "/nowhere"}:
        assert not ways
        return
    (way,) = ways
    steps = re.findall(r"<li>(.*?)</li>", way)
    assert re.fullmatch(r'<a href="/(\?[^"]*)?">Start</a>', steps[0]) and len(steps) > 1
    assert [("aria-current" in step, "<a " in step) for step in steps] == [
        *[(False, True)] * (len(steps) - 1),
        (True, False),
    ]
    assert page.index(way) < page.index("<h1")
    for address in re.findall(r'<a href="([^"]+)"', way):
        answer = client.get(address.replace("&amp;", "&"), headers=HTML, follow_redirects=True)
        assert answer.status_code == 200


def test_the_menu_marks_the_page_and_the_section(client: httpx.Client) -> None:
    assert 'aria-current="page">Queries</a>' in menu_of(page_at(client, "/queries/"))
    assert 'aria-current="true">Queries</a>' in menu_of(page_at(client, "/queries/what-is-unknown"))
    assert 'aria-current="true">Explore</a>' in menu_of(page_at(client, "/explore/nothing"))


def test_a_page_does_not_keep_the_strategy_of_another_visitor(client: httpx.Client) -> None:
    kept = client.get("/dataset.html?strategy=digital-strategy-for-aotearoa", headers=HTML).text
    assert "strategy=digital-strategy-for-aotearoa" in menu_of(kept)
    assert "strategy=" not in client.get("/dataset.html", headers=HTML).text


def test_the_quality_of_the_data_has_one_name(client: httpx.Client) -> None:
    page = page_at(client, "/quality")
    assert "<title>Quality of the data –" in page and "<h1>Quality of the data</h1>" in page
    for path in ("/", "/queries/", "/explore/gaps", "/docs/for-analysts"):
        texts = set(re.findall(r'<a href="[^"]*/quality"[^>]*>([^<]+)</a>', page_at(client, path)))
        assert texts == {"Quality of the data"}, path
