"""``/docs/``: the guides, and what they show and link to."""

from strategy_graph.web.guides.views import blueprint

__all__ = ["blueprint"]
