"""The sandboxed engine: limits hold, a lost process costs one query, and nothing is half answered."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from strategy_graph.engine import (
    Cancellation,
    EmbeddedEngine,
    EngineUnavailable,
    Form,
    GuardedQuery,
    Limits,
    QueryCancelled,
    QueryOutOfMemory,
    QueryRequest,
    QuerySyntaxError,
    QueryTimeout,
    QueryUnsupported,
    ResultTooLarge,
)
from strategy_graph.engine.embedded import CASTS
from strategy_graph.engine.pool.worker_process import RENICE_AFTER_SECONDS
from strategy_graph.process_tree import descendants
from strategy_graph.worker.main import NICE
from strategy_graph.worker.spool import INLINE
from tests.engine.conftest import COUNT, CROSS, CSV, ENDLESS, EX, HIDDEN, SHOWN, ask, asked

Make = Callable[..., EmbeddedEngine]
JSON = "application/sparql-results+json"


def test_select_ask_and_construct(engine: EmbeddedEngine) -> None:
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"
    assert b'"boolean":true' in ask(engine, "ASK { ?s ?p ?o }", JSON)
    turtle = ask(engine, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (?s = <{EX}s7>) }}", "text/turtle")
    assert b'ex:s7 ex:p "value 7"' in turtle


@pytest.mark.parametrize(
    "media_type", ["application/trig", "application/n-quads", "application/rdf+xml", "application/ld+json"]
)
def test_graphs_in_the_formats_for_datasets_too(engine: EmbeddedEngine, media_type: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (?s = <{EX}s7>) }}"
    assert b"value 7" in ask(engine, query, media_type)


def test_the_default_graph_is_that_of_the_store(engine: EmbeddedEngine) -> None:
    assert b"secret" not in ask(engine, "SELECT ?s WHERE { ?s ?p ?o }")
    assert b"secret" in ask(engine, f"SELECT ?s WHERE {{ GRAPH <{HIDDEN}> {{ ?s ?p ?o }} }}")


def test_from_chooses_among_stored_graphs_and_fetches_nothing(engine: EmbeddedEngine) -> None:
    assert ask(engine, COUNT.replace("WHERE", f"FROM <{HIDDEN}> WHERE")) == b"n\r\n1\r\n"
    assert ask(engine, COUNT.replace("WHERE", "FROM <http://127.0.0.1:1/x> WHERE")) == b"n\r\n0\r\n"


@pytest.mark.parametrize("clause", ["FROM <{0}> FROM <{0}>", "FROM <{0}> FROM NAMED <{0}> FROM\n<{0}>"])
def test_a_graph_that_is_named_twice_counts_once(engine: EmbeddedEngine, clause: str) -> None:
    assert ask(engine, COUNT.replace("WHERE", clause.format(SHOWN) + " WHERE")) == b"n\r\n1000\r\n"
    names = f"FROM NAMED <{SHOWN}> FROM NAMED <{SHOWN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert ask(engine, f"SELECT (COUNT(*) AS ?n) {names}") == b"n\r\n1000\r\n"


def test_the_dataset_of_the_protocol_overrides_from(engine: EmbeddedEngine) -> None:
    query = COUNT.replace("WHERE", f"FROM <{HIDDEN}> WHERE")
    assert ask(engine, query, default_graphs=(SHOWN,)) == b"n\r\n1000\r\n"
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert ask(engine, named, named_graphs=(HIDDEN,)) == b"n\r\n1\r\n"


def test_a_query_past_its_time_is_stopped_and_the_next_one_works(engine: EmbeddedEngine) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout, match="1 seconds") as caught:
        ask(engine, ENDLESS)
    assert time.monotonic() - start < 2.0
    assert (caught.value.limit, caught.value.value) == ("query_timeout", 1.0)
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


@pytest.mark.slow(reason="waits for a time limit")
def test_a_client_may_ask_for_less_time_and_not_for_more(engine: EmbeddedEngine) -> None:
    with pytest.raises(QueryTimeout, match=r"0\.2 seconds"):
        ask(engine, ENDLESS, timeout=0.2)
    with pytest.raises(QueryTimeout, match="1 seconds"):
        ask(engine, ENDLESS, timeout=600.0)


def test_a_memory_bomb_costs_one_query(make_engine: Make) -> None:
    engine = make_engine(Limits(timeout=20, memory=128 << 20))
    with pytest.raises(QueryOutOfMemory, match="128 MiB") as caught:
        ask(engine, CROSS + " ORDER BY ?i ?f")
    assert caught.value.limit == "worker_memory"
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_result_larger_than_the_limit_is_refused_whole(engine: EmbeddedEngine) -> None:
    with pytest.raises(ResultTooLarge, match="2 MiB"):
        ask(engine, CROSS)


def test_a_large_result_comes_as_a_file_in_memory(engine: EmbeddedEngine) -> None:
    query = f"SELECT * WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {INLINE // 50}"
    result = engine.query(asked(query))
    assert result.file is not None
    assert result.size > INLINE
    assert result.body.count(b"\r\n") == INLINE // 50 + 1
    small = engine.query(asked(COUNT))
    assert small.file is None and small.size == len(small.body)


def test_a_process_killed_at_rest_costs_nothing(engine: EmbeddedEngine) -> None:
    ask(engine, COUNT)
    for pid in engine.pids:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_process_outlives_the_thread_that_asked_first(make_engine: Make) -> None:
    """A web server lets idle threads go; a query of another thread must not end with them."""
    engine = make_engine(size=1, per_client=1)
    first = threading.Thread(target=ask, args=(engine, COUNT))
    first.start()
    first.join()
    (pid,) = engine.pids
    time.sleep(0.3)
    ask(engine, COUNT)
    assert engine.pids == {pid}


def test_a_process_killed_at_work_costs_its_query(make_engine: Make) -> None:
    engine = make_engine(size=1, per_client=1)
    ask(engine, COUNT)
    (pid,) = engine.pids
    threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(EngineUnavailable, match="ended by signal 9"):
        ask(engine, ENDLESS)
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_stack_that_overflows_costs_one_query_and_is_named(make_engine: Make) -> None:
    engine = make_engine()
    path = "/".join(["a"] * 24_000)
    with pytest.raises(QueryUnsupported, match="overflowed its stack"):
        ask(engine, f"SELECT * WHERE {{ ?s {path} ?o }}")
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_running_query_can_be_stopped(make_engine: Make) -> None:
    engine = make_engine(size=1, per_client=1)
    ask(engine, COUNT)
    cancellation = Cancellation()
    threading.Timer(0.3, cancellation.cancel, ("somebody said so",)).start()
    start = time.monotonic()
    with pytest.raises(QueryCancelled, match="somebody said so"):
        engine.query(asked(ENDLESS), cancellation)
    assert time.monotonic() - start < 2
    assert ask(engine, COUNT) == b"n\r\n1000\r\n"


def test_a_query_stopped_before_it_begins_does_not_run(engine: EmbeddedEngine) -> None:
    cancellation = Cancellation()
    assert cancellation.cancel("too late")
    assert not cancellation.cancel("later still")
    with pytest.raises(QueryCancelled, match="too late"):
        engine.query(asked(ENDLESS), cancellation)


def test_the_kernel_refuses_the_network_even_to_a_query_that_passed_the_guard(engine: EmbeddedEngine) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        service = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        slipped = QueryRequest(GuardedQuery(service, Form.SELECT, False, False), CSV)
        with pytest.raises(EngineUnavailable, match="not permitted"):
            engine.query(slipped)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_slow_query_gets_out_of_the_way(make_engine: Make) -> None:
    engine = make_engine(size=1, per_client=1)
    ask(engine, COUNT)
    (pid,) = engine.pids
    cancellation = Cancellation()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            engine.query(asked(ENDLESS), cancellation)
        except QueryCancelled as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(RENICE_AFTER_SECONDS + 0.3)
    assert os.getpriority(os.PRIO_PROCESS, pid) == 19
    cancellation.cancel("enough")
    thread.join()
    assert failures
    ask(engine, COUNT)
    (other,) = engine.pids
    assert other != pid
    assert os.getpriority(os.PRIO_PROCESS, other) == os.getpriority(os.PRIO_PROCESS, os.getpid()) + NICE


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "nothing")
    try:
        with pytest.raises(EngineUnavailable, match="could not be started"):
            ask(engine, COUNT)
    finally:
        engine.close()


def test_an_engine_without_a_store_parses(store: Path) -> None:
    engine = EmbeddedEngine(None)
    try:
        engine.check(asked(ENDLESS).query)
        with pytest.raises(QuerySyntaxError, match="rdf: is not declared"):
            engine.check(asked("SELECT * WHERE { ?s rdf:type ?o }").query)
    finally:
        engine.close()


def test_closing_stops_what_runs_and_leaves_no_process(make_engine: Make) -> None:
    engine = make_engine()
    ask(engine, COUNT)
    failures: list[Exception] = []

    def run() -> None:
        try:
            ask(engine, ENDLESS)
        except EngineUnavailable as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.4)
    pids = engine.pids
    assert pids <= descendants(os.getpid())
    engine.close()
    thread.join(timeout=5)
    assert len(failures) == 1
    assert not pids & descendants(os.getpid())
    with pytest.raises(EngineUnavailable):
        ask(engine, COUNT)


@pytest.mark.parametrize(
    ("query", "message", "line", "column"),
    [
        ("SELECT * WHERE { ?s rdf:type ?o }", "the prefix rdf: is not declared", 1, 21),
        ("SELECT *\nWHERE { ?s ?p ?o", "this { is not closed", 2, 7),
        ("SELECT * WHERE {\n  ?s ?p . }", r"an object is missing after \?p", 2, 6),
        ("SELECT * WHERE {\n  ?s ?p [ ?q ] }", r"an object is missing after \?q", 2, 11),
        ("SELECT * WHERE { ?s ?p “x” }", "curly quotes", 1, 24),
        ("SELECT * WHERE {\n  ?s ?p ?o\n  ?o ?q ?r . }", "a dot is missing", 3, 3),
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


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER(<http://x/f>(?o)) }",
        "SELECT (<http://x/f>(?o) AS ?v) { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ORDER BY <http://x/f>(?o)",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(<http://x/f>(?s))",
        "PREFIX x: <http://x/> ASK { ?s ?p ?o OPTIONAL { ?s ?p ?v FILTER x:f(?v) } }",
    ],
)
def test_an_unknown_function_is_named_with_those_that_exist(engine: EmbeddedEngine, query: str) -> None:
    with pytest.raises(QueryUnsupported, match="there is no function <http://x/f>") as caught:
        ask(engine, query, JSON)
    assert "xsd:integer" in (caught.value.hint or "")


@pytest.mark.parametrize("name", CASTS)
def test_the_casts_that_are_named_exist(engine: EmbeddedEngine, name: str) -> None:
    ask(engine, f'SELECT (<http://www.w3.org/2001/XMLSchema#{name}>("1") AS ?v) {{}}')


def test_a_service_without_a_name_is_the_querys_own_fault(engine: EmbeddedEngine) -> None:
    query = GuardedQuery("SELECT * { SERVICE ?nowhere { ?s ?p ?o } }", Form.SELECT, False, False)
    with pytest.raises(QueryUnsupported, match="service name is unbound"):
        engine.query(QueryRequest(query, CSV))
