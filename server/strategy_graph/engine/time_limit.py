"""The time limit of a query: its length, its enforcement on a worker process, and its error.

On a remote endpoint :class:`strategy_graph.outbound.Exchange` enforces it.
"""

from __future__ import annotations

from strategy_graph.engine.api import QueryRequest, QueryTimeout
from strategy_graph.engine.pool.worker_process import SentQuery, WorkerProcess
from strategy_graph.worker.frames import Frame


def time_limit_of(request: QueryRequest, engine_limit: float) -> float:
    """Return the seconds that a query may run: the limit of the engine, or that of the request if it is shorter."""
    return engine_limit if request.timeout is None else min(request.timeout, engine_limit)


def receive_within_limit(worker: WorkerProcess, sent: SentQuery, limit: float) -> Frame | None:
    """Wait for the answer of a worker process and return it; ``None`` if the process died.

    Kills the process if the limit passes first.

    :param limit: seconds from sending.
    :raises QueryTimeout: the limit has passed.
    :raises DeadBeforeSending: the process was dead before the query was sent.
    """
    try:
        return worker.wait(sent, limit)
    except TimeoutError:
        worker.kill()
        raise query_timeout(limit) from None


def query_timeout(limit: float) -> QueryTimeout:
    """Return the error for a query that ran longer than its limit, in seconds."""
    return QueryTimeout(
        f"the query ran longer than {limit:g} seconds and was stopped",
        limit="query_timeout",
        value=limit,
        hint="Ask for less: add a LIMIT, name more of the terms, or split the query",
    )
