"""Takes a picture of every page, wide and narrow, in light and in dark, for human eyes.

Usage: ``python -m tests.browser.screenshots FOLDER [ADDRESS …]``; without addresses, of all pages.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, sync_playwright

from strategy_graph.dataset import build_release, find_content
from tests.browser.pages import ADDRESSES
from tests.servers.programs import find_program
from tests.servers.service import services

WIDTHS: Final = (1280, 390)
HEIGHT: Final = 900
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def take(browser: Browser, server: str, addresses: Sequence[str], folder: Path) -> list[Path]:
    """Write the pictures into a folder and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for width in WIDTHS:
        for theme in THEMES:
            context = browser.new_context(
                base_url=server, viewport={"width": width, "height": HEIGHT}, color_scheme=theme
            )
            page = context.new_page()
            for address in addresses:
                page.goto(address)
                picture = folder / f"{file_name(address)}-{width}-{theme}.png"
                page.screenshot(path=picture, full_page=True)
                pictures.append(picture)
            context.close()
    return pictures


def file_name(address: str) -> str:
    """Return the name of an address as part of a file's name."""
    return re.sub(r"[^\w.]+", "-", address).strip("-") or "front"


def main() -> None:
    """Serve our own data, or use a running server, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the pictures")
    parser.add_argument("address", nargs="*", help="such as /queries/; all pages if none is given")
    parser.add_argument("--server", help="a server that runs, such as http://127.0.0.1:8000")
    options = parser.parse_intermixed_args()
    with ExitStack() as stack:
        server = options.server
        if not server:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            build_release(find_content(), work / "releases")
            server = stack.enter_context(services(work / "releases", work))().address
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_program("chromium"))
        addresses = options.address or [address.path for address in ADDRESSES]
        for picture in take(browser, server, addresses, options.folder):
            print(picture)
        browser.close()


if __name__ == "__main__":
    main()
