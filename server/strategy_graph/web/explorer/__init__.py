"""Blueprints of the pages: the front page, the named queries as pages and files, and the pages of pictures."""

from strategy_graph.web.explorer.focus_pages import blueprint as focus_pages
from strategy_graph.web.explorer.picture_pages import blueprint as picture_pages
from strategy_graph.web.explorer.views import blueprint

__all__ = ["blueprint", "focus_pages", "picture_pages"]
