"""An engine over triples in memory, which counts its queries."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from strategy_graph.engine import Cancellation, QueryRequest, QueryResult


class MemoryEngine:
    """Answers from a default graph in memory."""

    def __init__(self, turtle: str) -> None:
        self.store = Store()
        self.store.load(turtle.encode(), format=RdfFormat.TURTLE)
        self.queries = 0

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        self.queries += 1
        result = self.store.query(request.query.text)
        if isinstance(result, QuerySolutions):
            body = result.serialize(format=QueryResultsFormat.from_media_type(request.media_type))
        else:
            assert isinstance(result, QueryTriples)
            body = serialize(result, format=RdfFormat.from_media_type(request.media_type))
        return QueryResult(request.media_type, body or b"")

    def health(self) -> dict[str, int | str]:
        return {"kind": "memory"}

    def close(self) -> None:
        """Stop nothing."""
