"""Tests of the paired comparison: error messages, and queries without an answer."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from bench import paired
from bench.data import DataFile
from bench.http_requests import LoadStatistics, summarize
from bench.queries import Query
from bench.servers import LoadResult, Server


class Present(Server):
    name, title, program = "present", "Present", "python3"

    def version(self) -> str:
        return "1"

    def load(self, data: DataFile, folder: Path, limit: float) -> LoadResult:
        return LoadResult()

    def command(self, data: DataFile, folder: Path, port: int) -> list[str]:
        raise AssertionError


class Absent(Present):
    name, title, program = "absent", "Absent", "no-such-program"


class Other(Present):
    name = "other"


@pytest.fixture(autouse=True)
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paired, "SERVERS", (Present, Other, Absent))
    monkeypatch.setattr(paired, "WORK", tmp_path)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["paired", *arguments])
    paired.main()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("5k", "present"), "usage: python -m bench.paired SIZE SERVER SERVER QUERY,QUERY"),
        (("5k", "present", "absent", "lookup"), "absent cannot run here: no-such-program is not installed"),
        (("5k", "present", "theirs", "lookup"), "no such server: theirs; known are present, other, absent"),
        (("5g", "present", "other", "lookup"), "5g is not a valid size: give one such as 5k, 1m or 250000"),
        (("5k", "present", "other", "lookup,none"), "no such query: none"),
    ],
)
def test_error_messages(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(SystemExit, match=message) as caught:
        run(monkeypatch, *arguments)
    assert caught.value.code == message


def test_a_query_without_an_answer_is_sent_once_and_has_a_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sent: list[tuple[str, int]] = []

    def generate_load(
        port: int, endpoint: str, query: Query, connections: int, seconds: float, first_number: int | None
    ) -> LoadStatistics:
        sent.append((query.name, port))
        answered = query.name == "lookup" or port == paired.PORT
        return summarize([0.5] * (4 if port == paired.PORT else 2) if answered else [], 0, 1.0, connections, "none")

    def running_server(*_: object) -> AbstractContextManager[None]:
        return nullcontext()

    monkeypatch.setattr(paired, "generate_load", generate_load)
    monkeypatch.setattr(paired, "running_server", running_server)
    run(monkeypatch, "5k", "present", "other", "lookup,pairs-all")
    table = capsys.readouterr().out.splitlines()[-8:]
    assert all(line.endswith("| 2.00× | 2.00 | 2.00 |") for line in table[:4])
    assert all(line.endswith("| no answer within 2 s | – | – |") for line in table[4:])
    assert len(sent) == 4 * 2 * (paired.ROUNDS + 1)
