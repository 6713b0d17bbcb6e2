"""The remote engine on a server that breaks the rules: a whole answer or an error, in time, and no secret told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import pytest

from strategy_graph.engine import (
    Cancellation,
    EngineBusy,
    EngineUnavailable,
    Guard,
    PoolLimits,
    QueryCancelled,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from strategy_graph.engine.remote.engine import RemoteEngine, RemoteLimits
from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import Credentials
from tests.servers import free_port
from tests.servers.faulty_server import (
    HEAD,
    OPENING,
    ROW,
    WHOLE,
    Behaviour,
    FaultyServer,
    drips,
    faulty_server,
    floods,
    hangs,
    says,
    status,
    whole,
)

pytestmark = pytest.mark.slow(reason="waits for servers that do not answer")

ONE = b"n\r\n1\r\n"
SELECT = "SELECT ?n { ?s ?p ?n }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
SECRET = Credentials("me", "geheim")


def make_engine(server: FaultyServer, credentials: Credentials | None = None, **limits: float) -> RemoteEngine:
    bounds = RemoteLimits(**{"timeout": 5.0, "result_bytes": 1 << 20, **limits})  # type: ignore[arg-type]
    return RemoteEngine(server.url, credentials=credentials, limits=bounds, pool_limits=PoolLimits(2, 2, 1, 0.3))


def ask(engine: RemoteEngine, query: str = SELECT, cancellation: Cancellation | None = None) -> QueryResult:
    media_type = "text/turtle" if query == CONSTRUCT else "text/csv"
    return engine.query(QueryRequest(Guard().admit(query), media_type), cancellation)


def fails(behaviour: Behaviour, kind: type[StrategyGraphError], said: str, query: str = SELECT) -> StrategyGraphError:
    with faulty_server(behaviour) as server:
        engine = make_engine(server)
        begun = time.monotonic()
        with pytest.raises(kind, match=said) as raised:
            ask(engine, query)
        assert time.monotonic() - begun < 4
        assert engine.health()["running"] == 0
    assert raised.value.hint
    return raised.value


def test_a_good_answer_is_taken() -> None:
    with faulty_server(says(whole())) as server:
        engine = make_engine(server)
        assert ask(engine).body == ONE
        assert b"POST /sparql HTTP/1.1" in server.requests[0]
        assert b"query=SELECT+%3Fn" in server.requests[0]


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("400 Bad Request", QuerySyntaxError, "does not take this query: no such thing"),
        ("401 Unauthorized", EngineUnavailable, "wants credentials \\(401\\)"),
        ("403 Forbidden", EngineUnavailable, "wants credentials \\(403\\): no such thing"),
        ("404 Not Found", EngineUnavailable, "no SPARQL endpoint at http://127.0.0.1"),
        ("406 Not Acceptable", EngineUnavailable, "answered 406: no such thing"),
        ("413 Too Large", EngineUnavailable, "too long"),
        ("429 Too Many Requests", EngineBusy, "fewer queries"),
        ("500 Oh", EngineUnavailable, "could not answer \\(500\\): no such thing"),
        ("503 Oh", EngineUnavailable, "could not answer \\(503\\): no such thing"),
        ("206 Partial Content", EngineUnavailable, "answered 206"),
        ("204 No Content", EngineUnavailable, "answered 204"),
    ],
)
def test_statuses(line: str, kind: type[StrategyGraphError], said: str) -> None:
    html = b"<html><title>x</title><b>no such\n thing</b>\x1b[31m\n\n<p>and much more</p></html>"
    body = b"" if line.startswith("204") else html
    error = fails(status(line, "Content-Type: text/html", body=body), kind, said)
    assert "much more" not in error.message and "\x1b" not in error.message


def test_a_busy_remote_says_when_to_come_again() -> None:
    error = fails(status("429 Too Many Requests", "Retry-After: 7"), EngineBusy, "429")
    assert isinstance(error, EngineBusy)
    assert (error.value, error.hint) == (7, "Try again in 7 seconds")


@pytest.mark.parametrize(
    "behaviour",
    [
        says(HEAD + b"Content-Length: 5000\r\n\r\n" + OPENING),
        says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(WHOLE), WHOLE)),
        says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5000\r\n" + OPENING),
        says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + OPENING),
        says(whole(OPENING + ROW % 1)),
        says(whole(OPENING + b"<result>")),
        says(whole(WHOLE[:-3])),
        says(whole(b"")),
        says(whole(WHOLE + b"The operation has been cancelled")),
    ],
)
def test_half_an_answer_is_no_answer(behaviour: Behaviour) -> None:
    fails(behaviour, EngineUnavailable, "broke off")


@pytest.mark.parametrize("query", [SELECT, CONSTRUCT])
def test_an_answer_without_a_length_is_not_trusted(query: str) -> None:
    head = HEAD if query == SELECT else b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n"
    fails(says(head + b"\r\n" + WHOLE), EngineUnavailable, "does not say where its answers end", query)


def test_half_a_graph_that_parses_is_no_answer() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 90\r\n\r\n"
    fails(says(head + b"<a:a> <a:b> <a:c> .\n"), EngineUnavailable, "broke off", CONSTRUCT)


@pytest.mark.parametrize(
    ("head", "query"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", SELECT),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n", SELECT),
        (HEAD, CONSTRUCT),
        (b"HTTP/1.1 200 OK\r\n", SELECT),
    ],
)
def test_the_wrong_kind_of_answer(head: bytes, query: str) -> None:
    fails(says(whole(head=head)), EngineUnavailable, "which is no SPARQL result", query)


@pytest.mark.parametrize("state", ["S1TAT", "S1T00"])
def test_a_result_that_the_store_says_is_partial(state: str) -> None:
    behaviour = says(whole(head=HEAD + f"X-SQL-State: {state}\r\n".encode()))
    fails(behaviour, EngineUnavailable, "own time limit")


@pytest.mark.parametrize("garbage", [b"SSH-2.0-OpenSSH\r\n", b"\x16\x03\x01", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_not_http(garbage: bytes) -> None:
    fails(says(garbage), EngineUnavailable, "closed the connection without an answer")


@pytest.mark.parametrize(
    "behaviour", [hangs(), hangs(HEAD), hangs(HEAD + b"Content-Length: 500\r\n\r\n" + OPENING), drips()]
)
def test_the_clock_holds_whatever_the_server_does(behaviour: Behaviour) -> None:
    with faulty_server(behaviour) as server:
        engine = make_engine(server, timeout=0.5)
        begun = time.monotonic()
        with pytest.raises(QueryTimeout) as late:
            ask(engine)
        assert time.monotonic() - begun < 1.0
        assert (late.value.limit, late.value.value) == ("query_timeout", 0.5)
        assert engine.health()["timeouts"] == 1


@pytest.mark.parametrize("behaviour", [hangs(), hangs(HEAD + b"Content-Length: 500\r\n\r\n" + OPENING), drips()])
def test_cancelling_closes_the_connection(behaviour: Behaviour) -> None:
    with faulty_server(behaviour) as server:
        engine = make_engine(server)
        cancellation = Cancellation()
        threading.Timer(0.3, cancellation.cancel, ("enough",)).start()
        begun = time.monotonic()
        with pytest.raises(QueryCancelled, match="enough"):
            ask(engine, cancellation=cancellation)
        assert time.monotonic() - begun < 0.8
        cancelled = Cancellation()
        cancelled.cancel("before it began")
        with pytest.raises(QueryCancelled, match="before it began"):
            ask(engine, cancellation=cancelled)
        assert len(server.requests) == 1


def test_closing_the_engine_ends_what_runs() -> None:
    with faulty_server(hangs()) as server:
        engine = make_engine(server)
        threading.Timer(0.3, engine.close).start()
        with pytest.raises(QueryCancelled, match="the service is stopping"):
            ask(engine)
        with pytest.raises(EngineUnavailable, match="the service is stopping"):
            ask(engine)


def test_silence_can_have_a_limit_of_its_own() -> None:
    with (
        faulty_server(hangs()) as server,
        pytest.raises(EngineUnavailable, match=r"did not begin to answer within 0\.3 seconds"),
    ):
        ask(make_engine(server, silence=0.3))


@pytest.mark.parametrize("block", [ROW % 1 * 500, b" " * 65536, b"<literal>" + b"x" * 65536])
def test_an_endless_body_is_given_up(block: bytes) -> None:
    with faulty_server(floods(block, 200 << 20)) as server:
        engine = make_engine(server, result_bytes=1 << 18, timeout=20.0)
        with pytest.raises((ResultTooLarge, EngineUnavailable)):
            ask(engine)


def test_places_are_bounded_and_shared() -> None:
    with faulty_server(hangs()) as server:
        engine = make_engine(server, timeout=1.5)
        running = [threading.Thread(target=pytest.raises, args=(QueryTimeout, ask, engine)) for _ in range(2)]
        for thread in running:
            thread.start()
        time.sleep(0.2)
        waiting = threading.Thread(target=pytest.raises, args=(EngineBusy, ask, engine))
        waiting.start()
        time.sleep(0.1)
        with pytest.raises(EngineBusy, match="1 queries wait already") as full:
            ask(engine)
        assert full.value.limit == "query_queue"
        waiting.join(5)
        begun = time.monotonic()
        with pytest.raises(EngineBusy, match=r"within 0\.3 seconds: as many as may run") as busy:
            ask(engine)
        assert busy.value.limit == "query_workers"
        assert time.monotonic() - begun < 0.6
        for thread in running:
            thread.join(5)
        assert engine.health()["running"] == engine.health()["waiting"] == 0


def test_a_client_has_a_share() -> None:
    with faulty_server(hangs()) as server:
        engine = RemoteEngine(server.url, limits=RemoteLimits(timeout=1.0), pool_limits=PoolLimits(2, 1, 4, 0.2))
        query = QueryRequest(Guard().admit(SELECT), "text/csv", client="a")
        thread = threading.Thread(target=pytest.raises, args=(QueryTimeout, engine.query, query))
        thread.start()
        time.sleep(0.1)
        with pytest.raises(EngineBusy, match="1 queries of yours are running"):
            engine.query(query)
        with pytest.raises(QueryTimeout):
            engine.query(QueryRequest(query.query, "text/csv", client="b", timeout=0.2))
        thread.join(5)


def lost_at_first(times: int) -> Behaviour:
    def behave(connection: object, number: int) -> None:
        if number > times:
            connection.sendall(whole())  # type: ignore[attr-defined]

    return behave


def test_a_connection_lost_before_the_answer_is_tried_once_more() -> None:
    with faulty_server(lost_at_first(1)) as server:
        assert ask(make_engine(server)).body == ONE
        assert len(server.requests) == 2
    with faulty_server(lost_at_first(2)) as server:
        with pytest.raises(EngineUnavailable, match="closed the connection without an answer"):
            ask(make_engine(server))
        assert len(server.requests) == 2


def test_a_server_that_comes_up_in_a_moment_is_waited_for() -> None:
    port = free_port()
    answers: list[bytes] = []
    engine = RemoteEngine(f"http://127.0.0.1:{port}/sparql")
    thread = threading.Thread(target=lambda: answers.append(ask(engine).body))
    thread.start()
    time.sleep(0.05)
    with faulty_server(says(whole()), port):
        thread.join(5)
    assert answers == [ONE]


def test_nothing_listens() -> None:
    engine = RemoteEngine(f"http://127.0.0.1:{(port := free_port())}/sparql")
    with pytest.raises(EngineUnavailable, match=f"127.0.0.1:{port} cannot be reached: connection refused") as gone:
        ask(engine)
    assert gone.value.hint is not None and "Check the address" in gone.value.hint


def test_no_such_host() -> None:
    with pytest.raises(EngineUnavailable, match="no such host is known"):
        ask(RemoteEngine("http://no-such-host.invalid/sparql"))


def redirects(location: str, line: str = "307 Temporary Redirect") -> Behaviour:
    def behave(connection: object, number: int) -> None:
        head = f"HTTP/1.1 {line}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
        connection.sendall(head if number == 1 else whole())  # type: ignore[attr-defined]

    return behave


@pytest.mark.parametrize("line", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_a_redirect_on_the_same_server_is_followed(line: str) -> None:
    with faulty_server(redirects("/sparql/", line)) as server:
        assert ask(make_engine(server)).body == ONE
        assert server.requests[1].startswith(b"POST /sparql/ HTTP/1.1")
        assert server.requests[1].endswith(server.requests[0].partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize("location", ["http://127.0.0.2:{port}/sparql", "https://127.0.0.1:{port}/", "ftp://x/", ""])
def test_no_other_server_is_asked(location: str) -> None:
    with faulty_server(says(whole())) as other, faulty_server(redirects(location.format(port=other.port))) as server:
        with pytest.raises(EngineUnavailable, match="redirects to"):
            ask(make_engine(server, SECRET))
        assert not other.requests


def test_redirects_have_an_end() -> None:
    fails(status("307 Temporary Redirect", "Location: /again"), EngineUnavailable, "redirects more than 3 times")


def challenged(challenge: str) -> Behaviour:
    def behave(connection: object, number: int) -> None:
        refusal = f"HTTP/1.1 401 Unauthorized\r\n{challenge}\r\nContent-Length: 0\r\n\r\n".encode()
        connection.sendall(refusal if number == 1 else whole())  # type: ignore[attr-defined]

    return behave


@pytest.mark.parametrize(
    ("challenge", "sent"),
    [
        ('WWW-Authenticate: Basic realm="x"', b"Authorization: Basic bWU6Z2VoZWlt\r\n"),
        (
            'WWW-Authenticate: Digest realm="x", nonce="y", qop="auth"',
            b'Authorization: Digest username="me", realm="x"',
        ),
    ],
)
def test_credentials_are_sent_as_the_server_asks(challenge: str, sent: bytes) -> None:
    with faulty_server(challenged(challenge)) as server:
        engine = make_engine(server, SECRET)
        assert ask(engine).body == ONE
        assert ask(engine).body == ONE
        first, second, third = server.requests
        assert b"Authorization" not in first
        assert sent in second + b"\r\n" and sent in third + b"\r\n"


@pytest.mark.parametrize("credentials", [SECRET, Credentials(token="geheim")])
@pytest.mark.parametrize(
    "behaviour",
    [
        status("401 Unauthorized", 'WWW-Authenticate: Basic realm="x"'),
        status("401 Unauthorized", 'WWW-Authenticate: Digest realm="x", nonce="y", qop="auth"', body=b"no"),
        status("403 Forbidden", body=b"not you"),
        status("500 Oh", body=b"oh"),
    ],
)
def test_credentials_are_never_told(
    behaviour: Behaviour, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with faulty_server(behaviour) as server:
        engine = make_engine(server, credentials)
        with pytest.raises(
            EngineUnavailable, match=r"refused the credentials|could not answer|wants credentials"
        ) as raised:
            ask(engine)
        told = f"{raised.value} {raised.value!r} {engine.health()} {caplog.text} {raised.value.__cause__!r}"
        assert "geheim" not in told and "bWU6Z2VoZWlt" not in told
        assert 1 <= len(server.requests) <= 2


def test_many_threads_at_once() -> None:
    with faulty_server(says(whole())) as server:
        engine = RemoteEngine(server.url, pool_limits=PoolLimits(4, 4, 64, 10))
        answers: list[bytes] = []
        job: Callable[[], None] = lambda: answers.extend(ask(engine).body for _ in range(10))  # noqa: E731
        threads = [threading.Thread(target=job) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert answers == [ONE] * 80
        assert engine.health()["connections"] == engine.health()["capacity"] == 4
