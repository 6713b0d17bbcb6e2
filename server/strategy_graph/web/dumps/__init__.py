"""Blueprint of the dumps: ``/dumps/``."""

from strategy_graph.web.dumps.views import blueprint

__all__ = ["blueprint"]
