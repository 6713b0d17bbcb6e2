"""Pages of a release with two strategies, of which one is written from right to left, under a domain of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from strategy_graph.dataset import build_release, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY
from tests.support.second_strategy import OURS, THEIRS, content_of_both

pytestmark = pytest.mark.slow(reason="builds a release of two strategies and asks for its pages")

EVIDENCE = "/queries/evidence-for-an-initiative"
NAMES = [query.name for query in Catalogue.load(find_content().queries)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    content = content_of_both(tmp_path_factory.mktemp("content"))
    app = create_app(Settings(query_timeout=30), build_release(content, tmp_path_factory.mktemp("release")))
    yield app.test_client()
    app.extensions[KEY].engine.close()


def page_at(client: FlaskClient, address: str, **values: str) -> str:
    response = client.get(address, query_string=values, headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 200, response.text
    return response.text


def test_the_home_page_lets_one_choose(client: FlaskClient) -> None:
    """No number is for both together."""
    page = page_at(client, "/")
    assert "This graph holds 2 strategies." in page
    assert f'<a href="/?strategy={OURS}"><bdi>The Digital Strategy for Aotearoa</bdi></a>' in page
    assert re.search(r'<a href="/\?strategy=https%3A%2F%2Fdata.sumer.example%2Fstrategy"><bdi lang="ar">', page)
    assert "<figure" not in page and "<table" not in page


def test_the_home_page_of_ours(client: FlaskClient) -> None:
    page = page_at(client, "/", strategy=OURS)
    assert f'href="/?strategy={OURS}" aria-current="page"' in page
    assert "<h1>11 of the 20 " in page and page.count('<li id="') == 17
    assert not re.search("[\u0600-\u06ff]", re.sub("<nav aria-label=.Strategies.*?</nav>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize("strategy", [THEIRS, "strategy"])
def test_the_home_page_of_theirs(client: FlaskClient, strategy: str) -> None:
    """By hand: cables feeds two outcomes, one by a reading; schools two by its own words; an area ahead one."""
    page = page_at(client, "/", strategy=strategy)
    assert '<bdi lang="ar">الاستراتيجية الرقمية لسومر</bdi> (<bdi>The Digital Strategy of Sumer</bdi>)' in page
    assert '<bdi lang="ar">خطة العمل ٢٠٢٥</bdi>, with 3 initiatives' in page
    assert "<h1>1 of the 2 " in page and "it is <strong>2</strong>" in page and "Apart from these stand 1 " in page
    assert page.count('<li id="') == 2
    assert ' lang="ar" dir="auto">شبكة الألياف</a>' in page
    assert '<li class="reading"><bdi lang="ar">الناس آمنون</bdi>' in page
    assert '<li lang="ar" dir="auto">استراتيجية مختلقة للاختبار</li>' in page
    assert "Matihiko" not in re.sub("<nav aria-label=.Strategies.*?</nav>", "", page, flags=re.DOTALL)


def test_a_strategy_that_is_not_there_is_404(client: FlaskClient) -> None:
    for address in ("/", "/queries/theme-coverage"):
        response = client.get(address, query_string={"strategy": "digital-strategy-for-aotearo"})
        assert response.status_code == 404 and f"Did you mean {OURS}" in response.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("strategy", [OURS, THEIRS])
def test_every_query_has_a_page_for_each(client: FlaskClient, name: str, strategy: str) -> None:
    page = page_at(client, f"/queries/{name}", strategy=strategy)
    assert page.count("<h1>") == 1 and '<select id="p-strategy"' in page
    assert re.search(rf'<option value="{strategy}" selected', page)


def test_a_page_about_one_thing_takes_one_of_the_strategy(client: FlaskClient) -> None:
    """The default is an initiative of ours: a page of theirs begins with one of theirs and offers no other."""
    page = page_at(client, EVIDENCE, strategy=THEIRS)
    select = re.search(r'<select id="p-initiative".*?</select>', page, re.DOTALL)
    assert select and select[0].count("<option ") == 3 and select[0].count('lang="ar" dir="auto"') == 3
    assert '<h1>The evidence behind every link of an initiative: <bdi lang="ar">الذكاء الاصطناعي</bdi></h1>' in page
    assert '<td role="cell" data-label="Phrase of the source"><span lang="ar" dir="auto">عبارة أخرى</span></td>' in page


@pytest.mark.parametrize("initiative", ["cables", "https://data.sumer.example/cables"])
def test_a_thing_of_another_domain_is_named_by_its_last_segment_or_its_iri(
    client: FlaskClient, initiative: str
) -> None:
    page = page_at(client, EVIDENCE, initiative=initiative)
    assert '<bdi lang="ar">شبكة الألياف</bdi></h1>' in page
    csv = client.get(EVIDENCE + ".csv", query_string={"initiative": initiative}).text
    assert "https://data.sumer.example/cables,شبكة الألياف" in csv


def test_a_theme_is_chosen_among_those_of_the_strategy(client: FlaskClient) -> None:
    def themes(strategy: str) -> list[str]:
        page = page_at(client, "/queries/outcomes-with-feeders", strategy=strategy)
        select = re.search(r'<select id="p-theme".*?</select>', page, re.DOTALL)
        assert select
        return re.findall(r">([^<]+)</option>", select[0])

    assert themes(OURS) == ["all", "Growth", "Inclusion", "Trust"]
    assert themes(THEIRS) == ["all", "الثقة", "الوصول"]


def test_each_result_of_a_search_says_of_which_strategy_it_is(client: FlaskClient) -> None:
    page = client.get("/search?q=الألياف", headers={"Accept": "text/html"}).text
    assert '<span lang="ar" dir="auto">شبكة <mark>الألياف</mark></span>' in page
    assert '<p class="search-more"><bdi lang="ar">الاستراتيجية الرقمية لسومر</bdi>' in page
    (result,) = client.get("/search.json?q=digital+boost&kind=initiative").json["results"]  # type: ignore[index]
    assert result["strategies"] == ["The Digital Strategy for Aotearoa"]


@pytest.mark.parametrize(("strategy", "total"), [(THEIRS, 1), (OURS, 0)])
def test_a_strategy_is_searched_alone(client: FlaskClient, strategy: str, total: int) -> None:
    answer = client.get("/search.json", query_string={"q": "الألياف", "strategy": strategy}).json
    assert answer is not None and answer["total"] == total
    page = client.get(
        "/search", query_string={"q": "digital", "strategy": strategy}, headers={"Accept": "text/html"}
    ).text
    assert f'<input type="hidden" name="strategy" value="{strategy}">' in page
    assert "Search all strategies" in page and f"strategy={quote(strategy, safe='')}" in page


def test_the_pages_of_columns_of_theirs(client: FlaskClient) -> None:
    """Links of a thing lead on by whole IRIs, and stay in the strategy."""
    cables = {"iri": "https://data.sumer.example/cables", "strategy": THEIRS}
    page = page_at(client, "/explore/focus/initiative", **cables)
    onward = f"/explore/focus/outcome?iri={quote('https://data.sumer.example/access', safe='')}&amp;strategy="
    assert onward in page
    assert 'lang="ar"' in page
    assert page_at(client, "/explore/focus/initiative/cables", strategy=THEIRS).count("<li data-row") == page.count(
        "<li data-row"
    )
    assert client.get("/explore/focus/initiative.svg", query_string=cables).status_code == 200
    for name in ("flow", "network"):
        assert f'data-picture="{name}"' in page_at(client, f"/explore/{name}", strategy=THEIRS)
        assert "Choose the one to ask about" in page_at(client, f"/explore/{name}")
