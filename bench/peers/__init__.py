"""The servers that are measured, ours first."""

from __future__ import annotations

from bench.peers.base import Loaded, Peer, Refused
from bench.peers.comunica import Comunica
from bench.peers.ours import Ours
from bench.peers.oxigraph import Oxigraph
from bench.peers.rdflib_endpoint import RdflibEndpoint
from bench.peers.virtuoso import Virtuoso

PEERS: tuple[type[Peer], ...] = (Ours, Oxigraph, Virtuoso, Comunica, RdflibEndpoint)

__all__ = ["PEERS", "Loaded", "Peer", "Refused"]
