"""The fast path of a query: started and answered in the event loop, without a thread and without Flask.

It reads, admits and plans a request with the same functions as the endpoint, and gives whole results only. Errors,
pages, 304s and queries that take longer are left to the endpoint, which goes on with the query that was started.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from strategy_graph.engine import Begun, EmbeddedEngine, Engine, Guard, QueryRequest
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.memory_file import Body, SpoolBudget
from strategy_graph.gateway.readiness import Source
from strategy_graph.gateway.response_cache import Headers
from strategy_graph.gateway.wsgi_bridge import Answer, FileResult, Request, whole_body
from strategy_graph.http.etags import CACHE_CONTROL
from strategy_graph.http.header_fields import combined
from strategy_graph.http.negotiation import HTML
from strategy_graph.sparql_protocol.prepared_query import PreparedQuery, prepare
from strategy_graph.sparql_protocol.request import read_request

PATHS: Final = frozenset({"/sparql", "/sparql/"})

LARGEST: Final = 16 << 10
"""Bytes of a query, encoded, that are read in the event loop; longer ones would hold it up."""

_ELSEWHERE: Final = ("if-none-match", "query-ticket")
"""Request headers that ask for what only the endpoint does."""


class FastPath:
    """Starts queries for one application.

    :param digest: of the release that the engine answers from.
    :param budget: of large answers.
    """

    def __init__(self, engine: Engine, guard: Guard, digest: str, budget: SpoolBudget) -> None:
        self._engine = engine
        self._guard = guard
        self._digest = digest
        self._budget = budget

    def begin(self, request: Request, behind: StartedQuery | None = None) -> StartedQuery | None:
        """The query of a request, running; ``None`` where there is none, or it has to wait, or something is wrong.

        :param behind: the one whose process is to go on with this one.
        """
        engine = self._engine
        if len(request.query_string) + len(request.body) > LARGEST:
            return None
        if request.path not in PATHS or request.method not in {"GET", "POST"} or not isinstance(engine, EmbeddedEngine):
            return None
        headers = request.headers
        if any(name in headers for name in _ELSEWHERE):
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
        begun = engine.begin(
            QueryRequest(
                prepared.query,
                prepared.format.media_type,
                operation.default_graphs,
                operation.named_graphs,
                operation.timeout,
                request.client_key,
            ),
            behind.begun if behind is not None else None,
        )
        if begun is None:
            return None
        return StartedQuery(begun, prepared, self._budget)


class StartedQuery:
    """A query that runs for a request."""

    __slots__ = ("_budget", "_prepared", "begun")

    def __init__(self, begun: Begun, prepared: PreparedQuery, budget: SpoolBudget) -> None:
        self.begun = begun
        """For the endpoint to go on with."""
        self._prepared = prepared
        self._budget = budget

    @property
    def source(self) -> Source:
        """Readable once :meth:`answer` has something to say."""
        return self.begun.source

    def take_back(self, other: StartedQuery) -> StartedQuery | None:
        """Have this not run, which was begun behind the other; the other, if even that waits; ``None`` if it runs."""
        taken = self.begun.take_back(other.begun)
        return None if taken is None else self if taken is self.begun else other

    def answer(self) -> Answer | None:
        """The answer that is there; ``None`` leaves it to the application.

        :raises SpoolFullError: a large answer finds no room.
        """
        result = self.begun.result()
        if result is None:
            return None
        body: Body = result.body if result.file is None else whole_body(FileResult(result.file), self._budget)
        _, chosen, etag = self._prepared
        if self._prepared.query.volatile:
            return Answer(200, _headers(chosen.content_type, "no-store"), body)
        return Answer(200, _headers(chosen.content_type, CACHE_CONTROL), body, etag, storable=True)


@lru_cache(maxsize=64)
def _headers(content_type: str, cache_control: str) -> Headers:
    return (("content-type", content_type), ("vary", "Accept"), ("cache-control", cache_control))
