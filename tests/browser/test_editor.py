"""The editor of ``/sparql``: it suggests, asks, stops and marks errors, by the keyboard, under the strict policy."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watched

pytestmark = pytest.mark.foreign

SLOW = "SELECT (COUNT(?a) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?a != ?d && ?d != ?g) }"
ACCEPTS_AFTER_MS = 150
"""CodeMirror takes no suggestion within its first 75 ms, lest someone who types on takes it unseen."""
WRONG = "ASK {\n  ?s foo:bar ?o\n}"


def opened(page: Page, query: str = "") -> Locator:
    """Open the page with a query and return the text of the editor."""
    page.goto("/sparql" + (f"?draft={quote(query)}" if query else ""))
    text = page.get_by_role("textbox", name="Query")
    expect(text).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    return text


def test_the_styles_of_the_editor_are_adopted_ones(page: Page) -> None:
    """Otherwise the policy would forbid them; no documentation of CodeMirror promises it."""
    opened(page)
    sheets, elements = page.locator(".query-editor").evaluate(
        "host => [host.shadowRoot.adoptedStyleSheets.length, host.shadowRoot.querySelectorAll('style').length]"
    )
    assert sheets > 0 and elements == 0


def test_suggestions_come_from_the_data_and_declare_their_prefix(page: Page) -> None:
    text = opened(page, "ASK { ?a }")
    text.press("End")
    text.press("ArrowLeft")
    text.press_sequentially(" dsg:contributesT")
    option = page.get_by_role("option", name="dsg:contributesTo")
    expect(option).to_contain_text("×")
    # While the list is asked for anew, and for a moment after it has come, Enter still means a new line.
    expect(page.locator(".cm-tooltip-autocomplete-disabled")).to_have_count(0)
    page.wait_for_timeout(ACCEPTS_AFTER_MS)
    text.press("Enter")
    expect(text).to_contain_text("PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>")
    expect(text).to_contain_text("dsg:contributesTo")


def test_the_keyboard_asks_and_leaves_the_editor(page: Page) -> None:
    text = opened(page)
    text.focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-answer] table")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("rows")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Answer as")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(text).to_be_focused()
    # The address is now that of the answer.
    rows = page.locator("[data-answer] tbody tr").count()
    page.reload()
    expect(page.locator("[data-answer] tbody tr")).to_have_count(rows)


def test_an_error_stands_on_its_line_with_its_hint(browser: Browser, site: str) -> None:
    with watched(browser, site) as (context, watch):
        page = context.new_page()
        watch.expected[f"{site}/sparql?{urlencode({'query': WRONG})}"] = 400
        opened(page, WRONG)
        page.get_by_role("button", name="Ask").click()
        status = page.locator("[data-status]")
        expect(status).to_contain_text("Line 2, column 6: the prefix foo: is not declared.")
        expect(status).to_contain_text("Add this line at the top")
        expect(page.locator(".cm-lintRange-error")).to_have_text("foo")
        expect(page.locator(".cm-lint-marker")).to_have_count(1)
        assert watch.problems == []


def test_a_slow_query_is_stopped(browser: Browser, site: str) -> None:
    with watched(browser, site) as (context, _watch):
        page = context.new_page()
        opened(page, SLOW)
        # Until the ticket is there, nothing has been sent that could be stopped at the server.
        with page.expect_request(lambda request: "query-ticket" in request.headers):
            page.get_by_role("button", name="Ask").click()
        # Nor could be what the server does not run yet.
        for _ in range(200):
            if httpx.get(site + "/health").json()["engine"]["running"]:
                break
            page.wait_for_timeout(50)
        with page.expect_response(lambda response: response.request.method == "DELETE") as stopped:
            page.get_by_role("button", name="Stop").click()
        assert stopped.value.status == 202
        expect(page.locator("[data-status]")).to_contain_text("The query was stopped.")
        expect(page.get_by_role("button", name="Stop")).to_be_disabled()


def test_the_link_shows_the_query_and_does_not_run_it(page: Page) -> None:
    text = opened(page)
    text.press("Control+a")
    text.press_sequentially("ASK ")
    address = page.get_by_role("link", name="Link to this query").get_attribute("href")
    assert address == "/sparql?draft=ASK+"
    page.goto(address)
    expect(page.get_by_role("textbox", name="Query")).to_have_text("ASK ")
    expect(page.locator("[data-answer]")).to_be_empty()


def test_the_form_works_without_scripts(browser: Browser, site: str) -> None:
    with watched(browser, site, java_script_enabled=False) as (context, _watch):
        page = context.new_page()
        page.goto("/sparql")
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        page.get_by_role("button", name="Ask").click()
        expect(page.locator("[data-answer] table")).to_be_visible()
