"""Takes the picture of the front page at the top of the README.

Usage: ``python -m tests.browser.front_page_picture [FILE]``.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from strategy_graph.dataset import build_release, find_content
from tests.servers.programs import find_program
from tests.servers.service import services

FILE: Final = Path(__file__).parents[2] / "docs" / "front-page.png"
WIDTH, HEIGHT = 1180, 1010


def take(server: str, file: Path) -> None:
    """Write the first screen of the page, with one row open, as a PNG file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_program("chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(server)
        page.locator(".ranked summary").nth(1).click()
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=file)
        browser.close()


def main() -> None:
    """Serve our own data and take the picture."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        build_release(find_content(), work / "releases")
        take(stack.enter_context(services(work / "releases", work))().address, file)
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
