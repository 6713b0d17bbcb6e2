"""Answers SPARQL queries: what may run (``guard``), where it runs (``embedded``), and what comes back (``api``).

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
from strategy_graph.engine.embedded import Begun, EmbeddedEngine, Limits
from strategy_graph.engine.guard import Guard
from strategy_graph.engine.pool.worker_pool import Shares

__all__ = [
    "Begun",
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
    "Shares",
]
