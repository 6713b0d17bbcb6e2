"""The door for SPARQL clients: ``/sparql``."""

from strategy_graph.endpoint.views import blueprint

__all__ = ["blueprint"]
