"""Checks of a page that is open in the browser; each returns its findings, a line each."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from playwright.sync_api import Page

from tests.browser.watch import SCRIPTS, script
from tests.servers.programs import node_packages

AXE_TAGS: Final = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]
WIDE: Final = (1280, 800)
NARROW: Final = (320, 256)
"""The window of WCAG's criterion Reflow: what a window of 1280 × 1024 shows at 400 %."""

ZOOM: Final = 4
"""Device pixels for each pixel of that window: the browser's own zoom of 400 % makes the same layout and scale."""

TAB: Final = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
TABS_BETWEEN_LOOKS: Final = 20
MORE_TABS: Final = 60
"""How often Tab is pressed more than there are stops, for what a browser makes a stop by itself."""


def accessibility(page: Page) -> list[str]:
    """Return what axe finds by WCAG 2.2 AA and by best practice."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(_axe())
    found: list[str] = page.evaluate(script("axe_findings"), AXE_TAGS)
    return found


@cache
def _axe() -> str:
    return (node_packages(SCRIPTS.with_name("npm")) / "axe-core" / "axe.min.js").read_text("utf-8")


def sideways(page: Page, size: tuple[int, int] = NARROW) -> list[str]:
    """Return by how much the page is wider than a window of some size, and what is."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found: list[str] = page.evaluate(script("sideways"))
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return found


def reflow(page: Page) -> list[str]:
    """Return what WCAG's criterion Reflow (1.4.10) finds on a page that is open at a zoom of 400 %.

    Tables, pictures and code may scroll sideways in containers of their own, and nothing else; no text is cut, and
    nothing that stays in its place covers what one comes to.
    """
    size = page.evaluate("() => [innerWidth, innerHeight, devicePixelRatio]")
    if size != [*NARROW, ZOOM]:
        return [f"a window of {size} is no zoom of {ZOOM * 100} %"]
    found: list[str] = page.evaluate(script("sideways")) + page.evaluate(script("reflow"))
    return found


def keyboard(page: Page) -> list[str]:
    """Press Tab through the whole page; return what is not reached, in another order, or without visible focus."""
    stops: int = page.evaluate(script("tab_stops"))
    # A press by the protocol takes half the time of one by the library, which also lifts the key.
    protocol = page.context.new_cdp_session(page)
    for pressed in range(1, stops + MORE_TABS):
        protocol.send("Input.dispatchKeyEvent", TAB)
        if pressed % TABS_BETWEEN_LOOKS == 0 and page.evaluate("tabState.again"):
            break
    protocol.detach()
    found: list[str] = page.evaluate(script("tab_problems"))
    return found


def animations(page: Page) -> list[str]:
    """Return the animations and transitions that run."""
    found: list[str] = page.evaluate(
        "() => document.getAnimations().filter(({ playState }) => playState === 'running')"
        ".map((each) => `it moves: ${each.animationName ?? each.transitionProperty ?? 'an animation'}`)"
    )
    return found


def blank(page: Page) -> list[str]:
    """Return a finding if nothing can be seen in the window."""
    # A picture of one colour takes a byte for about a hundred pixels of a row at the most.
    size = page.viewport_size
    assert size is not None
    return ["nothing is to be seen"] if len(page.screenshot()) < size["width"] * size["height"] / 100 else []


def structure(page: Page, nodes: int | None = None) -> list[str]:
    """Return what the document lacks; ``nodes`` is the most elements it may have."""
    facts: dict[str, Any] = page.evaluate(script("structure"))
    findings = []
    if not facts["lang"]:
        findings.append("html has no lang")
    if not facts["title"].strip():
        findings.append("no title")
    for what in ("headings", "mains"):
        if facts[what] != 1:
            findings.append(f"{facts[what]} {what} of the first level")
    if facts["repeatedIds"]:
        findings.append(f"repeated ids: {facts['repeatedIds'][:5]}")
    if nodes is not None and facts["nodes"] > nodes:
        findings.append(f"{facts['nodes']} elements, of at most {nodes}")
    return findings


def printed(page: Page) -> list[str]:
    """Return what paper should not have, or lacks."""
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(script("print_problems"))
    page.emulate_media(media="null")
    return found


def main_text(page: Page) -> str:
    """Return the text of the main part, without what a script has added."""
    text: str = page.evaluate(script("main_text"))
    return text
