"""Sends a release to another store, graph by graph, and counts there what has arrived.

Follows the SPARQL 1.1 Graph Store HTTP Protocol, section 5.3: ``PUT`` replaces a graph, so that sending a release again
is harmless. A graph that the store has and the release has not is left alone.
"""

from strategy_graph.publication.errors import CountsDiffer, PublicationFailed
from strategy_graph.publication.sending import GraphState, Publication, Sent
from strategy_graph.publication.store import RemoteStore

__all__ = ["CountsDiffer", "GraphState", "Publication", "PublicationFailed", "RemoteStore", "Sent"]
