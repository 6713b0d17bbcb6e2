"""Tests of the benchmark on this project's server, with minimal durations; the figures themselves are not checked."""

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
from bench.client import generate_load_in_python
from bench.data import DataFile, prepare_data_file
from bench.queries import MIN_LIMIT, queries
from bench.report import write_report
from bench.runner import RunConfig, run
from bench.servers import SERVERS, LoadResult, Server, ServerError


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFile:
    return prepare_data_file("5k", 1, tmp_path_factory.mktemp("data"), lambda _: None)


class Absent(SERVERS[1]):  # type: ignore[misc,valid-type]
    name = "absent"
    title = "Absent"
    program = "no-such-program"


class Slow(Server):
    name, title, program = "slow", "Slow", "python3"

    def version(self) -> str:
        return "1"

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        raise ServerError(f"not done after {limit:.0f} s")

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        raise AssertionError


def test_every_query_has_an_answer(data: DataFile) -> None:
    store = Store()
    store.bulk_load(path=str(data.path))
    for query in queries(data):
        found = store.query(query.text(3))
        assert len(list(found)) > 0, query.name  # type: ignore[arg-type]
        assert query.text(3) != query.text(4)


def test_wrk_sends_the_same_queries(data: DataFile) -> None:
    for query in queries(data):
        chunk = wrk.lua_query("/sparql", query, 7)
        parts = re.findall(r'"([^"]*)"', chunk.partition("parts = {")[2].partition("}")[0])
        items = re.findall(r'"([^"]*)"', chunk.partition("items = {")[2])
        filled = [
            str(MIN_LIMIT + 7) if part == "#" else items[7 % len(items)] if part == "*" else part for part in parts
        ]
        assert "".join(filled) == query.path("/sparql", 7)
        assert parse_qs(urlsplit("".join(filled)).query)["query"] == [query.text(7)]


@pytest.mark.slow(reason="measures for a second each, with wrk")
def test_a_small_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "CONNECTIONS", (2,))
    # One query with a table and one with a graph; test_every_query_has_an_answer covers the others.
    monkeypatch.setattr(
        measure, "queries", lambda data: [q for q in queries(data) if q.name in ("lookup", "construct")]
    )
    steps: list[str] = []
    measurements = frozenset({"queries", "runaways"})
    config = RunConfig(["5k"], [SERVERS[0], Absent, Slow], measurements, 1, 0.2, 60, 300, tmp_path / "work", port=8871)
    results = run(config, steps.append)
    servers = results["sizes"]["5k"]["peers"]
    assert servers["absent"] == {"absent": "no-such-program is not installed"}
    assert servers["slow"] == {"absent": "not done after 60 s"}
    ours = servers["ours"]
    assert ours["load"]["rate"] > 0
    assert ours["memory"]["peak"] >= ours["memory"]["idle"] > 0
    assert ours["queries"].keys() == {"lookup", "construct"}
    for figures in ours["queries"].values():
        assert figures["rows"] > 0
        for kind in ("first", "repeated"):
            assert all(load["rate"] > 0 and load["errors"] == 0 for load in figures[kind]["loads"])
    assert ours["runaways"]["alone"]["rate"] > 0
    assert not list((config.work / "stores").iterdir())
    assert str(tmp_path) not in json.dumps(results)

    docs = tmp_path / "docs"
    docs.mkdir()
    page, _, charts = write_report(results, docs)
    text = page.read_text(encoding="utf-8")
    assert "- Absent, 5k: no-such-program is not installed" in text
    assert "| lookup | strategy-graph | 1 | first time | " in text
    ElementTree.parse(charts)


@pytest.mark.slow(reason="measures a running server")
def test_the_client_without_wrk(tmp_path: Path, data: DataFile) -> None:
    server = SERVERS[0](tmp_path)
    server.load(data, tmp_path, 60)
    lookup = queries(data)[0]
    with measure.running_server(server, data, tmp_path, 8870, 60):
        for first_number in (None, measure.reserve_numbers()):
            load = generate_load_in_python(8870, server.endpoint, lookup, 2, 0.3, first_number)
            assert load.errors == 0
            assert load.requests > 2
            assert 0 < load.p50 <= load.p99


def test_error_messages_for_invalid_options(tmp_path: Path) -> None:
    runner = CliRunner()
    for arguments, message in (
        (["--sizes", "5g"], "5g is not a valid size"),
        (["--peers", "ours,theirs"], "theirs: choose from ours, oxigraph"),
        (["--only", "everything"], "everything: choose from queries, runaways"),
    ):
        result = runner.invoke(main, [*arguments, "--work", str(tmp_path)])
        assert result.exit_code == 2
        assert message in result.output
