"""What an analyst does, as the person does it: by what is to be read and clicked on the pages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.spreadsheet import open_in_spreadsheet

pytestmark = [pytest.mark.foreign, pytest.mark.slow(reason="a browser, and a spreadsheet program")]


def ranked(page: Page) -> Locator:
    """The initiatives of the front page, in their order."""
    return page.locator("figure[data-picture=initiatives] li .what")


def filter_by(page: Page, label: str, value: str) -> None:
    """Choose a value of a filter, and wait for the address that has it."""
    field = page.get_by_label(label)
    if not field.is_visible():
        page.locator("summary", has_text="Filter").click()
    name = field.get_attribute("name")
    field.select_option(value)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(f"**{name}={value}**")


def downloaded(page: Page, folder: Path) -> Path:
    """Click the link to the CSV file of a page and return the file."""
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_take_the_rows_of_the_front_page_into_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    """The file has the rows of the page in their order."""
    page.goto("/")
    shown = ranked(page).all_inner_texts()
    assert shown
    header, *rows = open_in_spreadsheet(downloaded(page, tmp_path), tmp_path)
    assert [row[header.index("name")] for row in rows] == shown


def test_a_download_keeps_the_macrons(page: Page, tmp_path: Path) -> None:
    page.goto("/queries/label-search?text=Rautaki")
    name = "Te Rautaki Matihiko mō Aotearoa"
    expect(page.locator("main td", has_text=name).first).to_be_visible()
    rows = open_in_spreadsheet(downloaded(page, tmp_path), tmp_path)
    assert any(name in str(cell) for row in rows for cell in row)


def test_from_the_headline_to_the_phrase_behind_a_link(page: Page) -> None:
    """Open the first initiative: the phrase, its basis and its source are one step away."""
    page.goto("/")
    expect(page.locator("h1")).to_contain_text("in the plan’s own words")
    first = page.locator("figure[data-picture=initiatives] li").first
    expect(first.locator("q").first).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator("q").first).to_be_visible()
    expect(first.locator(".basis").first).to_be_visible()
    expect(first.locator("cite a").first).to_be_visible()


def test_who_feeds_three_or_more_outcomes_by_the_own_words(page: Page, tmp_path: Path) -> None:
    """The list and the file to take away are of the chosen links, and no row has fewer outcomes."""
    page.goto("/?minimum=3")
    filter_by(page, "Count links", "own-words")
    counts = page.locator("figure[data-picture=initiatives] li .count strong").all_inner_texts()
    assert counts and min(map(int, counts)) >= 3
    with downloaded(page, tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ranked(page).all_inner_texts()
    assert [row["outcomes"] for row in rows] == counts


def test_a_shared_address_shows_the_same_view(page: Page) -> None:
    """Who opens the address of a filtered page sees what its sender saw."""
    page.goto("/")
    everyone = ranked(page).all_inner_texts()
    filter_by(page, "Count links", "own-words")
    seen, address = ranked(page).all_inner_texts(), page.url
    assert set(seen) < set(everyone)
    page.goto("/queries/")
    page.goto(address)
    assert ranked(page).all_inner_texts() == seen
    expect(page.get_by_label("Count links")).to_have_value("own-words")


def test_what_is_lost_if_digital_boost_stops(page: Page) -> None:
    page.goto("/explore/what-if")
    before = page.locator(".sentence").inner_text()
    page.get_by_role("checkbox", name="Digital Boost").check()
    page.get_by_role("button", name="Show what is lost").click()
    page.wait_for_url("**off=digital-boost**")
    expect(page.get_by_role("checkbox", name="Digital Boost")).to_be_checked()
    assert page.locator(".sentence").inner_text() != before
