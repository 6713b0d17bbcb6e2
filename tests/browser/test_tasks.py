"""What an analyst does, as the person does it: by what is to be read and clicked on the pages."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watched
from tests.browser.spreadsheet import open_in_spreadsheet

pytestmark = [pytest.mark.foreign, pytest.mark.slow(reason="a browser, and a spreadsheet program")]


MACRONS = set("āēīōūĀĒĪŌŪ")


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


def downloaded(page: Page, folder: Path, form: str = "CSV") -> Path:
    """Click the link to a file of a page and return the file."""
    with page.expect_download() as download:
        page.get_by_role("link", name=form).first.click()
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


def test_the_excel_file_of_the_front_page_keeps_the_macrons(page: Page, tmp_path: Path) -> None:
    """The file has the rows of the page in their order, and all words in them as the page has them."""
    page.goto("/")
    shown = ranked(page).all_inner_texts()
    outcomes = page.locator("figure[data-picture=initiatives] .links a[href]").all_text_contents()
    with_macrons = {text for text in (*shown, *outcomes) if set(text) & MACRONS}
    assert with_macrons
    sheet = openpyxl.load_workbook(downloaded(page, tmp_path, "XLSX")).worksheets[0]
    header, *rows = list(sheet.iter_rows(values_only=True))
    assert [row[header.index("Name")] for row in rows] == shown
    written = "\n".join(str(cell) for row in rows for cell in row)
    assert [text for text in with_macrons if text not in written] == []


def test_from_the_headline_to_the_phrase_behind_a_link(page: Page) -> None:
    """Open the first initiative: the phrase, its basis and its source are one step away."""
    page.goto("/")
    expect(page.locator("h1")).to_contain_text("in the plan’s own words")
    first = page.locator("figure[data-picture=initiatives] li").first
    expect(first.locator("q").first).to_be_hidden()
    first.locator("summary").click()
    phrase = first.locator("q").first
    expect(phrase).to_be_visible()
    assert len(phrase.inner_text().split()) > 1
    expect(first.locator(".basis").first).to_be_visible()
    expect(first.locator("cite a").first).to_be_visible()


def test_who_feeds_three_or_more_outcomes_by_the_own_words(page: Page, tmp_path: Path) -> None:
    """The list and the file to take away are of the chosen links, and no row has fewer outcomes."""
    page.goto("/?minimum=3")
    filter_by(page, "Basis", "own-words")
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
    filter_by(page, "Basis", "own-words")
    seen, address = ranked(page).all_inner_texts(), page.url
    assert set(seen) < set(everyone)
    page.goto("/queries/")
    page.goto(address)
    assert ranked(page).all_inner_texts() == seen
    expect(page.get_by_label("Basis")).to_have_value("own-words")


def test_what_is_lost_if_digital_boost_stops(page: Page) -> None:
    page.goto("/explore/what-if")
    lost = page.get_by_role("table", name="Outcomes that lose initiatives")
    expect(lost).to_have_count(0)
    before = page.locator(".sentence").inner_text()
    page.get_by_role("checkbox", name="Digital Boost").check()
    page.get_by_role("button", name="Show what is lost").click()
    page.wait_for_url("**off=digital-boost**")
    expect(page.get_by_role("checkbox", name="Digital Boost")).to_be_checked()
    expect(page.locator(".sentence")).not_to_have_text(before)
    expect(page.locator(".sentence")).to_contain_text("Without Digital Boost")
    for row in lost.locator("tbody tr").all():
        expect(row).to_contain_text("Digital Boost")
        counts = [int(text) for text in row.locator(".number").all_inner_texts()]
        assert counts[1] < counts[0]
    assert lost.locator("q").count() > 0


def test_a_search_without_macrons_finds_the_name_that_has_them(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("maori data")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search?**")
    found = page.locator(".search-results h2 a", has_text="Māori Data Governance").first
    found.click()
    expect(page.locator("h1")).to_contain_text("Māori Data Governance")


def test_what_two_initiatives_have_in_common(browser: Browser, site: str) -> None:
    """The table says of each what it rests on, and the drawing has what both have."""
    common = "People have the digital skills and confidence they need"
    with watched(browser, site) as (context, watch):
        # For the browser a choice that a test makes is no input, and so excuses no movement.
        watch.shifts = False
        page = context.new_page()
        page.goto("/compare")
        choices = {"Compare": "digital-boost", "with": "digital-inclusion-skills"}
        for label, initiative in choices.items():
            page.get_by_label(label, exact=True).select_option(f"initiative/{initiative}")
            # A choice in a closed list can be a step of the arrow keys.
            assert page.url.endswith("/compare")
        page.get_by_role("button", name="Compare", exact=True).click()
        page.wait_for_url(f"**{initiative}")
        row = page.get_by_role("table", name="Comparison").locator("tbody tr", has_text=common)
        expect(row.locator("td")).to_have_count(2)
        assert "–" not in row.locator("td").all_inner_texts()
        drawn = page.locator("figure[data-picture=compare] svg").all_text_contents()
        assert common.replace(" ", "") in "".join("".join(drawn).split())
        assert watch.problems == []


def test_which_outcomes_have_no_measure(page: Page) -> None:
    """The picture leads to the rows, which are as many as it says."""
    page.goto("/explore/gaps")
    section = page.locator("section#unmeasured")
    title = section.locator("h2").inner_text()
    page.locator("figure[data-picture=gaps] a[href$='#unmeasured'] text").first.click()
    expect(section).to_be_in_viewport()
    expect(section.locator("tbody tr").first).to_be_visible()
    number, whole = (int(text) for text in title.rpartition(": ")[2].split(" of "))
    assert section.locator("tbody tr").count() == number < whole
