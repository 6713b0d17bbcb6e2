"""The words that pages and messages are made of."""

from __future__ import annotations

import pytest

from strategy_graph.text import counted, plural


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        *(("phrase", "phrases"), ("activity", "activities"), ("survey", "surveys"), ("scheme", "schemes")),
        *(("evidence", "evidence"), ("basis", "bases"), ("person", "people"), ("focus", "focuses")),
        *(("milestone status", "milestone statuses"), ("branch", "branches")),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
    assert counted(1, noun) == f"1 {noun}" and counted(1200, noun) == f"1,200 {expected}"
