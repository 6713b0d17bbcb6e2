"""Asks an engine for graphs and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import Quad, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, Triple, parse

from strategy_graph.engine import Engine, Guard, QueryRequest
from strategy_graph.linked_data.terms import QUERY_PREFIXES

_FORBIDDEN: Final = frozenset('<>"{}|\\^`').union(map(chr, range(0x21)))

MAX_COPIED: Final = 100_000
"""Triples of a default graph that is copied into this process."""


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


class GraphCopy(GraphSource):
    """A copy of the default graph in this process: a document then waits for no other process.

    It answers the same queries by the same engine. Only the service's own queries come here, about a graph of known
    size; those of clients run in the sandbox.

    :param origin: answers what the copy can't, or says why nobody can.
    """

    def __init__(self, triples: Iterable[Triple], origin: GraphSource) -> None:
        self._origin = origin
        self._store = Store()
        self._store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query, which may come more than once.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        try:
            result = self._store.query(QUERY_PREFIXES + query)
            assert isinstance(result, QueryTriples)
            return list(result)
        except (OSError, SyntaxError, ValueError):
            return self._origin.construct(query)

    def select(self, query: str) -> list[dict[str, dict[str, Any]]]:
        """Return the bindings of a SELECT query, as the SPARQL 1.1 Query Results JSON Format has them.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
        """
        try:
            result = self._store.query(QUERY_PREFIXES + query)
            assert isinstance(result, QuerySolutions)
            body = result.serialize(format=QueryResultsFormat.JSON) or b""
        except (OSError, SyntaxError, ValueError):
            return self._origin.select(query)
        rows: list[dict[str, dict[str, Any]]] = json.loads(body)["results"]["bindings"]
        return rows


def copied(source: GraphSource, triples: int) -> GraphSource:
    """Return a copy of a graph of at most :data:`MAX_COPIED` triples; the source itself if it does not give them all.

    :param triples: how many it has.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    if triples > MAX_COPIED:
        return source
    found = set(source.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
    return GraphCopy(found, source) if len(found) == triples else source


def is_iri(text: str) -> bool:
    """Return whether a text can be written between angle brackets in a query."""
    return _FORBIDDEN.isdisjoint(text)


def values(iris: Iterable[str]) -> str:
    """Return the IRIs as the data of a VALUES block."""
    return " ".join(f"<{iri}>" for iri in iris)
