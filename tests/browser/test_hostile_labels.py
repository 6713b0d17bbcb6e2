"""Hostile names in the data do no harm on any page, nor in what is taken away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest
from playwright.sync_api import Browser, Page

from strategy_graph.dataset import build_release
from strategy_graph.dataset.content import ENVIRONMENT_VARIABLE
from strategy_graph.namespaces import PREFIXES, THINGS
from tests.browser import checks
from tests.browser.conftest import watched
from tests.browser.hostile_labels import TEXTS, hostile_content
from tests.browser.pages import ADDRESSES, Address
from tests.browser.spreadsheet import open_in_spreadsheet
from tests.browser.watch import Watch
from tests.servers.service import services

pytestmark = [pytest.mark.foreign, pytest.mark.slow(reason="builds a release of its own, and opens every page of it")]

NAMES: Final = f"""SELECT DISTINCT ?name {{
  ?thing <{PREFIXES["rdfs"]}label> ?name FILTER (STRSTARTS(STR(?thing), "{THINGS}"))
}}"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service on data with hostile names."""
    work = tmp_path_factory.mktemp("hostile")
    content = hostile_content(work)
    build_release(content, work / "releases")
    with services(work / "releases", work) as serve:
        yield serve(**{ENVIRONMENT_VARIABLE: str(content.root)}).address


@pytest.fixture(scope="module")
def hostile_page(browser: Browser, hostile_site: str) -> Iterator[tuple[Page, Watch]]:
    """A page, which each test leads to another address, and what watches it."""
    with watched(browser, hostile_site) as (context, watch):
        yield context.new_page(), watch


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_no_name_runs_or_widens_a_page(hostile_page: tuple[Page, Watch], address: Address) -> None:
    page, watch = hostile_page
    assert watch.lead(page, address.path, address.status).status == address.status
    assert watch.problems == []
    watch.shifts = False
    assert checks.sideways(page, checks.WIDE) == []
    assert checks.sideways(page, checks.NARROW) == []
    assert watch.problems == []


def test_names_are_shown_as_they_are(browser: Browser, hostile_site: str) -> None:
    with watched(browser, hostile_site) as (context, _):
        page = context.new_page()
        page.goto("/id/initiative/")
        text = page.locator("main").inner_text()
        assert "<script>alert(" in text and "{{ 7 * 7 }}" in text and "=HYPERLINK(" in text
        assert "&lt;" not in text


def test_a_table_is_what_the_data_say_and_text_in_a_spreadsheet(hostile_site: str, tmp_path: Path) -> None:
    """The CSV format of SPARQL changes no value; a spreadsheet's import takes such cells for text."""
    answer = httpx.get(hostile_site + "/sparql", params={"query": NAMES, "format": "csv"})
    names = [row["name"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert [text for text in TEXTS if not any(name.startswith(text) for name in names)] == []
    file = tmp_path / "names.csv"
    file.write_bytes(answer.content)
    _, *rows = open_in_spreadsheet(file, tmp_path)
    assert [str(row[0]) for row in rows] == names
