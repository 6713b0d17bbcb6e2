"""The harness on our own server, once, with the least of everything; no figure is judged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from bench import measure, wrk
from bench.cli import main
from bench.client import load_in_python
from bench.data import Data, prepare
from bench.peers import PEERS, Loaded, Peer, Refused
from bench.queries import MORE, queries
from bench.report import write_report
from bench.runner import Plan, run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return prepare("5k", 1, tmp_path_factory.mktemp("data"), lambda _: None)


class Absent(PEERS[1]):  # type: ignore[misc,valid-type]
    name = "absent"
    title = "Absent"
    program = "no-such-program"


class Slow(Peer):
    name, title, program = "slow", "Slow", "python3"

    def version(self) -> str:
        return "1"

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        raise Refused(f"not done after {limit:.0f} s")

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        raise AssertionError


def test_every_query_has_an_answer(data: Data) -> None:
    store = Store()
    store.bulk_load(path=str(data.path))
    for query in queries(data):
        found = store.query(query.text(3))
        assert len(list(found)) > 0, query.name  # type: ignore[arg-type]
        assert query.text(3) != query.text(4)


def test_what_wrk_is_told_is_what_we_ask(data: Data) -> None:
    for query in queries(data):
        told = wrk.lua("/sparql", query, 7)
        parts = re.findall(r'"([^"]*)"', told.partition("parts = {")[2].partition("}")[0])
        items = re.findall(r'"([^"]*)"', told.partition("items = {")[2])
        filled = [str(MORE + 7) if part == "#" else items[7 % len(items)] if part == "*" else part for part in parts]
        assert "".join(filled) == query.path("/sparql", 7)
        assert parse_qs(urlsplit("".join(filled)).query)["query"] == [query.text(7)]


@pytest.mark.slow(reason="measures for a second each, with wrk")
def test_a_small_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "CONNECTIONS", (2,))
    # A table and a graph; the others are asked of the store above.
    monkeypatch.setattr(
        measure, "queries", lambda data: [q for q in queries(data) if q.name in ("lookup", "construct")]
    )
    steps: list[str] = []
    only = frozenset({"queries", "runaways"})
    plan = Plan(["5k"], [PEERS[0], Absent, Slow], only, 1, 0.2, 60, 300, tmp_path / "work", port=8871)
    results = run(plan, steps.append)
    peers = results["sizes"]["5k"]["peers"]
    assert peers["absent"] == {"absent": "no-such-program is not installed"}
    assert peers["slow"] == {"absent": "not done after 60 s"}
    ours = peers["ours"]
    assert ours["load"]["rate"] > 0
    assert ours["memory"]["peak"] >= ours["memory"]["idle"] > 0
    assert ours["queries"].keys() == {"lookup", "construct"}
    for figures in ours["queries"].values():
        assert figures["rows"] > 0
        for kind in ("first", "repeated"):
            assert all(load["rate"] > 0 and load["errors"] == 0 for load in figures[kind]["loads"])
    assert ours["runaways"]["alone"]["rate"] > 0
    assert not list((plan.work / "stores").iterdir())
    assert str(tmp_path) not in json.dumps(results)

    docs = tmp_path / "docs"
    docs.mkdir()
    page, _, picture = write_report(results, docs)
    text = page.read_text(encoding="utf-8")
    assert "- Absent, 5k: no-such-program is not installed" in text
    assert "| lookup | strategy-graph | 1 | first time | " in text
    ElementTree.parse(picture)


@pytest.mark.slow(reason="measures a running server")
def test_the_client_without_wrk(tmp_path: Path, data: Data) -> None:
    peer = PEERS[0](tmp_path)
    peer.load(data, tmp_path, 60)
    lookup = queries(data)[0]
    with measure.running(peer, data, tmp_path, 8870, 60):
        for first in (None, measure.fresh()):
            load = load_in_python(8870, peer.path, lookup, 2, 0.3, first)
            assert load.errors == 0
            assert load.requests > 2
            assert 0 < load.p50 <= load.p99


def test_the_command_says_what_it_takes(tmp_path: Path) -> None:
    runner = CliRunner()
    for arguments, said in (
        (["--sizes", "5g"], "5g is no size"),
        (["--peers", "ours,theirs"], "theirs: write some of ours, oxigraph"),
        (["--only", "everything"], "everything: write some of queries, runaways"),
    ):
        result = runner.invoke(main, [*arguments, "--work", str(tmp_path)])
        assert result.exit_code == 2
        assert said in result.output
