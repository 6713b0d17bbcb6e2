"""Asks an engine for graphs and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import RdfFormat, Triple, parse

from strategy_graph.engine import Engine, Guard, QueryRequest
from strategy_graph.linked_data.terms import QUERY_PREFIXES

_FORBIDDEN: Final = frozenset('<>"{}|\\^`').union(map(chr, range(0x21)))


class GraphSource:
    """The default graph of an engine.

    The service's own queries keep to limits of their own, not to those for the queries of clients.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._guard = Guard(max_characters=1_000_000)

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, which may come more than once.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        body = self._run(query, "application/n-triples")
        return [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(body, format=RdfFormat.N_TRIPLES)]

    def select(self, query: str) -> list[dict[str, dict[str, Any]]]:
        """Return the bindings of a SELECT query, as the SPARQL 1.1 Query Results JSON Format has them.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        rows: list[dict[str, dict[str, Any]]]
        rows = json.loads(self._run(query, "application/sparql-results+json"))["results"]["bindings"]
        return rows

    def _run(self, query: str, media_type: str) -> bytes:
        return self._engine.query(QueryRequest(self._guard.admit(QUERY_PREFIXES + query), media_type)).body


def is_iri(text: str) -> bool:
    """Return whether a text can be written between angle brackets in a query."""
    return _FORBIDDEN.isdisjoint(text)


def values(iris: Iterable[str]) -> str:
    """Return the IRIs as the data of a VALUES block."""
    return " ".join(f"<{iri}>" for iri in iris)
