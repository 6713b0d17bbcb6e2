"""The engine of the service: sandboxed worker processes over a read-only Oxigraph store.

The parent holds the clock. A process past its time is killed and replaced; one that dies for any cause costs the query
that it ran, and nothing else.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strategy_graph.engine.api import (
    EngineUnavailable,
    GuardedQuery,
    QueryCancelled,
    QueryOutOfMemory,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.explain import explain_syntax
from strategy_graph.engine.pool import Shares, WorkerPool
from strategy_graph.engine.process import DiedAtRest, WorkerProcess
from strategy_graph.worker.frames import Frame


@dataclass(frozen=True)
class Limits:
    """What a query may use.

    :ivar timeout: seconds of wall clock.
    :ivar memory: bytes that its process may add once its store is open.
    :ivar result_bytes: the largest result.
    """

    timeout: float = 30.0
    memory: int = 1 << 30
    result_bytes: int = 256 << 20


class EmbeddedEngine:
    """Answers from the store in the folder ``store``; a query asks its default graph unless it says otherwise.

    :param store: none for an engine that only parses (:meth:`check`).
    :param prefixes: given to Turtle and TriG results.
    :param base: what relative IRIs in queries are relative to; none refuses them.
    :param network: processes may call other addresses, since SERVICE is allowed for some.
    """

    def __init__(
        self,
        store: Path | None,
        *,
        shares: Shares | None = None,
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
        self._pool = WorkerPool(lambda: WorkerProcess(configuration), shares or Shares())
        self._counts = {"queries": 0, "timeouts": 0, "cancelled": 0, "lost": 0}

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        """See :class:`strategy_graph.engine.api.Engine`."""
        header = {
            "media_type": request.media_type,
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
        }
        timeout = self.limits.timeout if request.timeout is None else min(request.timeout, self.limits.timeout)
        answer = self._ask(request.query, header, timeout, request.client, cancellation)
        if answer.descriptor is None:
            return QueryResult(request.media_type, answer.body)
        return QueryResult(request.media_type, file=os.fdopen(answer.descriptor, "rb", buffering=0))

    def check(self, query: GuardedQuery) -> None:
        """Parse a query and do not run it.

        :raises QuerySyntaxError: it is not SPARQL.
        """
        header = {"media_type": None, "default_graphs": (), "named_graphs": ()}
        self._ask(query, header, self.limits.timeout, "", None)

    def _ask(
        self,
        query: GuardedQuery,
        header: dict[str, Any],
        timeout: float,
        client: str,
        cancellation: Cancellation | None,
    ) -> Frame:
        self._counts["queries"] += 1
        while True:
            with contextlib.suppress(DiedAtRest):
                return self._ask_one(query, header, timeout, client, cancellation)

    def _ask_one(
        self,
        query: GuardedQuery,
        header: dict[str, Any],
        timeout: float,
        client: str,
        cancellation: Cancellation | None,
    ) -> Frame:
        with self._pool.process(client, cancellation) as worker:
            try:
                with cancellation.stopping(worker.kill) if cancellation else contextlib.nullcontext():
                    answer = worker.ask(header, query.text.encode(), timeout)
            except TimeoutError:
                worker.kill()
                self._counts["timeouts"] += 1
                raise QueryTimeout(
                    f"the query ran longer than {timeout:g} seconds and was stopped",
                    limit="query_timeout",
                    value=timeout,
                    hint="Ask for less: add a LIMIT, name more of the terms, or split the query",
                ) from None
            if answer is None:
                ended = worker.how_it_ended()
                if cancellation is not None and cancellation.reason is not None:
                    self._counts["cancelled"] += 1
                    raise QueryCancelled(cancellation.reason, hint="Ask again if you still want the answer")
                self._counts["lost"] += 1
                raise self._died(ended)
        if "error" in answer.header:
            raise self._failure(answer.header, query)
        return answer

    def _died(self, ended: str) -> Exception:
        if "memory" in ended:
            return self._out_of_memory()
        return EngineUnavailable(
            f"the process that ran the query was lost: {ended}",
            hint="Other queries are not affected. Try again; if it happens again, ask for less or nest less deeply",
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
        if kind == "syntax":
            found = explain_syntax(status["message"], query.text, status["line"], status["column"])
            return QuerySyntaxError(found.message, line=found.line, column=found.column, hint=found.hint)
        if kind == "size":
            return ResultTooLarge(
                f"the result is larger than {self.limits.result_bytes / (1 << 20):g} MiB",
                limit="result_bytes",
                value=self.limits.result_bytes,
                hint="Add a LIMIT, ask for it in parts, or take a dump",
            )
        if kind == "memory":
            return self._out_of_memory()
        return EngineUnavailable(f"the query could not be evaluated: {status['message']}", hint="Rewrite the query")

    @property
    def pids(self) -> set[int]:
        """The processes that are there now."""
        return self._pool.pids

    def health(self) -> dict[str, int | str]:
        """See :class:`strategy_graph.engine.api.Engine`."""
        return {"kind": "embedded", **self._counts, **self._pool.figures()}

    def close(self) -> None:
        """Stop every process; queries under way fail."""
        self._pool.close()
