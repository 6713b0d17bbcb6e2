"""The made data: the same for the same seed, as many as asked for, valid by our own shapes, and skewed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Dataset, RdfFormat, parse

from bench.data import prepare, triples_of
from bench.generate import Made, make
from strategy_graph.dataset import find_content
from strategy_graph.dataset.assembly import assemble_with, no_progress
from strategy_graph.dataset.rdf_files.discovery import find_rdf
from strategy_graph.namespaces import TERMS


def made(triples: int, seed: int = 1) -> tuple[str, Made]:
    account = Made()
    return "".join(make(triples, seed, account)), account


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert made(20_000) == made(20_000)
    assert made(20_000)[0] != made(20_000, seed=2)[0]


def test_more_is_the_same_and_more() -> None:
    assert made(40_000)[0].startswith(made(10_000)[0])


def test_the_account_is_right() -> None:
    text, account = made(30_000)
    triples = list(parse(text, RdfFormat.N_TRIPLES))
    assert account.triples == len(triples) == len(Dataset(triples)) == text.count("\n")
    assert 30_000 <= account.triples < 60_000
    assert len(account.plans) == len(set(account.plans))
    for initiative in account.initiatives:
        assert f"{initiative} <{TERMS}inPlan> " in text


def test_few_get_most() -> None:
    text, account = made(200_000)
    lines = [line.split() for line in text.splitlines()]
    contributions = [line for line in lines if line[1] == f"<{TERMS}contributesTo>"]
    outcomes = Counter(line[2] for line in contributions)
    initiatives = Counter(line[0] for line in contributions)
    popular = sorted(outcomes.values(), reverse=True)
    assert sum(popular[: len(popular) // 4]) > sum(popular) * 0.4
    shares = Counter(min(number, 2) for number in initiatives.values())
    assert initiatives.keys() == set(account.initiatives)
    assert 0.3 < shares[2] / len(initiatives) < 0.9


@pytest.mark.slow(reason="validates 12,000 triples")
def test_the_data_pass_our_shapes(tmp_path: Path) -> None:
    path = tmp_path / "plans.nt"
    path.write_text(made(12_000)[0], encoding="utf-8")
    report = assemble_with(find_content(), find_rdf(path), progress=no_progress).validate()
    assert report.counts["violation"] == 0, report.to_turtle()[:2000]


def test_a_data_file_is_made_once(tmp_path: Path) -> None:
    steps: list[str] = []
    first = prepare("5k", 1, tmp_path, steps.append)
    assert first.path.read_text(encoding="utf-8") == made(5_000)[0]
    assert prepare("5k", 1, tmp_path, steps.append) == first
    assert len(steps) == 1
    first.path.write_text("cut short", encoding="utf-8")
    assert prepare("5k", 1, tmp_path, steps.append) == first
    assert len(steps) == 2


@pytest.mark.parametrize(("size", "triples"), [("5k", 5_000), ("10m", 10_000_000), ("250000", 250_000)])
def test_sizes(size: str, triples: int) -> None:
    assert triples_of(size) == triples


@pytest.mark.parametrize("size", ["", "0", "k", "1g", "-5", "1.5m"])
def test_what_is_no_size(size: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        triples_of(size)
