"""Draws the picture that other sites show beside a link to a page: discs in lanes, without a word of any plan.

Usage: ``python -m tests.browser.preview_picture [FILE]``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from markupsafe import Markup
from playwright.sync_api import sync_playwright

import strategy_graph
from strategy_graph.explorer.pictures.svg import LINE, SERIES_COLOURS, drawing, element
from tests.servers.programs import find_program

FILE: Final = Path(strategy_graph.__file__).parent / "web" / "static" / "preview.png"
WIDTH, HEIGHT = 1200, 630
LANES: Final = ("111 22 33 ", "11  2  333", "1   22 3  ", "11  222   ", "    2  33 ", "1      3  ")
HOLLOW: Final = {(0, 8), (2, 5), (4, 8), (3, 6)}
"""Row and place of what stands for a reading."""


def draw() -> Markup:
    """Return the picture as SVG."""
    parts = []
    for row, lanes in enumerate(LANES):
        y = 90 + row * 90
        parts.append(element("line", x1=100, x2=1100, y1=y + 45, y2=y + 45, stroke=LINE, stroke_width=2))
        for place, series in enumerate(lanes):
            if series != " ":
                colour = SERIES_COLOURS[int(series)]
                hollow = (row, place) in HOLLOW
                disc = {"fill": "#ffffff" if hollow else colour, "stroke": colour, "stroke_width": 6}
                dashes = "12 8" if hollow else None
                parts.append(element("circle", cx=150 + place * 100, cy=y, r=28, stroke_dasharray=dashes, **disc))
    return drawing(WIDTH, HEIGHT, "", *parts, file=True)


def main() -> None:
    """Write the picture as a PNG file."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_program("chromium"))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(f"<body style='margin:0'>{draw()}</body>")
        page.screenshot(path=file)
        browser.close()
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
