"""The pages of the explorer, in the order in which they are listed."""

from __future__ import annotations

from typing import Final

from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pages import (
    compare,
    editions,
    flow,
    front,
    gaps,
    matrix,
    network,
    themes,
    timeline,
    what_if,
)

FRONT: Final = front.PAGE
"""The front page, at ``/``; its picture is at ``/explore/initiatives.svg``."""

EDITIONS: Final = editions.PAGE
"""The page about the editions of a plan."""

_PAGES: Final = (
    *(themes.PAGE, matrix.PAGE, flow.PAGE, timeline.PAGE, what_if.PAGE, gaps.PAGE),
    *(compare.PAGE, network.PAGE, EDITIONS),
)

PAGES: Final[dict[str, Page]] = {page.name: page for page in _PAGES}
"""The other pages by name."""

TABLES: Final = ("agencies-by-outcomes-reached", "agency-portfolio", "initiatives-for-a-group", "money")
"""The named queries that readers ask for most and that no page draws; the list of pages leads to them."""
