"""``/quality``: the validation report of the release shape by shape, its evidence, and what is missing."""

from strategy_graph.web.quality.views import blueprint

__all__ = ["blueprint"]
