"""Blueprint of the search: its page, its results as JSON, suggestions, and the description for browsers."""

from strategy_graph.web.search.views import blueprint

__all__ = ["blueprint"]
