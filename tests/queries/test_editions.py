"""The queries on editions; tests/dataset/test_editions.py asks them of two editions."""

from __future__ import annotations

from tests.queries.conftest import Ask


def test_one_edition_has_nothing_to_compare(ask: Ask) -> None:
    assert ask("compare-editions") == []
    assert ask("compare-editions", after="2022-23") == []
