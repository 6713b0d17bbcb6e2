"""Pages of a release with two editions of one plan."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from strategy_graph.dataset import Release, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY
from tests.data.second_edition import write_content
from tests.support.releases import build_unvalidated
from tests.support.second_strategy import OURS

pytestmark = pytest.mark.slow(reason="builds a release of two editions and asks for its pages")

FIRST, SECOND = "Action Plan for the Digital Strategy for Aotearoa 2022-23", "Made-up Action Plan 2023-24"
TABLE = "/queries/initiatives-feeding-multiple-outcomes"
QUERIES = list(Catalogue.load(find_content().queries))
TAKES = {query.name for query in QUERIES if any(parameter.name == "edition" for parameter in query.parameters)}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    content = find_content(write_content(tmp_path_factory.mktemp("content")))
    # That it is valid is told by tests/dataset/test_editions.py.
    app = create_app(Settings(query_timeout=30), build_unvalidated(content, tmp_path_factory.mktemp("release")))
    yield app.test_client()
    app.extensions[KEY].engine.close()


def page_at(client: FlaskClient, address: str, **values: str) -> str:
    response = client.get(address, query_string=values, headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 200, response.text
    return response.text


@pytest.mark.parametrize("values", [{}, {"edition": "2023-24"}, {"edition": "2023-24", "strategy": OURS}])
def test_the_home_page_is_of_the_latest_edition(client: FlaskClient, values: dict[str, str]) -> None:
    page = page_at(client, "/", **values)
    assert f"This page shows <bdi>{SECOND}</bdi>. The plan has 2 editions:" in page
    assert f'edition=2023-24" aria-current="page"><bdi>{SECOND}</bdi></a>' in page
    assert f'edition=2022-23"><bdi>{FIRST}</bdi></a>' in page
    assert f"About <bdi>{SECOND}</bdi>, with 24 initiatives" in page
    assert "<h1>11 of the 21 " in page and "Apart from these stand 3 " in page
    assert "lists neither themes nor outcomes" not in page  # a note on the first edition


def test_the_home_page_of_the_first_edition(client: FlaskClient) -> None:
    page = page_at(client, "/", edition="2022-23")
    assert f"This page shows <bdi>{FIRST}</bdi>." in page
    assert f'<a href="/?edition=2022-23" aria-current="page"><bdi>{FIRST}</bdi></a>' in page
    assert f"About <bdi>{FIRST}</bdi>, with 24 initiatives" in page
    assert "<h1>11 of the 20 " in page and page.count('<li id="') == 17
    assert "lists neither themes nor outcomes" in page
    assert "/queries/evidence-for-an-initiative?initiative=digital-boost&amp;edition=2022-23" in page


def test_the_home_page_keeps_the_edition_and_the_strategy(client: FlaskClient) -> None:
    page = page_at(client, "/", edition="2022-23", strategy=OURS)
    assert f'href="/queries/?strategy={OURS}&amp;edition=2022-23"' in page
    assert f'<a href="/?strategy={OURS}&amp;edition=2023-24"><bdi>{SECOND}</bdi></a>' in page
    listed = page_at(client, "/queries/", edition="2022-23", strategy=OURS)
    for query in QUERIES:
        kept = f"?strategy={OURS}" + ("&amp;edition=2022-23" if query.name in TAKES else "")
        assert f'href="/queries/{query.name}{kept}"' in listed


@pytest.mark.parametrize("name", sorted(TAKES))
def test_a_query_page_says_its_edition_and_lets_one_choose(client: FlaskClient, name: str) -> None:
    page = page_at(client, f"/queries/{name}")
    assert f'<p class="edition">Of <bdi>{SECOND}</bdi>.</p>' in page
    select = re.search(r'<select id="p-edition".*?</select>', page, re.DOTALL)
    assert select and re.findall(r'value="([^"]+)"( selected)?', select[0]) == [
        *(("any", " selected"), ("2023-24", ""), ("2022-23", ""))
    ]
    page = page_at(client, f"/queries/{name}", edition="2022-23")
    assert f'<p class="edition">Of <bdi>{FIRST}</bdi>.</p>' in page
    assert '<option value="2022-23" selected' in page


def test_the_downloads_are_of_the_edition(client: FlaskClient) -> None:
    assert f'href="{TABLE}.csv?edition=2022-23"' in page_at(client, TABLE, edition="2022-23")
    assert "digital-trade" in client.get(f"{TABLE}.csv?edition=2022-23").text
    assert "digital-trade" not in client.get(f"{TABLE}.csv").text


@pytest.mark.parametrize("address", ["/", TABLE])
def test_an_edition_that_is_not_there_is_404(client: FlaskClient, address: str) -> None:
    response = client.get(address, query_string={"edition": "2023-25"})
    assert response.status_code == 404 and "Did you mean 2023-24" in response.text


@pytest.mark.parametrize("path", ["/", "/explore/"])
def test_a_card_leads_to_what_changed(client: FlaskClient, path: str) -> None:
    assert 'href="/explore/editions"' in client.get(path).text


def test_one_edition_is_no_choice(real_release: Release) -> None:
    app = create_app(Settings(query_timeout=30), real_release)
    try:
        client = app.test_client()
        for address in ("/", TABLE):
            page = page_at(client, address)
            assert "edition=" not in page and "p-edition" not in page and 'class="edition"' not in page
            assert page_at(client, address, edition="2022-23").count("<tr") == page.count("<tr")
    finally:
        app.extensions[KEY].engine.close()


@pytest.mark.parametrize(
    "values", [{"edition": "2022-23"}, {"edition": "2023-24"}, {"edition": "2023-24", "basis": "own-words"}]
)
def test_outcomes_without_an_initiative_are_of_the_edition(client: FlaskClient, values: dict[str, str]) -> None:
    rows = csv.DictReader(client.get("/queries/outcomes-with-feeders.csv", query_string=values).text.splitlines())
    unfed = {row["outcome"].rsplit("/", 1)[-1] for row in rows if row["initiatives"] == "0"}
    section = re.search(r'<section id="unfed">.*?</section>', page_at(client, "/explore/gaps", **values), re.DOTALL)
    assert unfed and section and f"<h2>Outcomes without an initiative: {len(unfed)} of 22</h2>" in section[0]
    line = re.search(r'<p class="wide">(?:In the|No) .*?</p>', page_at(client, "/explore/matrix", **values))
    assert line
    for text in (section[0], line[0]):
        assert set(re.findall(r'href="/id/outcome/([^"?]+)', text)) == unfed
