"""The pages of the explorer, in the order in which they are listed."""

from __future__ import annotations

from typing import Final

from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pages import front, themes

FRONT: Final = front.PAGE
"""The front page, at ``/``; its picture is at ``/explore/initiatives.svg``."""

PAGES: Final[dict[str, Page]] = {page.name: page for page in (themes.PAGE,)}
"""The other pages by name."""
