"""Every page of plans that are not ours: from another country, the starter, and a large one."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from strategy_graph.dataset import Content, Release, build_release, find_content
from strategy_graph.dataset.content import ENVIRONMENT_VARIABLE
from strategy_graph.explorer.registry import PAGES as EXPLORER_PAGES
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.read import read_workbook
from strategy_graph.workbook.starter_folder import write_starter
from tests.support.plan_tables import large_plan_tables, save_tables
from tests.support.releases import build_unvalidated

ROOT = Path(__file__).resolve().parents[2]
NAMES = [query.name for query in Catalogue.load(find_content().queries)]
EXPLORER = ["/explore/", *(page.address for page in EXPLORER_PAGES.values()), "/search", "/quality", "/validate"]
PAGES = ["/", "/queries/", "/sparql", *EXPLORER, *(f"/queries/{name}" for name in NAMES)]
Build = Callable[[Content, Path], Release]
TITLES = {"arabic": "خطّة العمل الرقميّة لجمهوريّة المثال", "starter": "Example plan"}


@contextmanager
def served(content: Path, releases: Path, build: Build = build_release) -> Iterator[FlaskClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT_VARIABLE, str(content))
        app = create_app(Settings(query_timeout=30), build(Content(content), releases))
    yield app.test_client()
    app.extensions[KEY].engine.close()


def page_at(client: FlaskClient, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 200, response.text
    return response.text


@pytest.fixture(scope="module", params=TITLES)
def plan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, FlaskClient]]:
    folder = tmp_path_factory.mktemp(request.param)
    content = ROOT / "tests" / "data" / "plan_arabic"
    if request.param == "starter":
        content = folder / "plan"
        write_starter(content, "https://data.example.org/plan/")
    # That both are valid is told by tests/dataset/test_plan_arabic.py and tests/cli/test_plan_commands.py.
    with served(content, folder / "releases", build_unvalidated) as client:
        yield TITLES[request.param], client


@pytest.mark.slow(reason="asks two other plans for every page")
def test_every_page_speaks_of_the_plan_and_not_of_ours(plan: tuple[str, FlaskClient]) -> None:
    title, client = plan
    for address in PAGES:
        page = page_at(client, address)
        assert f"– {title}</title>" in page, address
        assert f'<a href="/"><bdi>{title}</bdi></a>' in page, address
        assert not re.search(r"New Zealand|Aotearoa|government site", page), address


def test_the_foot_names_the_licence_of_the_content(plan: tuple[str, FlaskClient]) -> None:
    title, client = plan
    licence = "CC0 1.0" if title == TITLES["arabic"] else "CC BY 4.0"
    assert f'">{licence}</a>, from the sources' in page_at(client, "/")


def test_a_query_about_a_kind_of_which_there_is_none_says_so(
    plan: tuple[str, FlaskClient], request: pytest.FixtureRequest
) -> None:
    title, client = plan
    page = page_at(client, "/queries/treaty-links")
    assert page
    if title == TITLES["starter"]:
        assert "This graph has no group." in page_at(client, "/queries/initiatives-for-a-group")
        assert client.get("/queries/initiatives-for-a-group.csv").status_code == 404


HTML_BYTES, ELEMENTS = 25_000, 3_000
"""The most that a page of the explorer has, compressed, and in elements, however large the plan is."""

MOST_ROWS = 500
"""The most rows that the page of a query shows."""

INITIATIVES = int(os.environ.get("LARGE_PLAN_INITIATIVES", "240"))
"""How many the large plan has; with 2,000 the test takes eight times as long."""


@pytest.mark.slow(reason="imports, validates and serves a large plan")
def test_a_large_plan_through_every_query_and_page(tmp_path: Path) -> None:
    workbook, folder = save_tables(large_plan_tables(INITIATIVES), tmp_path / "plan.xlsx"), tmp_path / "plan"
    outcome = import_file(workbook, folder, read_workbook, "workbook", "https://harbour.example.org/id/")
    assert outcome.things == 23 + INITIATIVES * 249 // 40
    with served(folder, tmp_path / "releases") as client:
        for address in PAGES:
            page = page_at(client, address)
            assert "– plan</title>" in page, address
            if address in EXPLORER:
                assert len(gzip.compress(page.encode())) <= HTML_BYTES, address
                assert len(re.findall("<[a-zA-Z]", page)) <= ELEMENTS, address
            else:
                assert page.count("<tr ") <= 1 + MOST_ROWS, address
