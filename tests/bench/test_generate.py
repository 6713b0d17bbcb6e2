"""Tests of the generated data: reproducible from a seed, of the requested size, valid, and skewed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Dataset, RdfFormat, parse

from bench.data import parse_size, prepare_data_file
from bench.generate import DatasetSummary, generate_dataset
from bench.generate.strategies import DISPLAY_NAME
from strategy_graph.dataset import find_content
from strategy_graph.dataset.assembly import assemble_with, no_progress
from strategy_graph.dataset.rdf_files.discovery import find_rdf
from strategy_graph.namespaces import TERMS


def generate(triples: int, seed: int = 1) -> tuple[str, DatasetSummary]:
    summary = DatasetSummary()
    return "".join(generate_dataset(triples, seed, summary)), summary


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert generate(20_000) == generate(20_000)
    assert generate(20_000)[0] != generate(20_000, seed=2)[0]


def test_a_larger_dataset_starts_with_a_smaller_one() -> None:
    assert generate(40_000)[0].startswith(generate(10_000)[0])


def test_the_summary_is_correct() -> None:
    text, summary = generate(30_000)
    triples = list(parse(text, RdfFormat.N_TRIPLES))
    assert summary.triples == len(triples) == len(Dataset(triples)) == text.count("\n")
    assert 30_000 <= summary.triples < 60_000
    assert len(summary.plans) == len(set(summary.plans))
    for initiative in summary.initiatives:
        assert f"{initiative} <{TERMS}inPlan> " in text


def test_the_distributions_are_skewed() -> None:
    text, summary = generate(200_000)
    lines = [line.split() for line in text.splitlines()]
    contributions = [line for line in lines if line[1] == f"<{TERMS}contributesTo>"]
    outcomes = Counter(line[2] for line in contributions)
    initiatives = Counter(line[0] for line in contributions)
    popular = sorted(outcomes.values(), reverse=True)
    assert sum(popular[: len(popular) // 4]) > sum(popular) * 0.4
    shares = Counter(min(number, 2) for number in initiatives.values())
    assert initiatives.keys() == set(summary.initiatives)
    assert 0.3 < shares[2] / len(initiatives) < 0.9


@pytest.mark.slow(reason="validates 12,000 triples")
def test_the_data_conforms_to_the_shapes(tmp_path: Path) -> None:
    path = tmp_path / "plans.nt"
    # The names to show are derived, and nobody may author them.
    lines = generate(12_000)[0].splitlines(keepends=True)
    path.write_text("".join(line for line in lines if DISPLAY_NAME not in line), encoding="utf-8")
    report = assemble_with(find_content(), find_rdf(path), progress=no_progress).validate()
    assert report.counts["violation"] == 0, report.to_turtle()[:2000]


def test_a_data_file_is_generated_once(tmp_path: Path) -> None:
    steps: list[str] = []
    first = prepare_data_file("5k", 1, tmp_path, steps.append)
    assert first.path.read_text(encoding="utf-8") == generate(5_000)[0]
    assert prepare_data_file("5k", 1, tmp_path, steps.append) == first
    assert len(steps) == 1
    first.path.write_text("cut short", encoding="utf-8")
    assert prepare_data_file("5k", 1, tmp_path, steps.append) == first
    assert len(steps) == 2


@pytest.mark.parametrize(("size", "triples"), [("5k", 5_000), ("10m", 10_000_000), ("250000", 250_000)])
def test_valid_sizes(size: str, triples: int) -> None:
    assert parse_size(size) == triples


@pytest.mark.parametrize("size", ["", "0", "k", "1g", "-5", "1.5m"])
def test_invalid_sizes(size: str) -> None:
    with pytest.raises(ValueError, match="is not a valid size"):
        parse_size(size)
