"""``/validate``: checks RDF that someone pastes, uploads or posts, and keeps nothing of it."""

from strategy_graph.web.validate.views import blueprint, install

__all__ = ["blueprint", "install"]
