"""Oxigraph and Virtuoso as processes of their own, each in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from strategy_graph.dataset import Release
from strategy_graph.outbound import Credentials
from strategy_graph.publication import Publication, RemoteStore
from tests.servers.programs import find_program

STORES = ("oxigraph", "virtuoso")
PORTS = range(8900, 9000)
START_LIMIT = 40.0
STOP_LIMIT = 10.0

VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = {seconds}
"""


@dataclass(frozen=True)
class RunningStore:
    """A store that answers.

    :ivar sparql: its SPARQL endpoint.
    :ivar graph_store: where it takes graphs.
    :ivar credentials: of an account that may write.
    :ivar environment: the variables that give our commands those credentials.
    """

    name: str
    sparql: str
    graph_store: str
    credentials: Credentials | None
    process: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        if self.credentials is None:
            return {}
        return {
            "STRATEGY_GRAPH_REMOTE_USER": self.credentials.user,
            "STRATEGY_GRAPH_REMOTE_PASSWORD": self.credentials.password,
        }

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(timeout=STOP_LIMIT)


def _own_ports() -> range:
    """The ports of this test process: between the choice of a port and its use another process could choose it too."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return PORTS[number :: int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))]


def free_port() -> int:
    """A loopback port that nobody listens at."""
    ports = _own_ports()
    for port in random.sample(ports, len(ports)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def _program(name: str) -> str:
    """Return the program of a store, as :func:`find_program` does."""
    if name == "oxigraph":
        # That of the environment in which the tests run, before any other.
        own = Path(sys.executable).parent / name
        return str(own) if own.is_file() else find_program(name, hint="make install")
    return find_program("virtuoso-t", "virtuoso-opensource-7-bin")


@contextmanager
def start_store(
    name: str, folder: Path, *, read_only: bool = False, rows: int = 1_000_000, seconds: int = 30
) -> Iterator[RunningStore]:
    """A store of that make, on data in the folder, while inside.

    :param read_only: Oxigraph only; the folder must hold a store.
    :param rows: at which Virtuoso cuts results short.
    :param seconds: after which the store is asked to end a query by itself. Oxigraph does not always do so.
    """
    program = _program(name)
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(3):
        port, sql_port = free_port(), free_port()
        if port != sql_port:
            break
    root = f"http://127.0.0.1:{port}"
    if name == "oxigraph":
        command = [program, "serve-read-only" if read_only else "serve"]
        command += ["--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}", "--timeout-s", str(seconds)]
        sparql, graph_store, credentials = root + "/query", root + "/store", None
    else:
        ini = VIRTUOSO.format(port=port, sql_port=sql_port, rows=rows, seconds=seconds)
        (folder / "virtuoso.ini").write_text(ini, "ascii")
        (folder / "virtuoso.lck").unlink(missing_ok=True)  # of one that was killed
        command = [program, "+foreground", "+configfile", "virtuoso.ini"]
        sparql, graph_store = root + "/sparql", root + "/sparql-graph-crud-auth"
        credentials = Credentials("dba", "dba")
    with (folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=partial(_end_with_us, os.getpid()),
        )
    store = RunningStore(name, sparql, graph_store, credentials, process)
    try:
        _await(store, folder)
        yield store
    finally:
        store.kill()


def loaded(store: RunningStore, release: Release) -> RunningStore:
    """The store, with the release in it. That all arrives is tested in tests/cli/test_publish.py."""
    Publication(release, RemoteStore.at(store.graph_store), store.credentials).send(lambda _: None)
    return store


def _await(store: RunningStore, folder: Path) -> None:
    ends = time.monotonic() + START_LIMIT
    while time.monotonic() < ends:
        if store.process.poll() is not None:
            break
        try:
            if httpx.get(store.sparql, params={"query": "ASK {}"}, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    said = (folder / "output.txt").read_text("utf-8", "replace")[-2000:]
    raise AssertionError(f"{store.name} did not start within {START_LIMIT:g} seconds: {said}")


def _end_with_us(parent: int) -> None:
    # In its own group, so that Ctrl-C in the tests is not Ctrl-C in the store; and never left behind.
    os.setpgrp()
    from strategy_graph.process_tree import end_with_parent

    end_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
