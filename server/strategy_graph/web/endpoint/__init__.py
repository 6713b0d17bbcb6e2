"""The door for SPARQL clients: ``/sparql``."""

from strategy_graph.web.endpoint.views import blueprint

__all__ = ["blueprint"]
