"""The search as a browser and a client meet it, on the real server."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from flask.testing import FlaskClient

from strategy_graph.dataset import Release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

HTML = {"Accept": "text/html"}
SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
TITLES = re.compile(r"<h2>(?:<a href=\"([^\"]*)\">)?(.*?)(?:</a>)? <span class=\"tag\"><bdi>(.*?)</bdi>", re.DOTALL)


def page_of(client: httpx.Client, **values: str) -> str:
    response = client.get("/search", params=values, headers=HTML)
    assert response.status_code == 200, response.text
    assert "text/html" in response.headers["content-type"]
    return response.text


def titles(page: str) -> list[tuple[str, str, str]]:
    """Address, name and kind of each result."""
    return [(href, html.unescape(re.sub("<[^>]+>", "", name)), kind) for href, name, kind in TITLES.findall(page)]


@pytest.mark.parametrize(
    ("text", "href", "name", "kind"),
    [
        ("maori data", "/id/initiative/maori-data-governance", "Māori Data Governance", "initiative"),
        ("digitel boost", "/id/initiative/digital-boost", "Digital Boost", "initiative"),
        ("m1", "/id/measure/m1", "Everyone is to “feel safe and supported online”", "measure of success"),
        (
            *("MBIE", "/id/organisation/mbie", "Ministry of Business, Innovation and Employment"),
            "organisation",
        ),
        ("te puni kokiri", "/id/organisation/te-puni-kokiri", "Ministry of Māori Development", "organisation"),
        (
            *("rautaki matihiko", "/id/strategy/digital-strategy-for-aotearoa", "The Digital Strategy for Aotearoa"),
            "strategy",
        ),
        ("cybersecurity", "/id/initiative/cyber-security-ahead", "Cyber security", "initiative"),
    ],
)
def test_the_first_result_is_what_was_meant(client: httpx.Client, text: str, href: str, name: str, kind: str) -> None:
    first, *_ = titles(page_of(client, q=text))
    assert first == (href, name, kind)
    assert client.get(href, headers=HTML, follow_redirects=True).status_code == 200


def test_what_matched_is_marked_in_its_language(client: httpx.Client) -> None:
    page = page_of(client, q="maori data")
    assert '<span dir="auto"><mark>Māori Data</mark> Governance</span>' in page
    page = page_of(client, q="kokiri", kind="organisation")
    assert '<span lang="mi" dir="auto">Te Puni <mark>Kōkiri</mark></span>' in page
    assert "Also searched for <bdi>digital</bdi>, near <bdi>digitel</bdi>." in page_of(client, q="digitel boost")


def test_a_result_has_its_names_in_other_languages_and_its_short_name_last(client: httpx.Client) -> None:
    page = page_of(client, q="mbie", kind="organisation")
    assert '<p class="search-names"><bdi lang="mi">Hīkina Whakatutuki</bdi></p>' in page
    # A name that has matched is shown marked, and once.
    assert page_of(client, q="kokiri", kind="organisation").count("Kōkiri") == 1
    page = page_of(client, q="digital boost", kind="figure")
    slug = '<p class="search-slug">Matches its short name: <span dir="auto"><mark>digital</mark>-<mark>boost</mark>-'
    assert page.count(slug) == 4 == page.count("digital</mark>-<mark>boost")
    results = re.findall(r"<li>\n<h2>.*?</li>", page, re.DOTALL)
    assert len(results) == 4 and all(each.endswith("</p>\n</li>") and slug in each for each in results)


def test_kinds_are_counted_and_filter(client: httpx.Client) -> None:
    answer = client.get("/search.json", params={"q": "data"}).json()
    counts = {kind["kind"]: kind["count"] for kind in answer["kinds"]}
    assert answer["total"] == sum(counts.values()) and answer["pages"] == -(-answer["total"] // 20)
    page = page_of(client, q="data")
    for kind, count in counts.items():
        assert re.search(rf'href="/search\?q=data&amp;kind={kind}">.*?<span class="number">{count}</span>', page), kind
        assert client.get("/search.json", params={"q": "data", "kind": kind}).json()["total"] == answer["total"]
    only = page_of(client, q="data", kind="outcome")
    assert {kind for _, _, kind in titles(only)} == {"outcome"} and len(titles(only)) == counts["outcome"]
    assert 'kind=outcome" aria-current="true"' in only
    assert '<input type="hidden" name="kind" value="outcome">' in only


def test_all_pages_together_have_each_result_once(client: httpx.Client) -> None:
    first = client.get("/search.json", params={"q": "data"}).json()
    found = [
        result["iri"]
        for number in range(1, first["pages"] + 1)
        for result in client.get("/search.json", params={"q": "data", "page": str(number)}).json()["results"]
    ]
    assert len(found) == len(set(found)) == first["total"] > 40
    page = page_of(client, q="data", page="2")
    assert 'rel="prev" href="/search?q=data"' in page and 'rel="next" href="/search?q=data&amp;page=3"' in page
    assert '<ol class="search-results" start="21">' in page


def test_json_says_what_matched_and_where_it_is(client: httpx.Client, running_address: str) -> None:
    answer = client.get("/search", params={"q": "M1"}, headers={"Accept": "application/json"})
    assert (answer.headers["content-type"], answer.headers["vary"]) == ("application/json", "Accept")
    (result,) = answer.json()["results"]
    assert result["matched"] == [{"about": "identifier", "text": "M1", "parts": [{"text": "M1", "matched": True}]}]
    assert (result["kind"], result["page"]) == ("measure", f"{running_address}/id/measure/m1")
    assert "strategies" not in result
    assert client.get("/search.json", params={"q": "M1"}).json() == answer.json()


@pytest.fixture
def running_address(client: httpx.Client) -> str:
    return str(client.base_url).rstrip("/")


def test_a_named_query_leads_to_its_page(client: httpx.Client) -> None:
    found = titles(page_of(client, q="which initiatives feed multiple outcomes", kind="query"))
    assert ("/queries/initiatives-feeding-multiple-outcomes") in [href for href, _, _ in found]


def test_the_description_leads_browsers_to_results_and_suggestions(client: httpx.Client) -> None:
    response = client.get("/opensearch.xml")
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)
    assert root.findtext(SPACE + "ShortName") == "Digital Strategy"
    assert [element.text for element in root.iter(SPACE + "Language")] == ["en", "mi"]
    for url in root.iter(SPACE + "Url"):
        address = (url.get("template") or "").replace("{searchTerms}", quote("maori data")).replace("{startPage?}", "")
        answer = client.get(address)
        assert answer.status_code == 200 and (url.get("type") or "-") in answer.headers["content-type"], address


def test_suggestions(client: httpx.Client, running_address: str) -> None:
    response = client.get("/search/suggestions", params={"q": "maori da"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    typed, names, kinds, addresses = response.json()
    assert (typed, names[0], kinds[0]) == ("maori da", "Māori Data Governance", "initiative")
    assert addresses[0] == running_address + "/id/initiative/maori-data-governance"
    assert len(names) == len(kinds) == len(addresses) == len(set(names)) <= 10
    assert client.get("/search/suggestions").json() == ["", [], [], []]


def test_without_a_question_or_a_result_the_page_says_what_to_try(client: httpx.Client) -> None:
    assert "Type a name" in page_of(client)
    assert "Type a name" in page_of(client, q="", kind="")
    assert "it has no letter or digit" in page_of(client, q="*?*")
    page = page_of(client, q="govrnenca")
    assert "Nothing was found for <bdi>govrnenca</bdi>." in page
    assert '<a href="/search?q=governance"><bdi>governance</bdi></a>' in page
    assert "None has all of the words" in page_of(client, q="christchurch broadband 5g")


@pytest.mark.parametrize(
    "query",
    [
        *("q=%00", "q=a%00b", "q=%22", "q=%22%22%22", "q=AND", "q=*", "q=a*%20OR", "q=NEAR(a%20b)", "q=(", "q=name:x"),
        *(
            "q=%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D",
            "q=%D8%A7%D9%84",
            "q=%CC%84",
            "q=%F0%9F%99%82",
            "q=%ED%A0%80",
            "q=%FF",
        ),
        *("q=<script>alert(1)</script>", "q=" + "a" * 200, "q=" + "a%20" * 100, "q=" + "x" * 5000, "q=x&q=y"),
        *("q=data&page=0", "q=data&page=x", "q=data&page=99", "q=data&page=" + "9" * 40, "q=data&kind=nothing"),
        *("q=data&kind=%22", "q=data&strategy=nothing", "q=data&strategy=%00", "q=data&edition=x", "kind=outcome"),
    ],
)
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search/suggestions"])
def test_whatever_is_asked_is_answered_or_refused_in_words(client: httpx.Client, path: str, query: str) -> None:
    response = client.get(f"{path}?{query}", headers=HTML if path == "/search" else {})
    assert response.status_code in {200, 400, 404}, response.text
    assert "<script>alert" not in response.text or path != "/search"
    if response.status_code != 200:
        assert '"hint"' in response.text or '<p class="detail">' in response.text


def test_errors_say_what_to_do(client: httpx.Client) -> None:
    for query, status, words in [
        ("q=" + "x" * 5000, 400, "he text to search for has 5,000 characters, more than 200"),
        ("q=data&kind=nothing", 404, "here is no kind &#39;nothing&#39;"),
        ("q=data&page=99", 404, "pages"),
        ("q=x&q=y", 400, "he parameter q is given twice"),
    ]:
        response = client.get(f"/search?{query}", headers=HTML)
        assert response.status_code == status
        assert words in response.text.replace("&#x27;", "&#39;"), response.text


def test_answers_are_known_by_their_etag(client: httpx.Client) -> None:
    for address in ("/search?q=data", "/search.json?q=data", "/search/suggestions?q=data", "/opensearch.xml"):
        first = client.get(address, headers={"Accept": "*/*"})
        again = client.get(address, headers={"Accept": "*/*", "If-None-Match": first.headers["etag"]})
        assert again.status_code == 304, address


def test_the_page_keeps_to_the_policy(client: httpx.Client) -> None:
    page = page_of(client, q="data")
    assert not re.search(r"<script(?! type=\"module\" src=)|<style| style=| on[a-z]+=", page)
    assert '<meta name="robots" content="noindex">' in page
    assert page.count("<h1>") == 1 and 'role="search"' in page and '<label for="q">' in page


@pytest.fixture(scope="module", params=["", "https://data.example.nz/dsg"])
def prefixed(request: pytest.FixtureRequest, real_release: Release) -> Iterator[tuple[FlaskClient, str]]:
    app = create_app(Settings(public_url=request.param), real_release)
    yield app.test_client(), "/dsg" if request.param else ""
    app.extensions[KEY].engine.close()


@pytest.mark.slow(reason="follows the links of pages of results")
def test_every_link_has_the_prefix_and_leads_somewhere(prefixed: tuple[FlaskClient, str]) -> None:
    client, prefix = prefixed
    links = set()
    for address in ("/search?q=data", "/search?q=zzzzq+govrnenca", "/search?q=data&kind=query", "/search"):
        page = client.get(address, headers=HTML).text
        links |= {html.unescape(link) for link in re.findall(r'(?:href|action|src)="(/[^"]*)"', page)}
    assert len(links) > 40
    assert not [link for link in links if not link.startswith(prefix + "/")]
    for link in sorted(links)[::5]:
        response = client.get(link.removeprefix(prefix), headers=HTML)
        assert response.status_code in {200, 303}, link


def test_the_index_is_made_once(real_release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    app = create_app(Settings(), real_release)
    engine = app.extensions[KEY].engine
    ask = engine.query

    def counted(*given: Any) -> Any:
        made.append(1)
        return ask(*given)

    monkeypatch.setattr(engine, "query", counted)
    answers: list[int] = []

    def search() -> None:
        answers.append(app.test_client().get("/search/suggestions?q=zzzzzzzz").status_code)

    threads = [threading.Thread(target=search) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    engine.close()
    assert (answers, len(made)) == ([200] * 6, 1)


def test_data_of_a_users_own_have_no_search(real_release: Release) -> None:
    app = create_app(Settings(user_data=True), real_release)
    for path in ("/search?q=x", "/search.json?q=x", "/opensearch.xml"):
        response = app.test_client().get(path)
        assert response.status_code == 404 and "there is no search here" in response.text
    app.extensions[KEY].engine.close()
