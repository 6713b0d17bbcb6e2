"""Answers SPARQL queries: what may run (``guard``), where it runs (``embedded``), and what comes back (``api``).

This package knows nothing of HTTP frameworks or of the domain.
"""

from strategy_graph.engine.api import (
    Engine,
    EngineUnavailable,
    Form,
    QueryForbidden,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    ResultTooLarge,
)
from strategy_graph.engine.embedded import EmbeddedEngine
from strategy_graph.engine.guard import Guard, parse_form

__all__ = [
    "EmbeddedEngine",
    "Engine",
    "EngineUnavailable",
    "Form",
    "Guard",
    "QueryForbidden",
    "QueryRequest",
    "QueryResult",
    "QuerySyntaxError",
    "QueryTimeout",
    "QueryTooLarge",
    "ResultTooLarge",
    "parse_form",
]
