"""What an engine is asked, what it answers, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from strategy_graph.errors import StrategyGraphError


class Form(StrEnum):
    """What kind of result a query form gives (SPARQL 1.1 Query, section 16)."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True)
class QueryRequest:
    """A query with its dataset and the media type of the result.

    ``default_graphs`` and ``named_graphs`` override the query's own FROM clauses where either is given
    (SPARQL 1.1 Protocol, section 2.1.4). ``timeout`` can only shorten the engine's own limit.
    """

    query: str
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None


@dataclass(frozen=True)
class QueryResult:
    """A whole result, serialised."""

    media_type: str
    body: bytes


class Engine(Protocol):
    """Anything that answers SPARQL queries."""

    def query(self, request: QueryRequest) -> QueryResult:
        """The whole result, never a part of it.

        :raises QuerySyntaxError: the query is not SPARQL.
        :raises QueryTimeout: it ran past its limit.
        :raises ResultTooLarge: its result is larger than the limit.
        :raises EngineUnavailable: it could not be run, or its process died.
        """

    def close(self) -> None:
        """Stop every process of the engine."""


class QuerySyntaxError(StrategyGraphError):
    """The query is not valid SPARQL; line and column are 1-based, where they are known."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None, hint: str) -> None:
        where = None if line is None else f"line {line}" + ("" if column is None else f", column {column}")
        super().__init__(message, where=where, hint=hint)
        self.line = line
        self.column = column


class QueryForbidden(StrategyGraphError):
    """The query asks for something that is not allowed here."""


class QueryTooLarge(StrategyGraphError):
    """The query is longer, or nested deeper, than the limit."""


class QueryTimeout(StrategyGraphError):
    """The query ran past its limit and was stopped."""


class ResultTooLarge(StrategyGraphError):
    """The result is larger than the limit."""


class EngineUnavailable(StrategyGraphError):
    """No process was free in time, or the one that ran the query died."""
