"""The guard against the engine: nothing that the guard admits makes the engine call another address."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy_graph.engine import EmbeddedEngine, EngineUnavailable, QueryRequest
from strategy_graph.errors import StrategyGraphError
from tests.engine.conftest import CSV, GUARD

# What a call could be made of, and what could hide it.
FRAGMENTS = [
    "SERVICE", "service", "SERVICE SILENT", "<http://127.0.0.1:9/>", "?v", "x:y", "{", "}", "{ ?s ?p ?o }", " ", "\n",
    "'", '"', "'''", '"""', "#", "\\", "\\\\", "\\\"", "\\u0053", "\\u0022", "\\u0027", "\\u000A", "\\u003E", "<", ">",
    "?s ?p", ".", ";", ",", "FILTER", "(", ")", "EXISTS", "@en", "^^", "OPTIONAL", "\r", "\t", "\u00a0", "\u2028", "é",
    "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }", "BIND('", "' AS ?b)", "<http://x/#", "VALUES ?x { '", "' }",
]  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_what_the_guard_admits_calls_nobody(engine: EmbeddedEngine, parts: list[str]) -> None:
    query = "PREFIX x: <http://x/> SELECT * { " + "".join(parts) + " }"
    try:
        admitted = GUARD.admit(query)
    except StrategyGraphError:
        return
    try:
        engine.query(QueryRequest(admitted, CSV, timeout=0.2))
    except EngineUnavailable as error:
        # The kernel stops a process that opens a socket, so a call shows.
        assert "not permitted" not in str(error), query
    except StrategyGraphError:
        pass
