"""What an analyst does, as the person does it: by what is to be read and clicked on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.spreadsheet import open_in_spreadsheet

pytestmark = [pytest.mark.foreign, pytest.mark.slow(reason="a browser, and a spreadsheet program")]


def downloaded(page: Page, folder: Path) -> Path:
    """Click the link to the CSV file of a page and return the file."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_take_the_table_of_the_front_page_into_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    """The file has the rows of the page."""
    page.goto("/")
    shown = page.locator("main tbody th").all_inner_texts()
    header, *rows = open_in_spreadsheet(downloaded(page, tmp_path), tmp_path)
    assert "name" in header
    assert [row[header.index("name")] for row in rows] == [name.strip() for name in shown]


def test_a_download_keeps_the_macrons(page: Page, tmp_path: Path) -> None:
    page.goto("/queries/label-search?text=Rautaki")
    name = "Te Rautaki Matihiko mō Aotearoa"
    expect(page.locator("main td", has_text=name).first).to_be_visible()
    rows = open_in_spreadsheet(downloaded(page, tmp_path), tmp_path)
    assert any(name in str(cell) for row in rows for cell in row)


def test_from_the_headline_to_the_phrase_behind_a_link(page: Page) -> None:
    """Open the first initiative, and read a quoted phrase and where it stands."""
    page.goto("/")
    first = page.locator("main tbody th a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("main")).to_contain_text(name)
    header = page.locator("main thead th").all_inner_texts()
    assert {"Phrase", "Section"} & set(header), header


def test_a_shared_address_shows_the_same_view(page: Page) -> None:
    """Who opens the address of a filtered page sees what its sender saw."""
    page.goto("/")
    page.get_by_label("own words only").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**basis=own-words**")
    seen = page.locator("main tbody th").all_inner_texts()
    assert seen
    address = page.url
    page.goto("/queries/")
    page.goto(address)
    assert page.locator("main tbody th").all_inner_texts() == seen
    expect(page.get_by_label("own words only")).to_be_checked()
