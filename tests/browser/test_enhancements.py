"""What ``enhance.ts`` adds to pages that are complete without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

pytestmark = pytest.mark.foreign


def test_filters_change_the_results_in_place_and_keep_the_focus(page: Page) -> None:
    page.goto("/")
    rows = page.locator("[data-row]")
    all_rows = rows.count()
    page.locator("details.filters > summary").click()
    page.evaluate("() => { window.same = true }")
    field = page.locator("#f-basis")
    field.focus()
    field.select_option("own-words")
    page.wait_for_url("**basis=own-words**")
    expect(rows).not_to_have_count(all_rows)
    expect(page.locator("#f-basis")).to_be_focused()
    expect(page.locator("p[role=status]")).not_to_be_empty()
    assert page.evaluate("() => window.same") is True
    in_place = rows.count()
    page.reload()
    expect(rows).to_have_count(in_place)
    page.go_back()
    expect(rows).to_have_count(all_rows)


def test_what_a_filter_leaves_is_in_view(browser: Browser, site: str) -> None:
    for scripts in (True, False):
        size = {"width": 1280, "height": 900}
        with watched(browser, site, java_script_enabled=scripts, viewport=size) as (context, watch):
            # The page moves to the filters by itself.
            watch.shifts = False
            page = context.new_page()
            page.goto("/")
            page.locator("details.filters > summary").click()
            page.locator("#f-basis").select_option("own-words")
            if not scripts:
                page.locator(".filters button").click()
            page.wait_for_url("**basis=own-words**")
            expect(page.locator("[data-row]").nth(4)).to_be_in_viewport()


def test_the_headline_and_the_themes_follow_the_filters_in_place(page: Page) -> None:
    page.goto("/")
    page.evaluate("() => { window.same = true }")
    before, themes = page.locator("h1").inner_text(), page.locator("figure[data-picture=themes]").inner_text()
    page.locator("details.filters > summary").click()
    page.locator("#f-minimum").fill("3")
    page.locator("#f-minimum").press("Enter")
    page.wait_for_url("**minimum=3**")
    expect(page.locator("h1")).not_to_have_text(before)
    page.locator("#f-basis").select_option("own-words")
    page.wait_for_url("**basis=own-words**")
    expect(page.locator("figure[data-picture=themes]")).not_to_have_text(themes)
    assert page.evaluate("() => window.same") is True
    headline = page.locator("h1").inner_text()
    page.reload()
    expect(page.locator("h1")).to_have_text(headline)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_address_of_a_row_opens_it(browser: Browser, site: str, scripts: bool) -> None:
    with watched(browser, site, java_script_enabled=scripts) as (context, watch):
        # A browser looks for the row after it has painted the page.
        watch.shifts = False
        page = context.new_page()
        page.goto("/#digital-boost")
        row = page.locator("li[id='digital-boost']")
        expect(row.locator(".links")).to_be_visible()
        expect(row).to_be_in_viewport()
        if scripts:
            expect(row.locator("details")).to_have_attribute("open", "")
            row.locator("summary").click()
            expect(row.locator(".links")).not_to_be_visible()
        assert watch.problems == []


def test_a_link_to_a_row_opens_it(page: Page) -> None:
    page.goto("/#%E0%A4%A")
    row = page.locator("li[id='digital-trade']")
    expect(row.locator(".links")).not_to_be_visible()
    # What moves after a key is what a reader has asked for.
    page.keyboard.press("Escape")
    page.evaluate("() => { location.hash = '#digital-trade' }")
    expect(row.locator(".links")).to_be_visible()
    expect(row).to_be_in_viewport()


def test_a_choice_and_the_button_after_it_ask_once(page: Page) -> None:
    page.goto("/")
    page.locator("details.filters > summary").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#f-basis").select_option("own-words")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**basis=own-words**")
    expect(page.locator("p[role=status]")).not_to_be_empty()
    assert len(asked) == 1
    before = page.evaluate("() => history.length")
    page.get_by_role("button", name="Show", exact=True).click()
    assert len(asked) == 1 and page.evaluate("() => history.length") == before


def test_a_picture_is_saved_as_png(page: Page, tmp_path: Path) -> None:
    page.goto("/explore/themes")
    with page.expect_download() as saved:
        page.locator("[data-save-png]").click()
    assert saved.value.suggested_filename == "themes.png"
    saved.value.save_as(tmp_path / "themes.png")
    assert (tmp_path / "themes.png").read_bytes().startswith(b"\x89PNG")
    expect(page.locator("p[role=status]")).to_have_text("The picture is saved as PNG.")


def test_the_same_thing_is_marked_in_all_pictures(page: Page) -> None:
    page.goto("/")
    row = page.locator("[data-row]").first
    name = row.get_attribute("data-row")
    row.hover()
    expect(page.locator(".linked")).to_have_count(page.locator(f'[data-row="{name}"]').count())
    page.keyboard.press("Escape")
    expect(page.locator(".linked")).to_have_count(0)


def test_the_network_is_arranged_and_leaves_out_kinds(page: Page) -> None:
    page.goto("/explore/network")
    svg = page.locator(".scroll svg.network")
    line = svg.locator("path.join").first
    columns, path = svg.get_attribute("viewBox"), line.get_attribute("d")
    page.get_by_label("as a network").check()
    expect(line).not_to_have_attribute("d", path or "")
    assert svg.get_attribute("viewBox") != columns
    agencies = svg.locator(".box.organisation").first
    expect(agencies).to_be_visible()
    shown = page.get_by_role("checkbox", name="agencies and other bodies")
    shown.uncheck()
    expect(agencies).to_be_hidden()
    shown.check()
    expect(agencies).to_be_visible()
    page.get_by_label("in columns").check()
    expect(line).to_have_attribute("d", path or "")
    assert svg.get_attribute("viewBox") == columns


def test_a_copy_shows_that_it_has_been_made(browser: Browser, site: str) -> None:
    with watched(browser, site, permissions=["clipboard-write"]) as (context, watch):
        page = context.new_page()
        page.goto("/explore/themes")
        button = page.get_by_role("button", name="Copy").first
        button.scroll_into_view_if_needed()
        sign = "button => getComputedStyle(button, '::after').visibility"
        assert button.evaluate(sign) == "hidden"
        width = button.evaluate("button => button.offsetWidth")
        button.click()
        expect(button).to_have_class(re.compile("copied"))
        assert button.evaluate(sign) == "visible" and button.evaluate("button => button.offsetWidth") == width
        assert watch.problems == []


def test_on_a_phone_the_gaps_are_a_list(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport={"width": 390, "height": 844}) as (context, watch):
        page = context.new_page()
        page.goto("/explore/gaps")
        expect(page.locator("figure[data-picture=gaps] svg.bars")).to_be_hidden()
        page.locator("figure[data-picture=gaps] .stacked a", has_text="no lead is known").click()
        expect(
            page.get_by_role("heading", name="Initiatives for which no lead is known at all: 3 of 24")
        ).to_be_in_viewport()
        assert watch.problems == []
