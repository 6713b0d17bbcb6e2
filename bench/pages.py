"""Measures the pages of the explorer against their budgets: bytes, elements, server time, drawing and first paint.

    python -m bench.pages [ADDRESS ...]

``cold`` is the time of the service for a page whose queries were never asked, ``first`` for the first request after the
service has prepared its pages, ``filtered`` for the first one with a filter, ``repeated`` from the response cache.
The first paint is that of Chromium with a processor four times slower, from an answered cache.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from strategy_graph.dataset import Release, build_release, find_content
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.preparation import prepare_pages
from strategy_graph.web.service import KEY
from tests.servers.programs import find_program
from tests.servers.service import services

ADDRESSES: Final = (
    *("/", "/explore/themes", "/explore/matrix", "/explore/flow", "/explore/timeline", "/explore/network"),
    *("/explore/focus/initiative/digital-boost", "/explore/what-if", "/explore/gaps", "/explore/editions"),
    *(
        "/compare?a=initiative/digital-boost&b=initiative/digital-commerce",
        "/search?q=maori+data",
        "/quality",
        "/docs/",
    ),
)
FILTERS: Final = {
    "/": "basis=stated",
    "/explore/matrix": "basis=stated",
    "/explore/flow": "theme=trust",
    "/explore/what-if": "off=digital-boost",
}
"""A filter of pages that have one."""
ROUNDS: Final = 5
SLOWER: Final = 4
HTML: Final = {"Accept": "text/html"}


def main() -> None:
    """Build a release of our own data, measure each page and print a table."""
    addresses = sys.argv[1:] or list(ADDRESSES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        release = build_release(find_content(), work / "releases")
        browser = playwright.chromium.launch(executable_path=find_program("chromium"))
        with services(work / "releases", work) as serve, _client(release) as (client, forget):
            server = serve().address
            print("| page | HTML kB, gzip | elements | cold ms | first ms | filtered ms | repeated ms | paint ms |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for address in addresses:
                print(_row(address, client, forget, browser, server), flush=True)
        browser.close()


@contextmanager
def _client(release: Release) -> Iterator[tuple[FlaskClient, Callable[[bool], None]]]:
    """Yield a client of the application itself, and a function by which it forgets and prepares its pages."""
    app = create_app(Settings(), release)
    service = app.extensions[KEY]

    def forget(prepared: bool) -> None:
        service.answers.clear()
        service.tables.clear()
        if prepared:
            prepare_pages(app)

    client = app.test_client()
    client.get("/id/", headers=HTML)  # reads the index of the documents
    try:
        yield client, forget
    finally:
        service.engine.close()


def _row(address: str, client: FlaskClient, forget: Callable[[bool], None], browser: Browser, server: str) -> str:
    cold, first, filtered = [], [], []
    for _ in range(ROUNDS):
        forget(False)
        cold.append(_milliseconds(lambda: client.get(address, headers=HTML)))
        forget(True)
        first.append(_milliseconds(lambda: client.get(address, headers=HTML)))
        if address in FILTERS:
            filtered.append(_milliseconds(lambda: client.get(f"{address}?{FILTERS[address]}", headers=HTML)))
    with httpx.Client(base_url=server, headers=HTML) as http:
        body = http.get(address).content
        repeated = [_milliseconds(lambda: http.get(address)) for _ in range(ROUNDS * 4)]
    elements, paint = _in_browser(browser, server + address)
    median = statistics.median
    return (
        f"| {address} | {len(gzip.compress(body)) / 1000:.1f} | {elements} | {median(cold):.0f} | {median(first):.0f} "
        f"| {f'{median(filtered):.0f}' if filtered else ''} | {median(repeated):.1f} | {paint:.0f} |"
    )


def _milliseconds(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def _in_browser(browser: Browser, address: str) -> tuple[int, float]:
    """Return the number of elements, and the median time of the first paint on a slow processor."""
    paints, elements = [], 0
    for _ in range(ROUNDS):
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address)
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"))
        elements = page.evaluate("document.querySelectorAll('*').length")
        page.close()
    return elements, statistics.median(paints)


if __name__ == "__main__":
    main()
