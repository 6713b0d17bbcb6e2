"""Sends a release to another store graph by graph, and verifies the counts there.

Follows the SPARQL 1.1 Graph Store HTTP Protocol, section 5.3: ``PUT`` replaces a graph, so sending a release again
is idempotent. Graphs of the store that the release does not have stay unchanged.
"""

from strategy_graph.publication.errors import CountsDiffer, PublicationFailed
from strategy_graph.publication.remote_store import RemoteStore
from strategy_graph.publication.sending import GraphState, Publication, Sent

__all__ = ["CountsDiffer", "GraphState", "Publication", "PublicationFailed", "RemoteStore", "Sent"]
