"""Blueprint of the things: their addresses, their documents in every form, and the lists of each kind."""

from strategy_graph.web.linked_data.views import blueprint, install

__all__ = ["blueprint", "install"]
