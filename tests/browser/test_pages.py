"""Every page, held to what holds for all: accessible, narrow, complete, still, small, and quiet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser import checks
from tests.browser.conftest import watched
from tests.browser.pages import ADDRESSES, Address, endpoint, plain_rules
from tests.browser.watch import Watch

pytestmark = [pytest.mark.foreign, pytest.mark.slow(reason="opens every page in a browser, twice")]

SETTLED: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Visit:
    """An open page.

    :ivar text: of its main part, after loading.
    :ivar problems: of loading.
    """

    address: Address
    page: Page
    watch: Watch
    response: Response
    text: str
    problems: list[str]


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: str) -> Iterator[tuple[Page, Watch]]:
    """A page that is led from address to address, and what watches it; nothing is taken from the browser's cache."""
    with watched(browser, site) as (context, watch):
        page = context.new_page()
        context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        yield page, watch


@pytest.fixture(scope="module", params=ADDRESSES, ids=str)
def visit(request: pytest.FixtureRequest, visitor: tuple[Page, Watch]) -> Iterator[Visit]:
    """Open an address; the tests of this module share the page, since opening takes longest."""
    address: Address = request.param
    page, watch = visitor
    response = watch.lead(page, address.path, address.status)
    page.evaluate(SETTLED)
    text, problems = checks.main_text(page), list(watch.problems)
    watch.shifts = False
    yield Visit(address, page, watch, response, text, problems)
    assert watch.problems == problems, "while it was looked at"


@pytest.fixture(scope="module")
def without_script(browser: Browser, site: str) -> Iterator[Page]:
    """A page that runs no script; each test leads it to another address, since a new one takes four times as long."""
    with watched(browser, site, java_script_enabled=False) as (context, _):
        yield context.new_page()


@pytest.fixture(scope="module")
def zoomed(browser: Browser, site: str) -> Iterator[Page]:
    """A page at a zoom of 400 %, which each test leads to another address."""
    width, height = checks.NARROW
    size = {"width": width, "height": height}
    with watched(browser, site, viewport=size, device_scale_factor=checks.ZOOM) as (context, _):
        yield context.new_page()


def test_it_loads_without_an_error_a_foreign_request_or_a_layout_shift(visit: Visit) -> None:
    assert visit.response.status == visit.address.status
    assert visit.problems == []


def test_its_structure(visit: Visit) -> None:
    assert checks.structure(visit.page, visit.address.nodes) == []


def test_its_size(visit: Visit) -> None:
    if visit.address.html is not None:
        assert visit.response.request.sizes()["responseBodySize"] <= visit.address.html
    assert visit.watch.script_bytes(visit.page) <= visit.address.script


def test_it_is_complete_without_scripts(visit: Visit, without_script: Page) -> None:
    without_script.goto(visit.address.path)
    assert checks.main_text(without_script) == visit.text


def test_it_does_not_scroll_sideways_at_320_pixels(visit: Visit) -> None:
    assert checks.sideways(visit.page) == []


def test_it_reflows_at_a_zoom_of_400_percent(visit: Visit, zoomed: Page) -> None:
    """A window of 1280 × 1024 at 400 % is 320 × 256 pixels of a page, each of four by four of the screen."""
    zoomed.goto(visit.address.path)
    zoomed.evaluate(SETTLED)
    assert checks.reflow(zoomed) == []


def test_axe_in_light(visit: Visit) -> None:
    assert checks.accessibility(visit.page) == []


def test_the_keyboard_reaches_everything_in_order_and_is_seen(visit: Visit) -> None:
    assert checks.keyboard(visit.page) == []


def test_axe_in_dark_and_nothing_moves(visit: Visit) -> None:
    """The page is loaded anew by someone who wants less motion."""
    visit.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    visit.page.reload()
    assert checks.animations(visit.page) == []
    assert checks.accessibility(visit.page) == []
    visit.page.emulate_media(color_scheme="light", reduced_motion="null")


def test_it_is_seen_in_forced_colours(visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active")
    assert checks.blank(visit.page) == []
    visit.page.emulate_media(forced_colors="null")


def test_paper_has_the_content_and_no_navigation(visit: Visit) -> None:
    assert checks.printed(visit.page) == []


def test_notes_and_sources_that_are_folded_are_printed(browser: Browser, site: str) -> None:
    with watched(browser, site) as (context, _):
        page = context.new_page()
        page.goto("/id/initiative/digital-boost.html")
        notes = page.locator("details.further dt", has_text="Notes")
        assert not notes.is_visible()
        page.emulate_media(media="print")
        assert notes.evaluate("(element) => element.checkVisibility({ contentVisibilityAuto: true })")
        box = notes.bounding_box()
        assert box is not None and box["height"] > 0


def test_every_title_is_of_one_page(site: str) -> None:
    titles: dict[str, str] = {}
    with httpx.Client(base_url=site, headers={"Accept": "text/html"}) as client:
        for address in ADDRESSES:
            title = re.search(r"<title>(.+?)</title>", client.get(address.path).text)
            # The same page with other parameters may keep its title.
            assert title and titles.setdefault(title[1], address.path).split("?")[0] == address.path.split("?")[0]


def test_every_address_has_a_route() -> None:
    views = {address.path: endpoint(address.path) for address in ADDRESSES if address.status == 200}
    # Documents of things have rules of their own, made from the release.
    assert {path for path, view in views.items() if view is None} <= {
        path for path in views if path.startswith(("/id/", "/ontology", "/dataset"))
    }


def test_every_page_of_the_application_is_in_the_list(site: str) -> None:
    """Pages whose addresses have parts to fill in are added by hand."""
    listed = {endpoint(address.path) for address in ADDRESSES}
    with httpx.Client(base_url=site, headers={"Accept": "text/html"}) as client:
        for path, name in plain_rules().items():
            answer = client.get(path)
            is_page = answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
            if is_page and name not in listed:
                pytest.fail(f"{path} is a page and not in ADDRESSES of tests/browser/pages.py")
