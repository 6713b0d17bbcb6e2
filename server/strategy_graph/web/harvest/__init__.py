"""Blueprint of the documents for harvesters: ``/dataset``, ``/void.ttl``, ``/sitemap.xml``, ``/feed`` and others."""

from strategy_graph.web.harvest.builder_inputs import install, prepare
from strategy_graph.web.harvest.views import blueprint

__all__ = ["blueprint", "install", "prepare"]
