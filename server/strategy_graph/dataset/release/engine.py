"""Creates the engine that answers queries over a release, and the guard that admits them, by the settings."""

from __future__ import annotations

from typing import Final

from strategy_graph.dataset.release.build import Release
from strategy_graph.engine import EmbeddedEngine, Engine, Guard, Limits, PoolLimits
from strategy_graph.namespaces import BASE, GRAPH_SHAPES, PREFIXES
from strategy_graph.settings import Settings

PARSE_SECONDS: Final = 10.0
"""Time limit for parsing a query before it is sent to a remote endpoint."""


def create_engine(settings: Settings, release: Release) -> Engine:
    """Create the engine that the settings select; it starts processes or connections on demand."""
    pool_limits = PoolLimits(
        settings.query_workers, settings.query_per_client, settings.query_queue, settings.query_wait
    )
    limits = Limits(settings.query_timeout, settings.worker_memory, settings.result_bytes)
    prefixes = {} if settings.user_data else PREFIXES
    if settings.remote:
        return _remote_engine(settings, release, pool_limits, prefixes)
    return EmbeddedEngine(
        release.store,
        pool_limits=pool_limits,
        limits=limits,
        prefixes=prefixes,
        base=BASE,
        network=bool(settings.services),
    )


def _remote_engine(settings: Settings, release: Release, pool_limits: PoolLimits, prefixes: dict[str, str]) -> Engine:
    from strategy_graph.engine.dataset_clauses import RemoteDatasets
    from strategy_graph.engine.remote.engine import RemoteEngine, RemoteLimits
    from strategy_graph.outbound import Credentials

    # Syntax errors of remote endpoints differ or lack detail, so a local process parses each query first.
    parser = EmbeddedEngine(None, pool_limits=pool_limits, limits=Limits(timeout=PARSE_SECONDS), base=BASE)
    named = tuple(name for name in release.graphs if name)
    return RemoteEngine(
        settings.remote,
        datasets=RemoteDatasets(
            default_graphs=tuple(name for name in named if name != GRAPH_SHAPES), named_graphs=named
        ),
        credentials=Credentials.from_environment(),
        pool_limits=pool_limits,
        limits=RemoteLimits(settings.query_timeout, settings.result_bytes),
        prefixes=prefixes,
        base=BASE,
        check=parser.check,
        on_close=parser.close,
    )


def create_guard(settings: Settings) -> Guard:
    """Create the guard that the settings configure."""
    return Guard(settings.query_characters, settings.query_nesting, frozenset(settings.services.split()))
