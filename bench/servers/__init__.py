"""The servers that are measured, this project's first."""

from __future__ import annotations

from bench.servers.base import LoadResult, Server, ServerError
from bench.servers.comunica import Comunica
from bench.servers.oxigraph import Oxigraph
from bench.servers.rdflib_endpoint import RdflibEndpoint
from bench.servers.strategy_graph import StrategyGraph
from bench.servers.virtuoso import Virtuoso

SERVERS: tuple[type[Server], ...] = (StrategyGraph, Oxigraph, Virtuoso, Comunica, RdflibEndpoint)

__all__ = ["SERVERS", "LoadResult", "Server", "ServerError"]
