"""Fast path: starts and answers queries in the event loop, without a thread and without Flask.

It parses, admits and prepares a request with the same functions as the endpoint, and sends complete results only.
The endpoint answers errors, pages, conditional requests and longer queries; it takes over a query that has started.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from strategy_graph.engine import EmbeddedEngine, Engine, Guard, QueryRequest, RunningQuery
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.memory_file import Body, SpoolBudget
from strategy_graph.gateway.readiness import Source
from strategy_graph.gateway.response_cache import Headers
from strategy_graph.gateway.wsgi_bridge import FileResult, Request, Response, whole_body
from strategy_graph.http.etags import CACHE_CONTROL
from strategy_graph.http.formats import HTML
from strategy_graph.http.header_fields import combined
from strategy_graph.sparql_protocol.prepared_query import PreparedQuery, prepare
from strategy_graph.sparql_protocol.request import read_request

PATHS: Final = frozenset({"/sparql"})

MAX_REQUEST_BYTES: Final = 16 << 10
"""Largest encoded query that is parsed in the event loop; longer ones would block it."""

_UNSUPPORTED_HEADERS: Final = frozenset({"if-none-match", "query-ticket"})
"""Request headers that only the endpoint implements."""


class FastPath:
    """Starts queries for one application.

    :param digest: digest of the release that the engine answers from.
    :param budget: spool budget of large responses.
    """

    def __init__(self, engine: Engine, guard: Guard, digest: str, budget: SpoolBudget) -> None:
        self._engine = engine
        self._guard = guard
        self._digest = digest
        self._budget = budget

    def start(self, request: Request, behind: StartedQuery | None = None) -> StartedQuery | None:
        """Start the query of a request; return ``None`` if the application must answer the request.

        That is so if the request has no valid query, if no process is idle, or if only the endpoint can answer.

        :param behind: the query that this one is pipelined behind, in the same process.
        """
        engine = self._engine
        if len(request.query_string) + len(request.body) > MAX_REQUEST_BYTES:
            return None
        if request.path not in PATHS or request.method not in {"GET", "POST"} or not isinstance(engine, EmbeddedEngine):
            return None
        headers = request.headers
        if not _UNSUPPORTED_HEADERS.isdisjoint(headers.keys()):
            return None
        try:
            operation = read_request(
                request.method,
                request.query_string.encode("latin-1"),
                headers.get("content-type", ""),
                request.body,
            )
            if operation is None:
                return None
            prepared = prepare(self._guard, self._digest, operation, combined(headers, "accept"))
        except (StrategyGraphError, UnicodeEncodeError):
            return None
        if prepared.format is HTML:
            return None
        running_query = engine.start(
            QueryRequest(
                prepared.query,
                prepared.format.media_type,
                operation.default_graphs,
                operation.named_graphs,
                operation.timeout,
                request.client_key,
            ),
            behind.running_query if behind is not None else None,
        )
        if running_query is None:
            return None
        return StartedQuery(running_query, prepared, self._budget)


class StartedQuery:
    """A query that runs for a request."""

    __slots__ = ("_budget", "_prepared", "running_query")

    def __init__(self, running_query: RunningQuery, prepared: PreparedQuery, budget: SpoolBudget) -> None:
        self.running_query = running_query
        """The engine's handle, which the endpoint can take over."""
        self._prepared = prepared
        self._budget = budget

    @property
    def source(self) -> Source:
        """Readable once :meth:`response` has a result."""
        return self.running_query.source

    def revoke_pipelined(self, other: StartedQuery) -> StartedQuery | None:
        """Revoke whichever of the two has not begun to execute, this query or the one that it is pipelined behind.

        Returns the revoked query; ``None`` if this query executes already.
        """
        revoked = self.running_query.revoke_pipelined(other.running_query)
        return None if revoked is None else self if revoked is self.running_query else other

    def response(self) -> Response | None:
        """Return the response that has arrived; ``None`` if the application must answer, since the query failed.

        :raises SpoolFullError: the budget has no room for a large response.
        """
        result = self.running_query.result()
        if result is None:
            return None
        body: Body = result.body if result.file is None else whole_body(FileResult(result.file), self._budget)
        _, chosen, etag = self._prepared
        if self._prepared.query.volatile:
            return Response(200, _headers(chosen.content_type, "no-store"), body)
        return Response(200, _headers(chosen.content_type, CACHE_CONTROL), body, etag, storable=True)


@lru_cache(maxsize=64)
def _headers(content_type: str, cache_control: str) -> Headers:
    return (("content-type", content_type), ("vary", "Accept"), ("cache-control", cache_control))
