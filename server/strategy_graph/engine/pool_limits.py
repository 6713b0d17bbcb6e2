"""The limits on concurrent queries, of all clients and of one, and the errors of queries beyond them.

:mod:`strategy_graph.engine.pool.worker_pool` enforces them for the embedded engine,
:mod:`strategy_graph.engine.remote.connection_pool` for the remote engine.
"""

from __future__ import annotations

from dataclasses import dataclass

from strategy_graph.engine.api import EngineBusy, EngineUnavailable


@dataclass(frozen=True)
class PoolLimits:
    """Limits on concurrent and waiting queries.

    :ivar size: concurrent queries.
    :ivar per_client: concurrent queries of one client.
    :ivar queue: waiting queries; half of them of one client.
    :ivar wait: seconds that a query may wait.
    """

    size: int = 8
    per_client: int = 6
    queue: int = 64
    wait: float = 10.0


def queue_full(pool_limits: PoolLimits, waiting: int) -> EngineBusy:
    """Return the error for a query that finds the queue full."""
    return EngineBusy(
        f"{waiting} queries wait already",
        limit="query_queue",
        value=pool_limits.queue,
        hint="Try again in a little while",
    )


def waited_too_long(pool_limits: PoolLimits, *, own_queries: bool) -> EngineBusy:
    """Return the error for a query that got no slot in time.

    :param own_queries: whether the queries of its own client took all slots that the client may have.
    """
    return EngineBusy(
        f"no query could be taken on within {pool_limits.wait:g} seconds: "
        + (
            f"{pool_limits.per_client} queries of yours are running"
            if own_queries
            else "as many as may run are running"
        ),
        limit="query_per_client" if own_queries else "query_workers",
        value=pool_limits.per_client if own_queries else pool_limits.size,
        hint="Try again in a little while",
    )


def pool_closed() -> EngineUnavailable:
    """Return the error for a query after the pool was closed."""
    return EngineUnavailable("the service is stopping", hint="Try again in a little while")
