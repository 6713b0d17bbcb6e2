"""HTML pages as a browser receives them."""

from __future__ import annotations

import html
import re
from collections import deque
from pathlib import Path

import httpx
import pytest

from strategy_graph.dataset import find_content
from strategy_graph.explorer.registry import PAGES
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.web.explorer import views
from tests.servers import STORES

THINGS = ("/id/", "/ontology", "/graph/", "/changelog", "/dataset")
DOCUMENT = re.compile(r"(?:/|\.(?:html|ttl|jsonld|nt|rdf))$")
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FEW_INITIATIVES = 2
"""The number of initiatives about which the third-party stores are asked."""

MOST_PAGES = 600

EVERY_NTH_QUERY = 8
"""Of the named queries, those whose pages are asked of a third-party store."""


@pytest.fixture
def client(patient_server: str) -> httpx.Client:
    return httpx.Client(base_url=patient_server, timeout=40, headers=BROWSER)


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def rows_of(page: str) -> int:
    """The number of rows of the table of initiatives, which are those of the ranked list."""
    table = re.search(r'<table [^>]*aria-label="Initiatives that feed multiple outcomes".*?</table>', page, re.DOTALL)
    rows = table[0].count('<th scope="row"') if table else 0
    assert page.count('<li id="') == rows
    return rows


def test_the_home_page_starts_with_the_headline(client: httpx.Client) -> None:
    """First the initiatives with resources, by the plan's own words and with our readings; then looking-ahead areas."""
    page = client.get("/").text
    headline = "11 of the 20 flagship initiatives and other selected activities feed more than one outcome"
    assert f"<h1>{headline} in the plan’s own words</h1>" in page
    assert (
        "With our readings of the text it is 17 . Apart from these stand 4 looking-ahead areas, which have no "
        "resources of their own: 2 of them would feed more than one outcome in the plan’s own words, 3 with our "
        "readings." in text_of(page)
    )
    assert page.index("<h1>") < page.index('<ol class="ranked">') < page.index("<table")
    assert '<bdi lang="mi">Te Rautaki Matihiko mō Aotearoa</bdi>' in page
    assert "<bdi>Action Plan for the Digital Strategy for Aotearoa 2022-23</bdi>, with 24 initiatives" in page
    assert rows_of(page) == 17
    assert "17 initiatives with at least 2 outcomes" in page
    about = text_of(page).partition("About the plan")[2]
    assert "lists neither themes nor outcomes" in about
    assert "language models" not in about, "who made the claims stands on the page of their quality"


def test_the_home_page_filters_by_basis_and_minimum(client: httpx.Client) -> None:
    page = client.get("/?basis=own-words").text
    assert rows_of(page) == 11
    assert 'class="reading"' not in page
    three = text_of(client.get("/?minimum=3").text)
    assert "7 of the 20 flagship initiatives and other selected activities feed at least 3 outcomes" in three
    assert "With our readings of the text it is 10" in three


def test_the_filter_says_in_words_what_is_chosen(client: httpx.Client) -> None:
    summary = re.compile(r'<details class="filters"[^>]*><summary>(.*?)</summary>')
    chosen = client.get("/?basis=stated&theme=any&minimum=1&prospective=exclude&page=1").text
    found = summary.search(chosen)
    assert found and text_of(found[1]) == "Filter Least number of outcomes: 1 Basis: stated"
    assert '<input type="hidden" name="page"' not in chosen
    found = summary.search(client.get("/?basis=any&minimum=2").text)
    assert found and text_of(found[1]) == "Filter"


@pytest.mark.parametrize(("query", "narrowed"), [("", False), ("?minimum=3", False), ("?basis=stated", True)])
def test_a_headline_beside_a_narrower_list_says_that_it_is_of_the_whole_plan(
    client: httpx.Client, query: str, narrowed: bool
) -> None:
    """Only the least number of outcomes changes what the headline counts."""
    assert ("These numbers are of the whole plan." in client.get(f"/{query}").text) == narrowed


def test_the_combinations_of_themes_say_what_they_count(client: httpx.Client) -> None:
    page = client.get("/?minimum=5&theme=trust").text
    caption = re.search(r'<figure data-picture="themes"><figcaption>(.*?)</figcaption>', page)
    assert caption and " initiatives with an outcome; of the filters, only Basis and " in caption[1]


def test_a_theme_says_that_its_outcomes_alone_count_and_offers_the_others(client: httpx.Client) -> None:
    page = client.get("/?theme=inclusion&basis=own-words").text
    assert "with at least 2 outcomes of the theme Inclusion in the plan’s own words." in text_of(page)
    more = re.search(r'<a href="([^"]*)">show those with at least one</a>', page)
    assert more and "minimum=1" in more[1] and "theme=inclusion" in more[1]
    assert "at least 1 outcome of the theme Inclusion" in text_of(client.get(html.unescape(more[1])).text)


def test_what_if_names_what_is_left_in_words(client: httpx.Client) -> None:
    page = text_of(client.get("/explore/what-if?off=digital-boost").text)
    assert "Digital Commerce programme , by our reading" in page


def test_all_that_filters_change_is_in_the_part_that_is_replaced_in_place(client: httpx.Client) -> None:
    page = client.get("/").text
    assert page.count("data-results") == 1
    assert page.index("<div data-results>") < page.index("<h1>")
    assert page.index("<h1>") < page.index('data-picture="themes"') < page.index('<section class="take-away"')
    assert page.index('<section class="take-away"') < page.index('<h2 id="how-to-read">')


def test_a_row_leads_on_and_has_an_address(client: httpx.Client) -> None:
    row = re.search(r'<li id="digital-boost".*?</details></li>', client.get("/").text, re.DOTALL)
    assert row
    for href in (
        "/explore/focus/initiative/digital-boost",
        "/explore/what-if?off=digital-boost",
        "#digital-boost",
    ):
        assert f'href="{href}"' in row[0]


@pytest.mark.parametrize("path", ["/", "/explore/"])
def test_no_card_leads_to_editions_where_there_is_one(client: httpx.Client, path: str) -> None:
    page = client.get(path).text
    assert 'href="/explore/network"' in page and 'href="/explore/editions"' not in page
    assert client.get("/explore/editions").status_code == 200


def test_readings_are_marked(client: httpx.Client) -> None:
    page = client.get("/").text
    assert re.search(
        r'<li class="reading"><bdi>Firms adopt digital tools</bdi> <span class="tag">our reading</span></li>', page
    )


def test_the_home_page_template_has_no_literal_numbers() -> None:
    """Every number in the headline comes from a query."""
    template = (Path(views.__file__).parents[1] / "templates" / "home.html").read_text("utf-8")
    prose = re.sub(r"{[{%].*?[%}]}|<[^>]+>", " ", template)
    assert re.findall(r"\d+", prose) == []


def test_no_template_names_a_country_or_a_plan() -> None:
    """Names and counts of what the graph is about come from the release."""
    ours = re.compile(r"Zealand|Aotearoa|Rautaki|Māori|Treaty|Tiriti|[Ll]ooking-ahead|[Ff]lagship|'mi'")
    for template in (Path(views.__file__).parents[1] / "templates").glob("*.html"):
        assert ours.findall(template.read_text("utf-8")) == [], template.name


def left_out(path: str, queries: set[str], initiatives: set[str], visited: set[str]) -> bool:
    """Whether a path need not be asked of a store of another maker.

    It is of another named query than the chosen ones, or a file in another format than CSV, or about an initiative or a
    thing in the middle other than the first few, or has other values of the same parameters as one that was asked.
    """
    query = re.match(r"/queries/([\w-]+)(\.\w+)?", path)
    if query and (query[1] not in queries or query[2] not in (None, ".csv")):
        return True
    named = re.search(r"[?&]initiative=([^&]+)|/explore/focus/\w+/([^?.]+)", path)
    if named is None:
        return shape_of(path) in map(shape_of, visited)
    name = named[1] or named[2]
    if len(initiatives) < FEW_INITIATIVES:
        initiatives.add(name)
    return name not in initiatives


def shape_of(path: str) -> tuple[str, frozenset[str]]:
    """Return a path without its parameters, and their names."""
    before, _, query = path.partition("?")
    return before, frozenset(part.partition("=")[0] for part in query.split("&") if part)


@pytest.mark.slow(reason="asks for every page")
def test_every_page_is_complete_and_no_link_is_broken(client: httpx.Client, page_engine: str) -> None:
    """Follow every link from the home page and from each query.

    A third-party store is asked some queries as a page and as CSV, and about a few initiatives: what another page has
    more is in the templates, for which the embedded engine is asked about all of them. The answers of stores to every
    query are compared byte by byte in tests/engine/test_remote.py.
    """
    initiatives: set[str] = set()
    names = [query.name for query in Catalogue.load(find_content().queries)]
    if page_engine in STORES:
        names = names[::EVERY_NTH_QUERY]
    chosen = set(names)
    visited: set[str] = set()
    things: set[str] = set()
    # First those that are named here: links on links are without end.
    queue = deque(["/", "/?basis=own-words", "/queries/", "/sparql", *(f"/queries/{name}" for name in names)])
    while queue:
        path = queue.popleft()
        if path in visited or len(visited) > MOST_PAGES:
            continue
        if page_engine in STORES and left_out(path, chosen, initiatives, visited):
            continue
        visited.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        page = response.text
        assert page.count("<h1>") == 1 and '<html lang="en">' in page and 'class="skip"' in page, path
        links = [href.replace("&amp;", "&") for href in re.findall(r'href="(/[^"#]*)"', page)]
        things.update(link for link in links if link.startswith(THINGS))
        queue += [link for link in links if not link.startswith(THINGS)]
    assert len(visited) > (50 if page_engine in STORES else 100)
    assert {f"/queries/{name}" for name in chosen} <= visited
    # No link leads to the editions where there is one.
    pages = {page.address for page in PAGES.values()} - {"/explore/editions"}
    assert pages <= {path.partition("?")[0] for path in visited}
    assert not initiatives or len(initiatives) == FEW_INITIATIVES
    # A browser is led to the page of a thing; where its links lead, tests/web/linked_data follows.
    assert len(things) > 100
    for path in things:
        assert client.get(path).status_code == (200 if DOCUMENT.search(path) else 303), path


def test_empty_form_fields_redirect_to_the_short_url(client: httpx.Client) -> None:
    response = client.get("/queries/label-search?text=")
    assert response.status_code == 302
    assert response.headers["location"].endswith("/queries/label-search")


def test_user_input_is_escaped(client: httpx.Client) -> None:
    page = client.get("/queries/label-search", params={"text": "<script>alert(1)</script>"}).text
    assert "<script>" not in page


def test_security_headers(client: httpx.Client) -> None:
    headers = client.get("/").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]


def test_the_404_page_links_to_the_home_page(client: httpx.Client) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert 'href="/"' in response.text
