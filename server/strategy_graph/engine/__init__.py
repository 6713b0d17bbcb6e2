"""Answers SPARQL queries: admission (``guard``), execution (``embedded``, ``remote``), interface (``api``).

This package knows nothing of HTTP frameworks or of the domain.
"""

from strategy_graph.engine.api import (
    Engine,
    EngineBusy,
    EngineUnavailable,
    Form,
    GuardedQuery,
    LimitExceeded,
    QueryCancelled,
    QueryForbidden,
    QueryOutOfMemory,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryUnsupported,
    ResultNotXml,
    ResultTooLarge,
)
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.embedded import EmbeddedEngine, Limits, RunningQuery
from strategy_graph.engine.guard import Guard
from strategy_graph.engine.pool_limits import PoolLimits

__all__ = [
    "Cancellation",
    "EmbeddedEngine",
    "Engine",
    "EngineBusy",
    "EngineUnavailable",
    "Form",
    "Guard",
    "GuardedQuery",
    "LimitExceeded",
    "Limits",
    "PoolLimits",
    "QueryCancelled",
    "QueryForbidden",
    "QueryOutOfMemory",
    "QueryRequest",
    "QueryResult",
    "QuerySyntaxError",
    "QueryTimeout",
    "QueryTooLarge",
    "QueryUnsupported",
    "ResultNotXml",
    "ResultTooLarge",
    "RunningQuery",
]
