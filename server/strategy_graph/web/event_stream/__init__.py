"""Blueprint of the event stream: ``/ldes``."""

from strategy_graph.web.event_stream.views import blueprint

__all__ = ["blueprint"]
