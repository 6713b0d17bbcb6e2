"""The command ``publish``, on real stores, and on servers that reject, disconnect and hang."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from strategy_graph.dataset import Release
from strategy_graph.dataset.release.build import read_release
from strategy_graph.errors import StrategyGraphError
from strategy_graph.publication import Publication, PublicationFailed, RemoteStore, Sent
from tests.cli.conftest import SERVER, in_process
from tests.servers import STORES, RunningStore, free_port, start_store
from tests.servers.faulty_server import faulty_server, says, status

pytestmark = pytest.mark.foreign

Result = subprocess.CompletedProcess[str]
Publish = Callable[..., Result]


@pytest.fixture
def release(small_release: Release) -> Release:
    return small_release


NO_CREDENTIALS = {"STRATEGY_GRAPH_REMOTE_USER": None, "STRATEGY_GRAPH_REMOTE_PASSWORD": None}


@pytest.fixture
def publish(release: Release, tmp_path: Path) -> Publish:
    """Return a function that runs the command; keyword arguments are environment variables."""

    def run(*arguments: str, **environment: str) -> Result:
        in_folder = in_process({**NO_CREDENTIALS, **environment}, tmp_path)
        return in_folder("publish", "--release", str(release.directory), *arguments)

    return run


def start(release: Release, folder: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "strategy_graph.cli", "publish", "--release", str(release.directory), *arguments]
    kept = {name: value for name, value in os.environ.items() if name not in NO_CREDENTIALS}
    environment = {**kept, "PYTHONPATH": str(SERVER), **more}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True)


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    """Start an empty store that accepts updates."""
    with start_store(request.param, tmp_path_factory.mktemp("store")) as store:
        yield store


def count(store: RunningStore, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    headers = {"Accept": "application/sparql-results+json"}
    document = httpx.post(store.sparql, data={"query": query}, headers=headers, timeout=20).json()
    return int(document["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("door", ["graph_store", "sparql"])
def test_everything_arrives_and_can_be_sent_again(
    store: RunningStore, release: Release, tmp_path: Path, door: str
) -> None:
    process = start(release, tmp_path, "--to", getattr(store, door), **store.environment)
    told, steps = process.communicate(timeout=60)
    assert process.returncode == 0
    # Steps are told after a second, which a busy store may take.
    assert all(line.endswith(" …") for line in steps.splitlines())
    for graph, triples in release.graphs.items():
        assert f"{graph}  " in told
        assert f"sent, {triples:,} of {triples:,} triples there" in told
        assert count(store, graph) == triples


def test_a_graph_is_replaced_and_others_are_left_alone(store: RunningStore, publish: Publish, release: Release) -> None:
    graph = next(iter(release.graphs))
    triple = b'<http://example.org/s> <http://example.org/p> "an old one" .\n'
    auth = httpx.DigestAuth("dba", "dba") if store.credentials else None
    for name in (graph, "urn:of-somebody-else"):
        sent = httpx.put(
            store.graph_store,
            params={"graph": name},
            content=triple,
            headers={"Content-Type": "application/n-triples"},
            auth=auth,
        )
        assert sent.status_code in {200, 201, 204}
    assert publish("--to", store.graph_store, **store.environment).returncode == 0
    assert count(store, graph) == release.graphs[graph]
    assert count(store, "urn:of-somebody-else") == 1


def test_a_graph_under_another_name(store: RunningStore, publish: Publish, release: Release) -> None:
    graph = next(iter(release.graphs))
    result = publish("--to", store.graph_store, "--graph-name", f"{graph}=urn:theirs?a=1&b=2", **store.environment)
    assert result.returncode == 0, result.stderr
    assert count(store, "urn:theirs?a=1&b=2") == release.graphs[graph]


def test_a_wrong_path_is_reported(store: RunningStore, publish: Publish) -> None:
    wrong = store.graph_store.rsplit("/", 1)[0] + "/nothing"
    result = publish("--to", wrong, "--query-endpoint", store.sparql, **store.environment)
    assert result.returncode == 2
    assert f"error: nothing takes graphs at {wrong} (" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "not taken" in result.stdout and "not sent" in result.stdout


def test_a_wrong_endpoint_is_reported_after_everything_was_sent(store: RunningStore, publish: Publish) -> None:
    wrong = store.graph_store.rsplit("/", 1)[0] + "/nothing"
    result = publish("--to", store.graph_store, "--query-endpoint", wrong, **store.environment)
    assert result.returncode == 2
    assert f"{wrong} does not count (404)" in result.stderr
    assert "sent, not known what is there" in result.stdout


@pytest.mark.parametrize("password", ["wrong-word", None])
def test_credentials_that_are_refused(virtuoso: RunningStore, publish: Publish, password: str | None) -> None:
    given = {"STRATEGY_GRAPH_REMOTE_USER": "dba", "STRATEGY_GRAPH_REMOTE_PASSWORD": password} if password else {}
    result = publish("--to", virtuoso.graph_store, **given)
    assert result.returncode == 2
    said = "refused the credentials (401)" if password else "wants credentials (401)"
    assert said in result.stderr and "STRATEGY_GRAPH_REMOTE_PASSWORD" in result.stderr
    assert "wrong-word" not in result.stderr + result.stdout
    assert "sent, " not in result.stdout.replace("not sent, ", "")


def test_an_account_that_may_not_write(virtuoso: RunningStore, publish: Publish) -> None:
    anonymous = virtuoso.graph_store.replace("-auth", "")
    result = publish("--to", anonymous)
    assert result.returncode == 2
    assert "(403)" in result.stderr and "Permission denied" in result.stderr


def test_a_store_that_is_read_only(tmp_path: Path, publish: Publish) -> None:
    with start_store("oxigraph", tmp_path / "store"):
        pass
    with start_store("oxigraph", tmp_path / "store", read_only=True) as store:
        result = publish("--to", store.graph_store)
        assert result.returncode == 2
        assert "(403)" in result.stderr or "nothing takes graphs at" in result.stderr
        assert result.stdout.count("0 of ") == 5


def test_a_store_that_truncates_results_is_reported(tmp_path: Path, real_release: Release, publish: Publish) -> None:
    with start_store("virtuoso", tmp_path / "store", rows=10_000) as store:
        result = publish("--release", str(real_release.directory), "--to", store.graph_store, **store.environment)
        assert result.returncode == 0
        assert "warning: this store cuts every result at 10,000 rows" in result.stderr


@pytest.mark.parametrize("name", STORES)
def test_a_store_killed_midway_and_started_again(name: str, tmp_path: Path, release: Release, publish: Publish) -> None:
    with start_store(name, tmp_path / "store") as store:
        publication = Publication(release, RemoteStore.at(store.graph_store), store.credentials)
        steps: list[str] = []

        def kill_at_the_third(step: str) -> None:
            steps.append(step)
            if len(steps) == 3:
                store.kill()

        with pytest.raises(PublicationFailed, match=r"cannot be reached|closed the connection"):
            publication.send(kill_at_the_third)
        with pytest.raises(PublicationFailed, match="cannot be reached"):
            publication.verify(lambda _: None)
        assert [state.sent for state in publication.states[:2]] == [Sent.DONE] * 2
        assert [str(state).partition(",")[0] for state in publication.states[3:]] == ["not sent"] * 2
        assert all(state.there is None for state in publication.states)
    with start_store(name, tmp_path / "store") as store:
        result = publish("--to", store.graph_store, **store.environment)
        assert result.returncode == 0, result.stderr
        assert {graph: count(store, graph) for graph in release.graphs} == release.graphs


def test_a_connection_that_breaks_within_a_graph(publish: Publish, release: Release) -> None:
    def behave(connection: socket.socket, number: int) -> None:
        if number == 1:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    with faulty_server(behave) as server:
        result = publish("--to", server.url)
        assert result.returncode == 2
        assert "closed the connection without an answer" in result.stderr
        assert result.stdout.count("not taken, not known what is there") == 1
        assert result.stdout.count("not sent, not known what is there") == len(release.graphs) - 1


@pytest.mark.parametrize(
    ("line", "body", "said"),
    [
        ("400 Bad Request", b"line 7 is not N-Triples", "did not take <"),
        ("507 Insufficient Storage", b"the disk is full", "(507): the disk is full"),
    ],
)
def test_a_graph_that_is_refused(publish: Publish, line: str, body: bytes, said: str) -> None:
    with faulty_server(status(line, "Content-Type: text/plain", body=body)) as server:
        result = publish("--to", server.url)
        assert result.returncode == 2
        assert said in result.stderr and "run the command again" in result.stderr


def test_a_store_that_takes_graphs_and_loses_them_is_1(publish: Publish) -> None:
    table = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"7"}}]}}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
    with faulty_server(says(head + b"Content-Length: %d\r\n\r\n" % len(table) + table)) as server:
        result = publish("--to", server.url)
        assert result.returncode == 1
        assert "the store holds other numbers of triples than were sent: <" in result.stderr
        assert "> 7 and not " in result.stderr


def test_an_interrupt_reports_what_has_arrived(release: Release, tmp_path: Path) -> None:
    def behave(connection: socket.socket, number: int) -> None:
        if number == 1:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        elif number == 2:
            connection.recv(1)  # the graph was received, and no response is sent
        else:
            connection.sendall(b"HTTP/1.1 503 Oh\r\nContent-Length: 0\r\n\r\n")

    with faulty_server(behave) as server:
        process = start(release, tmp_path, "--to", server.url)
        ends = time.monotonic() + 20
        while len(server.requests) < 2 and time.monotonic() < ends:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "not taken, not known what is there" in told
    assert "error" not in errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing option '--to'"),
        (["--to", "nonsense"], "is not an http or https address"),
        (["--to", "http://127.0.0.1:1/"], "tells neither where the store takes graphs"),
        (["--to", "http://me:secret@127.0.0.1/store"], "the address holds a user name or password"),
        (["--to", "http://127.0.0.1:1/store", "--graph-name", "x"], "is no pair"),
        (["--to", "http://127.0.0.1:1/store", "--graph-name", "urn:x=urn:y"], "the release has no graph <urn:x>"),
        (["--to", "http://127.0.0.1:1/store", "--release", "nothing"], "no release that can be read"),
    ],
)
def test_wrong_usage_is_one_line_and_2(publish: Publish, arguments: list[str], said: str) -> None:
    result = publish(*arguments)
    assert result.returncode == 2
    assert said in result.stderr and "secret" not in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_refused_connection(publish: Publish) -> None:
    result = publish("--to", f"http://127.0.0.1:{free_port()}/store")
    assert result.returncode == 2
    assert "cannot be reached: connection refused" in result.stderr


@pytest.mark.parametrize(
    ("given", "graphs", "endpoint"),
    [
        ("http://h:1/store", "http://h:1/store", "http://h:1/query"),
        ("http://h:1/a/query", "http://h:1/a/store", "http://h:1/a/query"),
        ("http://h:1/sparql", "http://h:1/sparql-graph-crud-auth", "http://h:1/sparql"),
        ("http://h:1/sparql-graph-crud-auth", "http://h:1/sparql-graph-crud-auth", "http://h:1/sparql"),
    ],
)
def test_one_url_is_derived_from_the_other(given: str, graphs: str, endpoint: str) -> None:
    store = RemoteStore.at(given)
    assert (str(store.graphs), str(store.endpoint)) == (graphs, endpoint)
    both = RemoteStore.at(given, graph_store="http://h:2/g", endpoint="http://h:3/q")
    assert (str(both.graphs), str(both.endpoint)) == ("http://h:2/g", "http://h:3/q")


def test_only_named_graphs_can_be_sent(release: Release) -> None:
    changed = read_release(release.directory)
    changed.graphs[""] = 3
    with pytest.raises(StrategyGraphError, match="3 triples in no named graph"):
        Publication(changed, RemoteStore.at("http://h/store"))
