"""Two servers side by side: what the command says when it can't, and of a query that is never answered."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from bench import paired
from bench.answers import Load, summed
from bench.data import Data
from bench.peers import Loaded, Peer
from bench.queries import Query


class Present(Peer):
    name, title, program = "present", "Present", "python3"

    def version(self) -> str:
        return "1"

    def load(self, data: Data, folder: Path, limit: float) -> Loaded:
        return Loaded()

    def command(self, data: Data, folder: Path, port: int) -> list[str]:
        raise AssertionError


class Absent(Present):
    name, title, program = "absent", "Absent", "no-such-program"


class Other(Present):
    name = "other"


@pytest.fixture(autouse=True)
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paired, "PEERS", (Present, Other, Absent))
    monkeypatch.setattr(paired, "WORK", tmp_path)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["paired", *arguments])
    paired.main()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("5k", "present"), "usage: python -m bench.paired SIZE SERVER SERVER QUERY,QUERY"),
        (("5k", "present", "absent", "lookup"), "absent cannot run here: no-such-program is not installed"),
        (("5k", "present", "theirs", "lookup"), "no such server: theirs; there is present, other, absent"),
        (("5g", "present", "other", "lookup"), "5g is no size: write one such as 5k, 1m or 250000"),
        (("5k", "present", "other", "lookup,none"), "no such query: none"),
    ],
)
def test_what_cannot_be_run_is_told(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(SystemExit, match=said) as caught:
        run(monkeypatch, *arguments)
    assert caught.value.code == said


def test_a_query_without_an_answer_is_asked_once_and_has_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, int]] = []

    def load(port: int, base: str, query: Query, connections: int, seconds: float, first: int | None) -> Load:
        asked.append((query.name, port))
        answered = query.name == "lookup" or port == paired.PORT
        return summed([0.5] * (4 if port == paired.PORT else 2) if answered else [], 0, 1.0, connections, "none")

    def running(*_: object) -> AbstractContextManager[None]:
        return nullcontext()

    monkeypatch.setattr(paired, "load", load)
    monkeypatch.setattr(paired, "running", running)
    run(monkeypatch, "5k", "present", "other", "lookup,pairs-all")
    table = capsys.readouterr().out.splitlines()[-8:]
    assert all(line.endswith("| 2.00× | 2.00 | 2.00 |") for line in table[:4])
    assert all(line.endswith("| no answer within 2 s | – | – |") for line in table[4:])
    assert len(asked) == 4 * 2 * (paired.ROUNDS + 1)
