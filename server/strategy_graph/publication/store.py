"""A store elsewhere, by the addresses of its two doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import Address

# Where a store of a known make keeps the two: the path of its graph store, and that of its SPARQL endpoint.
_LAYOUTS: Final = (
    ("/store", "/query"),
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql-graph-crud", "/sparql"),
)


@dataclass(frozen=True)
class RemoteStore:
    """A store that takes graphs at one address and answers SPARQL at another."""

    graphs: Address
    endpoint: Address

    @classmethod
    def at(cls, address: str, *, graph_store: str | None = None, endpoint: str | None = None) -> RemoteStore:
        """The store that an operator names by either of its addresses.

        :raises StrategyGraphError: an address is none, or one of the two cannot be told from the other.
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
