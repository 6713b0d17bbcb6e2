"""The interface of an engine: requests, results and errors."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol

from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.errors import StrategyGraphError


class Form(StrEnum):
    """The kind of result of a query form (SPARQL 1.1 Query, section 16)."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


class GuardedQuery(NamedTuple):
    """A query that the guard has admitted; only :meth:`strategy_graph.engine.Guard.admit` creates one.

    :ivar volatile: the answer, or its bytes, may differ from run to run on the same data.
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
    is the key of the client for fair sharing; the empty string is the service itself. ``running`` is the query if
    :meth:`strategy_graph.engine.EmbeddedEngine.start` has started it already.
    """

    query: GuardedQuery
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    client: str = ""
    running: object | None = None


class QueryResult:
    """A complete serialised result: bytes if it is small, a memory-backed file if it is large."""

    def __init__(self, media_type: str, data: bytes | None = None, file: BinaryIO | None = None) -> None:
        assert (data is None) != (file is None)
        self.media_type = media_type
        self._data = data
        self.file = file
        """The file, positioned at its start; the receiver closes it. ``None`` for a small result."""

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        if self._data is not None:
            return len(self._data)
        assert self.file is not None
        here = self.file.tell()
        end = self.file.seek(0, io.SEEK_END)
        self.file.seek(here)
        return end

    @property
    def body(self) -> bytes:
        """Return the result as bytes, and close the file."""
        if self._data is None:
            assert self.file is not None
            with self.file:
                self.file.seek(0)
                self._data = self.file.read()
            self.file = None
        return self._data


class Engine(Protocol):
    """Answers SPARQL queries; thread-safe."""

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        """Return the complete result of a query.

        :param cancellation: lets another thread cancel the query.
        :raises QuerySyntaxError: the query is not SPARQL.
        :raises QueryUnsupported: the engine can't evaluate it.
        :raises QueryTimeout: it exceeded its time limit.
        :raises QueryCancelled: it was cancelled.
        :raises ResultNotXml: it was asked for as XML, which can't hold it.
        :raises ResultTooLarge: its result is larger than the limit.
        :raises EngineBusy: no slot was free in time.
        :raises EngineUnavailable: it could not be run, or its process died.
        """

    def health(self) -> dict[str, int | str]:
        """Return figures for monitoring; ``kind`` names the engine."""

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
    """The query uses a feature that is not allowed here."""


class QueryUnsupported(StrategyGraphError):
    """The query is valid SPARQL and uses a feature that the engine lacks; repeating it fails again."""


class ResultNotXml(StrategyGraphError):
    """The result holds content that XML can't represent.

    :param form: of the query; decides which other formats the hint names.
    :param what: the content that XML can't represent.
    """

    def __init__(self, form: Form, what: str) -> None:
        others = "turtle, ntriples, jsonld, trig or nquads" if form is Form.GRAPH else "json, csv or tsv"
        super().__init__(f"the result holds {what}, which XML can't", hint=f"Ask for format={others}")


class LimitExceeded(StrategyGraphError):
    """A limit was exceeded; ``limit`` is the name of the setting and ``value`` its value."""

    def __init__(self, message: str, *, limit: str, value: float, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit
        self.value = value


class QueryTooLarge(LimitExceeded):
    """The query is longer or more deeply nested than the limit."""


class QueryTimeout(LimitExceeded):
    """The query exceeded its time limit and was stopped."""


class QueryOutOfMemory(LimitExceeded):
    """The query exceeded its memory limit."""


class ResultTooLarge(LimitExceeded):
    """The result is larger than the limit."""


def result_too_large(limit: int, *, hint: str) -> ResultTooLarge:
    """Return the error for a result that is larger than the engine's own limit, in bytes."""
    return ResultTooLarge(
        f"the result is larger than {limit / (1 << 20):g} MiB", limit="result_bytes", value=limit, hint=hint
    )


class EngineBusy(LimitExceeded):
    """No slot was free in time, or the queue is full."""


class QueryCancelled(StrategyGraphError):
    """The query was cancelled by its client, or its client disconnected."""


class EngineUnavailable(StrategyGraphError):
    """The query could not be run, or the process or server that ran it failed."""
