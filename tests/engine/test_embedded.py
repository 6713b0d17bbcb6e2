"""The sandboxed engine: limits hold, a lost worker costs one query, and nothing is half answered."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from strategy_graph.engine import (
    EmbeddedEngine,
    EngineUnavailable,
    QueryRequest,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from strategy_graph.engine.embedded import Limits
from tests.engine.conftest import EX, HIDDEN, SHOWN

CSV = "text/csv"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CROSS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (STRLEN(CONCAT(?c, ?f, ?i)) = 1) }"


def ask(engine: EmbeddedEngine, query: str, media_type: str = CSV, **extra: tuple[str, ...] | float) -> bytes:
    return engine.query(QueryRequest(query, media_type, **extra)).body  # type: ignore[arg-type]


def test_select_ask_and_construct(engine: EmbeddedEngine) -> None:
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"
    assert b'"boolean":true' in ask(engine, "ASK { ?s ?p ?o }", "application/sparql-results+json")
    turtle = ask(engine, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (?s = <{EX}s7>) }}", "text/turtle")
    assert b'ex:s7 ex:p "value 7"' in turtle


def test_the_default_graph_is_the_union_less_the_hidden_graphs(engine: EmbeddedEngine) -> None:
    assert b"secret" not in ask(engine, "SELECT ?s WHERE { ?s ?p ?o }")
    assert b"secret" in ask(engine, f"SELECT ?s WHERE {{ GRAPH <{HIDDEN}> {{ ?s ?p ?o }} }}")


def test_from_chooses_among_stored_graphs_and_fetches_nothing(engine: EmbeddedEngine) -> None:
    assert ask(engine, COUNT.replace("WHERE", f"FROM <{HIDDEN}> WHERE")) == b"n\r\n1\r\n"
    assert ask(engine, COUNT.replace("WHERE", "FROM <http://127.0.0.1:1/x> WHERE")) == b"n\r\n0\r\n"


def test_the_dataset_of_the_protocol_overrides_from(engine: EmbeddedEngine) -> None:
    query = COUNT.replace("WHERE", f"FROM <{HIDDEN}> WHERE")
    assert ask(engine, query, default_graphs=(SHOWN,)) == b"n\r\n1000\r\n"
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert ask(engine, named, named_graphs=(HIDDEN,)) == b"n\r\n1\r\n"


def test_a_query_past_its_time_is_stopped_and_the_next_one_works(engine: EmbeddedEngine) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 seconds"):
        ask(engine, ENDLESS)
    assert time.monotonic() - start < 2.5
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_client_may_ask_for_less_time_and_not_for_more(engine: EmbeddedEngine) -> None:
    with pytest.raises(QueryTimeout, match=r"0\.2 seconds"):
        ask(engine, ENDLESS, timeout=0.2)
    with pytest.raises(QueryTimeout, match="1 seconds"):
        ask(engine, ENDLESS, timeout=600.0)


def test_a_memory_bomb_costs_one_query(engine: EmbeddedEngine) -> None:
    with pytest.raises((EngineUnavailable, QueryTimeout)):
        ask(engine, CROSS + " ORDER BY ?i ?f")
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_result_larger_than_the_limit_is_refused_whole(engine: EmbeddedEngine) -> None:
    with pytest.raises(ResultTooLarge, match="1 MiB"):
        ask(engine, CROSS)


def test_a_worker_killed_at_rest_costs_nothing(engine: EmbeddedEngine) -> None:
    ask(engine, COUNT)
    for pid in engine.worker_pids:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_worker_outlives_the_thread_that_asked_first(store: Path) -> None:
    """A web server lets idle threads go; a query of another thread must not end with them."""
    engine = EmbeddedEngine(store, workers=1, limits=Limits(timeout=10))
    try:
        first = threading.Thread(target=ask, args=(engine, COUNT))
        first.start()
        first.join()
        (pid,) = engine.worker_pids
        time.sleep(0.3)
        ask(engine, COUNT)
        assert engine.worker_pids == {pid}
    finally:
        engine.close()


def test_a_worker_killed_at_work_costs_its_query(store: Path) -> None:
    engine = EmbeddedEngine(store, workers=1, limits=Limits(timeout=10))
    try:
        ask(engine, COUNT)
        (pid,) = engine.worker_pids
        killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(EngineUnavailable, match="the process that ran the query ended"):
            ask(engine, ENDLESS)
        assert b"1001" in ask(engine, COUNT)
    finally:
        engine.close()


def test_a_deep_path_that_overflows_the_stack_costs_one_query(engine: EmbeddedEngine) -> None:
    path = "/".join(["<a:b>"] * 8000)
    with contextlib.suppress(EngineUnavailable, QueryTimeout):
        ask(engine, f"SELECT * WHERE {{ ?s {path} ?o }}")
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_busy_pool_says_so_after_the_wait(store: Path) -> None:
    engine = EmbeddedEngine(store, workers=1, limits=Limits(timeout=3, wait=0.2))
    failures: list[Exception] = []

    def run() -> None:
        try:
            ask(engine, ENDLESS)
        except QueryTimeout as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        time.sleep(0.5)
        with pytest.raises(EngineUnavailable, match="busy"):
            ask(engine, COUNT)
    finally:
        thread.join()
        engine.close()
    assert len(failures) == 1


@pytest.mark.parametrize(
    ("query", "message", "line", "column"),
    [
        ("SELECT * WHERE { ?s rdf:type ?o }", "the prefix rdf: is not declared", 1, 21),
        ("SELECT *\nWHERE { ?s ?p ?o", "the query ends too early", 2, 17),
        ("SELECT * WHERE {\n  ?s ?p . }", "is not expected here", 2, 11),
        ("SELECT * WHERE { ?s ?p “x” }", "curly quotes", 1, 24),
    ],
)
def test_syntax_errors_say_where_and_what(
    engine: EmbeddedEngine, query: str, message: str, line: int, column: int
) -> None:
    with pytest.raises(QuerySyntaxError, match=message) as caught:
        ask(engine, query)
    assert caught.value.line == line
    assert caught.value.column == column


def test_the_hint_declares_a_prefix_that_we_know(engine: EmbeddedEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(engine, "SELECT * WHERE { ?s skos:note ?o }")
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in (caught.value.hint or "")
