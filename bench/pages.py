"""Measures the pages of the explorer against their budgets: bytes, elements, server time, drawing and first paint.

    python -m bench.pages [ADDRESS ...]

``cold`` is the time of the service for a page whose queries were never asked, ``first`` for the first request after the
service has prepared its pages, ``filtered`` for one with a filter, ``repeated`` from the response cache over HTTP.
The first paint is that of Chromium with a processor four times slower, from an answered cache.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx
from playwright.sync_api import Browser, sync_playwright

from strategy_graph.dataset import Release, build_release, find_content
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.preparation import prepare_next_pages, prepare_pages
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
    "/": "basis=own-words",
    "/explore/matrix": "basis=own-words",
    "/explore/flow": "theme=trust",
    "/explore/what-if": "basis=own-words",
}
"""A filter of pages that have one."""
ROUNDS: Final = 5
SLOWER: Final = 4
FIRST_PAINT: Final = """new Promise((done) => {
  const tell = (list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => done(entry.startTime));
  new PerformanceObserver(tell).observe({ type: "paint", buffered: true });
})"""
"""The time of the first paint in milliseconds. Of a small page it may come after the page has loaded."""
HTML: Final = {"Accept": "text/html"}


class _Times(NamedTuple):
    """Milliseconds of the service for a page: unprepared, prepared, and prepared with a filter if it has one."""

    cold: float
    first: float
    filtered: float | None


def main() -> None:
    """Build a release of our own data, measure each page and print a table."""
    addresses = sys.argv[1:] or list(ADDRESSES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        release = build_release(find_content(), work / "releases")
        times = _times_of_service(release, addresses)
        browser = playwright.chromium.launch(executable_path=find_program("chromium"))
        with services(work / "releases", work) as serve:
            server = serve().address
            print("| page | HTML kB, gzip | elements | cold ms | first ms | filtered ms | repeated ms | paint ms |")
            print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
            for address in addresses:
                print(_row(address, times[address], browser, server), flush=True)
        browser.close()


def _times_of_service(release: Release, addresses: Sequence[str]) -> dict[str, _Times]:
    """Return the medians of the times of the service by address."""
    app = create_app(Settings(), release)
    service = app.extensions[KEY]
    client = app.test_client()

    def ask(address: str) -> float:
        return _milliseconds(lambda: client.get(address, headers=HTML))

    def ask_cold(address: str) -> float:
        service.answers.clear()
        service.tables.clear()
        return ask(address)

    try:
        client.get("/id/", headers=HTML)  # reads the index of the documents
        for address in addresses:
            ask(address)  # compiles its templates
        cold = {address: _median(ask_cold, address) for address in addresses}
        prepare_pages(app)
        prepare_next_pages(app, threading.Event(), seconds=600, pause_factor=0)
        return {
            address: _Times(
                cold[address],
                _median(ask, address),
                _median(ask, f"{address}?{FILTERS[address]}") if address in FILTERS else None,
            )
            for address in addresses
        }
    finally:
        service.engine.close()


def _median(ask: Callable[[str], float], address: str) -> float:
    return statistics.median(ask(address) for _ in range(ROUNDS))


def _row(address: str, times: _Times, browser: Browser, server: str) -> str:
    with httpx.Client(base_url=server, headers=HTML) as http:
        body = http.get(address).content
        repeated = [_milliseconds(lambda: http.get(address)) for _ in range(ROUNDS * 4)]
    elements, paint = _in_browser(browser, server + address)
    filtered = "" if times.filtered is None else f"{times.filtered:.0f}"
    return (
        f"| {address} | {len(gzip.compress(body)) / 1000:.1f} | {elements} | {times.cold:.0f} | {times.first:.0f} "
        f"| {filtered} | {statistics.median(repeated):.1f} | {paint:.0f} |"
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
        paints.append(page.evaluate(FIRST_PAINT))
        elements = page.evaluate("document.querySelectorAll('*').length")
        page.close()
    return elements, statistics.median(paints)


if __name__ == "__main__":
    main()
