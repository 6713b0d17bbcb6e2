"""Fixtures: a browser for each test process, the real service, and pages that are watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from strategy_graph.dataset import Release
from tests.browser.checks import WIDE
from tests.browser.watch import Watch
from tests.servers.programs import find_program
from tests.servers.service import services

TIMEOUT_MS = 20_000


# Of a module, not of the session: while it is open, its event loop counts as running in this thread,
# and tests elsewhere could not start one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; no address but that of this machine has a name."""
    program = find_program("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service on our own data."""
    with services(real_release.directory.parent, tmp_path_factory.mktemp("site")) as serve:
        yield serve().address


@contextmanager
def watched(browser: Browser, server: str, **options: Any) -> Iterator[tuple[BrowserContext, Watch]]:
    """Yield a context of the browser for one server, with the watch over its pages."""
    chosen = {"viewport": {"width": WIDE[0], "height": WIDE[1]}, "color_scheme": "light", **options}
    context = browser.new_context(base_url=server, **chosen)
    context.set_default_timeout(TIMEOUT_MS)
    watch = Watch(context, server)
    yield context, watch
    context.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of the service; the test fails if anything goes wrong on it."""
    with watched(browser, site) as (context, watch):
        yield context.new_page()
        assert watch.problems == []
