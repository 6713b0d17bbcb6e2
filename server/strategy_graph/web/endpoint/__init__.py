"""Blueprint of the SPARQL endpoint: ``/sparql``."""

from strategy_graph.web.endpoint.views import blueprint

__all__ = ["blueprint"]
