"""The short way of a query: begun and answered in the event loop, where neither a thread nor Flask has to be called.

It reads, admits and plans with the very functions that the endpoint uses, and gives only whole results; whatever else
there is to say (errors, pages, 304s, queries that take longer) is left to the endpoint, which goes on with the query
that was begun.
"""

from __future__ import annotations

from typing import Final

from strategy_graph.answers import plan
from strategy_graph.endpoint.protocol import read_request
from strategy_graph.engine import Begun, EmbeddedEngine, QueryRequest
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.cache import Headers
from strategy_graph.http.client import client_of
from strategy_graph.http.memory_file import Body, SpoolBudget
from strategy_graph.http.negotiation import HTML
from strategy_graph.http.responses import FRESH
from strategy_graph.http.wsgi_call import Answer, FileResult, Request, client_address, whole_body
from strategy_graph.service import Service

PATHS: Final = frozenset({"/sparql", "/sparql/"})

_ELSEWHERE: Final = frozenset({"if-none-match", "query-ticket"})
"""Request headers that ask for what only the endpoint does."""


class Express:
    """Begins queries for one application.

    :param budget: of large answers.
    """

    def __init__(self, here: Service, budget: SpoolBudget) -> None:
        self._here = here
        self._budget = budget

    def begin(self, request: Request) -> Started | None:
        """The query of a request, running; ``None`` where there is none, or it has to wait, or something is wrong."""
        here = self._here
        engine = here.engine
        if request.path not in PATHS or request.method not in {"GET", "POST"} or not isinstance(engine, EmbeddedEngine):
            return None
        headers = dict(request.headers)
        # Behind a proxy it takes more to learn who asks.
        if here.settings.proxies or not _ELSEWHERE.isdisjoint(headers):
            return None
        try:
            question = read_request(
                request.method,
                request.query_string.encode("latin-1"),
                headers.get("content-type", ""),
                request.body,
            )
            if question is None:
                return None
            planned = plan(here, question, headers.get("accept"))
        except (StrategyGraphError, UnicodeEncodeError):
            return None
        if planned.format is HTML:
            return None
        begun = engine.begin(
            QueryRequest(
                planned.query,
                planned.format.media_type,
                question.default_graphs,
                question.named_graphs,
                question.timeout,
                client_of(client_address(request)),
            )
        )
        if begun is None:
            return None
        headers_of_answer: Headers = (("content-type", planned.format.content_type), ("vary", "Accept"))
        if planned.query.volatile:
            headers_of_answer += (("cache-control", "no-store"),)
        else:
            headers_of_answer += (("etag", planned.etag), ("cache-control", FRESH))
        return Started(begun, headers_of_answer, self._budget)


class Started:
    """A query that runs for a request."""

    def __init__(self, begun: Begun, headers: Headers, budget: SpoolBudget) -> None:
        self._begun = begun
        self._headers = headers
        self._budget = budget

    @property
    def begun(self) -> Begun:
        """For the endpoint to go on with."""
        return self._begun

    def fileno(self) -> int:
        """Readable once :meth:`answer` has something to say."""
        return self._begun.fileno()

    def answer(self) -> Answer | None:
        """The answer that is there; ``None`` leaves it to the application.

        :raises SpoolFullError: a large answer finds no room.
        """
        result = self._begun.result()
        if result is None:
            return None
        body: Body = result.body if result.file is None else whole_body(FileResult(result.file), self._budget)
        return Answer(200, self._headers, body)
