"""Builds SVG from elements, with text escaped and wrapped.

Every element has its colours as presentation attributes, for the file alone, and a class, by which the style sheet
of a page gives it those of the page: CSS comes before presentation attributes (SVG 2, section 6.6).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from strategy_graph.explorer.pictures.text_layout import without_control_characters as _allowed
from strategy_graph.explorer.pictures.text_layout import wrap

FONT: Final = "system-ui, 'Liberation Sans', Arial, sans-serif"
INK: Final = "#1d2228"
INK_SOFT: Final = "#4a5360"
PAPER: Final = "#ffffff"
PAPER_SOFT: Final = "#f2f5f8"
LINE: Final = "#b9c0c8"
WARNING: Final = "#8a3a0b"
SERIES_COLOURS: Final = (
    *("#4a5360", "#0b4f8a", "#8a3a0b", "#1b6b3a", "#6a2c82"),
    *("#735600", "#00626b", "#9b1c4a", "#3d4b8f"),
)
"""Colours by the number of the series, as in ``tokens.css``; the first is for what belongs to none."""

MARGIN: Final = 24.0
"""The margin of a picture that stands alone."""

_FOOT_SIZE: Final = 12.0
_SIZE: Final = re.compile(r'<svg[^>]*? width="(?P<width>[0-9.]+)" height="(?P<height>[0-9.]+)"')

BOLD: Final = 1.15
"""How much wider bold letters are."""


def element(tag: str, /, *children: str, **attributes: object) -> Markup:
    """Return an element.

    :param children: texts, which are escaped, and elements.
    :param attributes: ``class_`` stands for ``class``, and ``_`` for ``-``; ``None`` leaves one out. Numbers are
        rounded to two digits.
    """
    written = "".join(
        f' {_attribute(name)}="{_written(value)}"' for name, value in attributes.items() if value is not None
    )
    inner = "".join(child if isinstance(child, Markup) else escape(_allowed(child)) for child in children)
    return Markup(f"<{tag}{written}>{inner}</{tag}>")


def drawing(
    width: float, height: float, title: str, *children: str, class_: str = "", description: str = "", file: bool = False
) -> Markup:
    """Return an ``svg`` element with its title as the accessible name.

    :param file: whether it stands alone, and so needs its namespace, its size, a margin and a ground.
    """
    margin = MARGIN if file else 0.0
    width, height = width + 2 * margin, height + 2 * margin
    ground = element("rect", x=-margin, y=-margin, width=width, height=height, fill=PAPER, class_="paper")
    return element(
        "svg",
        element("title", title),
        *([element("desc", description)] if description else []),
        *([ground] if file else []),
        *children,
        xmlns="http://www.w3.org/2000/svg" if file else None,
        viewBox=f"{_written(-margin)} {_written(-margin)} {_written(width)} {_written(height)}",
        width=width,
        height=height,
        role="group",
        aria_label=None if file else title,
        class_=class_ or None,
        font_family=FONT,
        font_size=15,
        fill=INK,
    )


def with_foot(picture: Markup, title: str, foot: str) -> Markup:
    """Return a drawing that stands alone with another title, and a small line of text below it."""
    found = _SIZE.match(picture)
    assert found is not None
    width, height = float(found["width"]), float(found["height"])
    lines = wrap(foot, width - 2 * MARGIN, _FOOT_SIZE)
    total = height + _FOOT_SIZE * 1.25 * len(lines) + MARGIN / 2
    return element(
        "svg",
        element("title", title),
        element("rect", width=width, height=total, fill=PAPER, class_="paper"),
        picture,
        label(foot, MARGIN, height, width=width - 2 * MARGIN, size=_FOOT_SIZE, fill=INK_SOFT),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_written(width)} {_written(total)}",
        width=width,
        height=total,
        role="group",
        font_family=FONT,
        fill=INK,
    )


def label(text: str, x: float, y: float, *, width: float, size: float = 15, **attributes: object) -> Markup:
    """Return a text that is wrapped to a width and never cut; ``y`` is the baseline of its first line."""
    lines = wrap(text, width, size)
    spans = [element("tspan", line, x=x, dy=size * 1.25 if index else None) for index, line in enumerate(lines)]
    return element("text", *spans, x=x, y=y, font_size=size, **attributes)


def link(href: str | None, *children: str, **attributes: object) -> Markup:
    """Return the children as a link, or as a group where there is nothing to link to."""
    return element("a" if href else "g", *children, href=href, **attributes)


@lru_cache(maxsize=256)
def _attribute(name: str) -> str:
    return name.strip("_").replace("_", "-")


def _written(value: object) -> str:
    """Return the value of an attribute as it stands between quotation marks."""
    if isinstance(value, float):
        # Zero has no sign.
        return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return str(value) if isinstance(value, int) else escape(_allowed(str(value)))
