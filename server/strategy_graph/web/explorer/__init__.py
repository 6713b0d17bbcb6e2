"""Blueprint of the pages: the home page, and the named queries as pages and files."""

from strategy_graph.web.explorer.views import blueprint

__all__ = ["blueprint"]
