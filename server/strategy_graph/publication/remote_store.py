"""A remote store: the addresses of its Graph Store Protocol and SPARQL endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import Address

# Known products: the path of the graph store and that of the SPARQL endpoint.
_LAYOUTS: Final = (
    ("/store", "/query"),
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
)


@dataclass(frozen=True)
class RemoteStore:
    """A store with one address for graphs and another for SPARQL."""

    graphs: Address
    endpoint: Address

    @classmethod
    def at(cls, address: str, *, graph_store: str | None = None, endpoint: str | None = None) -> RemoteStore:
        """Return the store for either of its addresses.

        :raises StrategyGraphError: an address is invalid, or the other can't be derived from it.
        """
        given = Address.parse(address)
        graphs = Address.parse(graph_store) if graph_store else None
        asked = Address.parse(endpoint) if endpoint else None
        for store_path, query_path in _LAYOUTS:
            if given.path.endswith(store_path):
                root = given.path.removesuffix(store_path)
                return cls(graphs or given, asked or given.at(root + query_path))
            if given.path.endswith(query_path):
                root = given.path.removesuffix(query_path)
                return cls(graphs or given.at(root + store_path), asked or given)
        if graphs and asked:
            return cls(graphs, asked)
        if graphs or asked:
            return cls(graphs or given, asked or given)
        raise StrategyGraphError(
            f"{address} tells neither where the store takes graphs nor where it answers SPARQL",
            hint="Give --to …/store for Oxigraph, …/sparql-graph-crud-auth for Virtuoso, or --to and --query-endpoint",
        )
