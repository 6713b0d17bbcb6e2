"""The service switches to a new release without a restart and without dropping requests."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from strategy_graph.dataset import build_user_data_release, user_data_target
from strategy_graph.process_tree import descendants
from tests.web.conftest import Running, Serve

pytestmark = pytest.mark.slow(reason="builds releases while a server runs")

Release = Callable[[str], None]


def until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    for _ in range(int(seconds * 20)):
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "own.nt"
    triples = (f"<http://x/{n}> <http://x/p> <http://x/{n * 7 % 1500}> .\n" for n in range(1500))
    file.write_text("".join(triples), encoding="utf-8")
    return file


@pytest.fixture
def release(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    """Return a function that adds a triple to the data and builds a new release while a server runs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def build(value: str) -> None:
        data.write_text(data.read_text(encoding="utf-8") + f'<http://x/s> <http://x/p> "{value}" .\n', encoding="utf-8")
        build_user_data_release(data, user_data_target(data))

    return build


@pytest.fixture
def running(serve: Serve, data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Running:
    arguments = getattr(request, "param", ["--watch"])
    # A slow query must not reach its limit, even on a loaded machine.
    return serve("--data", str(data), "--query-timeout", "200", *arguments, XDG_CACHE_HOME=str(tmp_path / "cache"))


def has(running: Running, value: str) -> bool:
    query = {"query": f'ASK {{ ?s ?p "{value}" }}', "format": "csv"}
    return httpx.get(running.address + "/sparql", params=query, timeout=30).text == "true"


@pytest.mark.parametrize("running", [["--watch"], []], ids=["watch", "SIGHUP"], indirect=True)
def test_switching_the_release_drops_no_request(
    running: Running, release: Release, request: pytest.FixtureRequest
) -> None:
    assert not has(running, "new")
    first = running.health()["release"]
    failures: list[str] = []
    answered = 0
    stop = threading.Event()

    def load() -> None:
        nonlocal answered
        number = 0
        with httpx.Client(timeout=30) as client:
            while not stop.is_set():
                number += 1
                try:
                    query = {"query": f"ASK {{ ?s ?p {number % 50} }}"}
                    response = client.get(running.address + "/sparql", params=query)
                    if response.status_code != 200:
                        failures.append(response.text)
                except httpx.TransportError as error:
                    failures.append(repr(error))
                answered += 1

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        release("new")
        if "SIGHUP" in request.node.name:
            time.sleep(1.5)
            assert running.health()["release"] == first, "without --watch it waits for the signal"
            running.process.send_signal(signal.SIGHUP)
        assert until(lambda: bool(running.health()["release"] != first))
        assert has(running, "new"), "the cache was emptied"
        time.sleep(0.3)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert not failures
    assert answered > 20


def test_a_running_query_is_answered_by_the_release_it_started_on(running: Running, release: Release) -> None:
    running.queries()  # the index of the documents is read
    first = running.health()["release"]
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) = 4321) }"
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(httpx.get(running.address + "/sparql", params={"query": slow, "format": "csv"}, timeout=200))

    thread = threading.Thread(target=ask)
    thread.start()
    assert until(lambda: bool(running.health()["engine"]["running"]))
    release("while it runs")
    assert until(lambda: bool(running.health()["release"] != first))
    thread.join()
    assert answers[0].text == "n\r\n0\r\n"


def test_a_broken_release_changes_nothing(running: Running, release: Release, data: Path, tmp_path: Path) -> None:
    first = running.health()["release"]
    (releases,) = (tmp_path / "cache" / "digital-strategy-graph").iterdir()
    broken = releases / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    link = releases / "current"
    link.unlink()
    link.symlink_to("broken")
    time.sleep(2.2)
    assert running.health()["release"] == first
    assert has(running, "nothing") is False


@pytest.mark.parametrize("running", [[]], ids=["no watch"], indirect=True)
def test_a_served_release_is_not_removed(running: Running, release: Release) -> None:
    """Without --watch a server keeps its release, whatever number is built later."""
    first = running.health()["release"]
    for number in range(6):
        release(f"number {number}")
    assert running.health()["release"] == first
    assert has(running, "number 5") is False
    os.kill(max(descendants(running.process.pid)), signal.SIGKILL)  # its replacement must open the old store again
    assert until(lambda: not has(running, "nothing"))
