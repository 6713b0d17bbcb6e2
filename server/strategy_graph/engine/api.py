"""What an engine is asked, what it answers, and how it fails."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol

from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.errors import StrategyGraphError


class Form(StrEnum):
    """What kind of result a query form gives (SPARQL 1.1 Query, section 16)."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


class GuardedQuery(NamedTuple):
    """A query that the guard let through; only :meth:`strategy_graph.engine.Guard.admit` makes one.

    :ivar volatile: asking it again may give another answer, or other bytes, on the same data.
    :ivar names_dataset: it has FROM or FROM NAMED of its own.
    """

    text: str
    form: Form
    volatile: bool
    names_dataset: bool


class QueryRequest(NamedTuple):
    """A query with its dataset and the media type of the result.

    ``default_graphs`` and ``named_graphs`` override the query's own FROM clauses where either is given
    (SPARQL 1.1 Protocol, section 2.1.4). ``timeout`` (seconds) can only shorten the engine's own limit. ``client``
    says who asks, as a key for fair shares; the empty string stands for ourselves. ``begun`` is what the engine itself
    gave when it began the query before (:meth:`strategy_graph.engine.EmbeddedEngine.begin`).
    """

    query: GuardedQuery
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    client: str = ""
    begun: object | None = None


class QueryResult:
    """A whole result, serialised: its bytes where it is small, a memory-backed file where it is large."""

    def __init__(self, media_type: str, data: bytes | None = None, file: BinaryIO | None = None) -> None:
        assert (data is None) != (file is None)
        self.media_type = media_type
        self._data = data
        self.file = file
        """At its start; whoever takes the result closes it. ``None`` where the result is small."""

    @property
    def size(self) -> int:
        """Bytes of the result."""
        if self._data is not None:
            return len(self._data)
        assert self.file is not None
        here = self.file.tell()
        end = self.file.seek(0, io.SEEK_END)
        self.file.seek(here)
        return end

    @property
    def body(self) -> bytes:
        """The whole result in memory; closes the file."""
        if self._data is None:
            assert self.file is not None
            with self.file:
                self.file.seek(0)
                self._data = self.file.read()
            self.file = None
        return self._data


class Engine(Protocol):
    """Anything that answers SPARQL queries; safe to use from many threads."""

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        """The whole result, never a part of it.

        :param cancellation: lets another thread stop the query.
        :raises QuerySyntaxError: the query is not SPARQL.
        :raises QueryUnsupported: the engine can't evaluate it.
        :raises QueryTimeout: it ran past its limit.
        :raises QueryCancelled: it was stopped.
        :raises ResultNotXml: it was asked for as XML, which can't hold it.
        :raises ResultTooLarge: its result is larger than the limit.
        :raises EngineBusy: no place was free in time.
        :raises EngineUnavailable: it could not be run, or its process died.
        """

    def health(self) -> dict[str, int | str]:
        """Figures for people and monitors; ``kind`` names the engine."""

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


class QueryUnsupported(StrategyGraphError):
    """The query is SPARQL, and asks for what the engine can't do: it will fail again."""


class ResultNotXml(StrategyGraphError):
    """The result holds what XML can't hold.

    :param form: of the query; says which other formats there are.
    :param what: that XML can't hold.
    """

    def __init__(self, form: Form, what: str) -> None:
        others = "turtle, ntriples, jsonld, trig or nquads" if form is Form.GRAPH else "json, csv or tsv"
        super().__init__(f"the result holds {what}, which XML can't", hint=f"Ask for format={others}")


class LimitExceeded(StrategyGraphError):
    """A limit was reached; ``limit`` names the setting and ``value`` is its value."""

    def __init__(self, message: str, *, limit: str, value: float, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit
        self.value = value


class QueryTooLarge(LimitExceeded):
    """The query is longer, or nested deeper, than the limit."""


class QueryTimeout(LimitExceeded):
    """The query ran past its limit and was stopped."""


class QueryOutOfMemory(LimitExceeded):
    """The query needed more memory than the limit."""


class ResultTooLarge(LimitExceeded):
    """The result is larger than the limit."""


class EngineBusy(LimitExceeded):
    """No place was free in time, or too many queries wait already."""


class QueryCancelled(StrategyGraphError):
    """The query was stopped, because its client asked or went away."""


class EngineUnavailable(StrategyGraphError):
    """The query could not be run, or the process or server that ran it died."""
