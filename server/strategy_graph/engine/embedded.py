"""The embedded engine: sandboxed worker processes over a read-only Oxigraph store.

:mod:`strategy_graph.engine.time_limit` kills a process past its limit, and the pool starts another. A process that dies
for any reason costs only the query that it ran.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from strategy_graph.engine.api import (
    EngineUnavailable,
    GuardedQuery,
    QueryCancelled,
    QueryOutOfMemory,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    QueryUnsupported,
    ResultNotXml,
    result_too_large,
)
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.order_by import totally_ordered, with_hidden_keys_ordered
from strategy_graph.engine.pool.spawner import Spawner
from strategy_graph.engine.pool.worker_pool import WorkerPool
from strategy_graph.engine.pool.worker_process import Cause, DeadBeforeSending, ExitReport, SentQuery, WorkerProcess
from strategy_graph.engine.pool_limits import PoolLimits
from strategy_graph.engine.syntax_errors.explain import explain_syntax
from strategy_graph.engine.time_limit import query_timeout, receive_within_limit, time_limit_of
from strategy_graph.worker.frames import Frame, packed
from strategy_graph.worker.order_by_check import CHECKED

CASTS: Final = (
    "boolean date dateTime dayTimeDuration decimal double duration float gDay gMonth gMonthDay gYear gYearMonth "
    "integer string time yearMonthDuration"
).split()
"""The XML Schema datatypes that the engine has cast functions for."""

_FUNCTION: Final = re.compile(r"custom function <(.*)> is not supported", re.DOTALL)

_log = logging.getLogger("strategy_graph.engine")


class _IncomparableError(Exception):
    """The engine's sort failed on values without a total order."""


@dataclass(frozen=True)
class Limits:
    """Resource limits of a query.

    :ivar timeout: seconds of wall clock.
    :ivar memory: bytes that its process may allocate after opening the store.
    :ivar result_bytes: the largest result.
    """

    timeout: float = 30.0
    memory: int = 1 << 30
    result_bytes: int = 256 << 20


class RunningQuery:
    """A started query that no thread waits for; exactly one of its methods finishes it."""

    __slots__ = ("_counts", "_pool", "_request", "sent", "source")

    def __init__(
        self, pool: WorkerPool, worker: WorkerProcess, request: QueryRequest, sent: SentQuery, counts: dict[str, int]
    ) -> None:
        self._pool = pool
        self._counts = counts
        self._request = request
        self.source = worker
        """The worker process; its descriptor is readable once :meth:`result` can be called."""
        self.sent = sent

    def result(self) -> QueryResult | None:
        """Return the result; ``None`` for an error, which :meth:`EmbeddedEngine.query` raises."""
        # Without borrowed_worker(): on this hot path, a context manager would cost a microsecond.
        try:
            answer = self.source.receive(self.sent)
        except DeadBeforeSending:
            return None
        finally:
            self._pool.release(self._request.client, self.source)
        if answer is None or "error" in answer.header:
            return None
        return _result(self._request.media_type, answer)

    def revoke_pipelined(self, other: RunningQuery) -> RunningQuery | None:
        """Revoke this query, which is pipelined behind the other, or the other if it has not begun to execute either.

        Returns the revoked query; ``None`` if this one executes already.
        """
        number = self.source.revoke_pipelined()
        taken = {None: None, self.sent.number: self, other.sent.number: other}[number]
        if taken is not None:
            self._counts["queries"] -= 1
            self._pool.release(taken._request.client, taken.source)
        return taken

    def abandon(self) -> None:
        """Stop the query and discard its result."""
        with self.borrowed_worker() as worker:
            worker.kill()

    @contextlib.contextmanager
    def borrowed_worker(self) -> Iterator[WorkerProcess]:
        """Provide the process that runs the query; return it to the pool afterwards."""
        try:
            yield self.source
        finally:
            self._pool.release(self._request.client, self.source)


@lru_cache(maxsize=256)
def _header(media_type: str | None, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()) -> bytes:
    return packed({"media_type": media_type, "default_graphs": default_graphs, "named_graphs": named_graphs})


def _header_of(request: QueryRequest) -> bytes:
    return _header(request.media_type, request.default_graphs, request.named_graphs)


def _text_to_run(request: QueryRequest) -> str:
    return with_hidden_keys_ordered(request.query.text, result_is_checked=request.media_type in CHECKED)


def _result(media_type: str, answer: Frame) -> QueryResult:
    if answer.descriptor is None:
        return QueryResult(media_type, answer.body)
    return QueryResult(media_type, file=os.fdopen(answer.descriptor, "rb", buffering=0))


class EmbeddedEngine:
    """Answers queries from the store in the folder ``store``; without a dataset, from its default graph.

    :param store: ``None`` for an engine that only parses (:meth:`check`).
    :param prefixes: declared in Turtle and TriG results.
    :param base: base IRI of queries; ``None`` makes relative IRIs an error.
    :param network: lets processes open connections, for SERVICE to listed endpoints.
    """

    def __init__(
        self,
        store: Path | None,
        *,
        pool_limits: PoolLimits | None = None,
        limits: Limits | None = None,
        prefixes: dict[str, str] | None = None,
        base: str | None = None,
        network: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        configuration = {
            "store": None if store is None else str(store),
            "memory": self.limits.memory,
            "result_bytes": self.limits.result_bytes,
            "network": network,
            "prefixes": prefixes or {},
            "base": base,
        }
        self._spawner = Spawner()
        self._pool = WorkerPool(lambda: WorkerProcess(configuration, self._spawner), pool_limits or PoolLimits())
        self._counts = {"queries": 0, "timeouts": 0, "cancelled": 0, "lost": 0}

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        """See :class:`strategy_graph.engine.api.Engine`."""
        timeout = time_limit_of(request, self.limits.timeout)
        end = time.monotonic() + timeout
        text = _text_to_run(request)
        try:
            return self._run_once(request, text, cancellation, timeout)
        except _IncomparableError:
            again = totally_ordered(request.query.text)
        except QuerySyntaxError:
            if text == request.query.text:
                raise
            # The places in the error are those of the rewritten text.
            again = request.query.text
        if again is not None:
            request = request._replace(running=None)
            try:
                return self._run_once(request, again, cancellation, max(end - time.monotonic(), 0.0))
            except QueryTimeout:
                raise query_timeout(timeout) from None
            except _IncomparableError:
                pass
        self._counts["lost"] += 1
        raise QueryUnsupported(
            "ORDER BY sorts values of different kinds, such as numbers and strings, which the engine can't compare",
            hint="Sort by kind first: ORDER BY DATATYPE(?value) ?value",
        )

    def _run_once(
        self, request: QueryRequest, text: str, cancellation: Cancellation | None, timeout: float
    ) -> QueryResult:
        """Run the query once, with this text, and return its result.

        :raises _IncomparableError: the engine could not sort it.
        """
        running, answer = request.running, None
        if isinstance(running, RunningQuery):
            with contextlib.suppress(DeadBeforeSending), running.borrowed_worker() as worker:
                answer = self._receive(worker, request.query, timeout, running.sent, cancellation)
        if answer is None:
            query = request.query._replace(text=text)
            answer = self._send(query, _header_of(request), timeout, request.client, cancellation)
        return _result(request.media_type, answer)

    def start(self, request: QueryRequest, behind: RunningQuery | None = None) -> RunningQuery | None:
        """Start a query without blocking; return ``None`` if no process is idle.

        A query pipelined behind another is sent to the same process, which begins it without a pause. It can be revoked
        until then. At most one query is pipelined behind another.

        For event loops: the result is available when :attr:`RunningQuery.source` is readable. To wait in a thread
        instead, pass the same request with ``running`` to :meth:`query`.
        """
        worker = behind.source if behind is not None else self._pool.try_acquire(request.client)
        if worker is None or (behind is not None and not self._pool.join(request.client, worker)):
            return None
        try:
            sent = worker.send(_header_of(request), _text_to_run(request).encode())
        except DeadBeforeSending:
            self._pool.release(request.client, worker)
            return None
        self._counts["queries"] += 1
        return RunningQuery(self._pool, worker, request, sent, self._counts)

    def check(self, query: GuardedQuery) -> None:
        """Parse a query without running it.

        :raises QuerySyntaxError: it is not SPARQL.
        """
        self._send(query, _header(None), self.limits.timeout, "", None)

    def _send(
        self,
        query: GuardedQuery,
        header: bytes,
        timeout: float,
        client: str,
        cancellation: Cancellation | None,
    ) -> Frame:
        self._counts["queries"] += 1
        while True:
            with contextlib.suppress(DeadBeforeSending), self._pool.process(client, cancellation) as worker:
                sent = worker.send(header, query.text.encode())
                return self._receive(worker, query, timeout, sent, cancellation)

    def _receive(
        self,
        worker: WorkerProcess,
        query: GuardedQuery,
        timeout: float,
        sent: SentQuery,
        cancellation: Cancellation | None,
    ) -> Frame:
        try:
            with cancellation.on_cancel(worker.kill) if cancellation else contextlib.nullcontext():
                answer = receive_within_limit(worker, sent, timeout)
        except QueryTimeout:
            self._counts["timeouts"] += 1
            raise
        except DeadBeforeSending:
            self._raise_if_cancelled(cancellation)
            raise
        if answer is None:
            ended = worker.exit_report()
            self._raise_if_cancelled(cancellation)
            if ended.cause is Cause.ORDER:
                raise _IncomparableError
            self._counts["lost"] += 1
            if ended.stderr and ended.cause is Cause.OTHER:
                _log.error("a worker process ended (%s) and said: %s", ended.description, ended.stderr)
            raise self._died(ended)
        if "error" in answer.header:
            raise self._failure(answer.header, query)
        return answer

    def _raise_if_cancelled(self, cancellation: Cancellation | None) -> None:
        if cancellation is not None and cancellation.reason is not None:
            self._counts["cancelled"] += 1
            raise QueryCancelled(cancellation.reason, hint="Ask again if you still want the answer")

    def _died(self, ended: ExitReport) -> Exception:
        if ended.cause is Cause.MEMORY:
            return self._out_of_memory()
        if ended.cause is Cause.STACK:
            return QueryUnsupported(
                f"the process that ran the query was lost: {ended.description}",
                hint="Nest less deeply: use IN (…) or VALUES in place of nested expressions, and shorter paths",
            )
        return EngineUnavailable(
            f"the process that ran the query was lost: {ended.description}",
            hint="Other queries are not affected. Try again; if it happens again, ask for less",
        )

    def _out_of_memory(self) -> Exception:
        return QueryOutOfMemory(
            f"the query needs more than {self.limits.memory >> 20} MiB of memory",
            limit="worker_memory",
            value=self.limits.memory,
            hint="Ask for less: add a LIMIT, or group over fewer rows",
        )

    def _failure(self, status: dict[str, Any], query: GuardedQuery) -> Exception:
        kind = status["error"]
        if kind == "order":
            return _IncomparableError()
        if kind == "syntax":
            found = explain_syntax(status["message"], query.text, status["line"], status["column"])
            return QuerySyntaxError(found.message, line=found.line, column=found.column, hint=found.hint)
        if kind == "size":
            return result_too_large(self.limits.result_bytes, hint="Add a LIMIT, ask for it in parts, or take a dump")
        if kind == "memory":
            return self._out_of_memory()
        if kind == "xml":
            return ResultNotXml(query.form, status["message"])
        if kind == "unsupported":
            return _unsupported(status["message"])
        return EngineUnavailable(f"the query could not be evaluated: {status['message']}", hint="Try again")

    @property
    def pids(self) -> set[int]:
        """Return the process ids of the worker processes."""
        return self._pool.pids

    def health(self) -> dict[str, int | str]:
        """See :class:`strategy_graph.engine.api.Engine`."""
        return {"kind": "embedded", **self._counts, **self._pool.figures()}

    def close(self) -> None:
        """Stop every process; running queries fail."""
        self._pool.close()
        self._spawner.close()


def _unsupported(message: str) -> QueryUnsupported:
    called = _FUNCTION.search(message)
    if called is None:
        return QueryUnsupported(f"the query could not be evaluated: {message}", hint="Rewrite the query")
    return QueryUnsupported(
        f"there is no function <{called[1]}>",
        hint="There are the functions of SPARQL 1.1 by name, such as STRLEN(?x), and the casts "
        + ", ".join(f"xsd:{name}" for name in CASTS),
    )
