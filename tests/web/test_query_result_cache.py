"""Answers of the service's own queries are kept up to a size, and errors are not."""

from __future__ import annotations

import pytest

from strategy_graph.named_queries.result_table import Cell, Table
from strategy_graph.web.query_result_cache import document_cache, table_cache


def test_an_answer_is_run_once() -> None:
    runs: list[str] = []

    def run(query: str) -> bytes:
        runs.append(query)
        return query.encode()

    cache = document_cache(100)
    assert [cache.get(query, run) for query in ("a", "b", "a")] == [b"a", b"b", b"a"]
    assert runs == ["a", "b"]
    cache.clear()
    assert cache.get("a", run) == b"a" and runs == ["a", "b", "a"]


def test_what_was_used_longest_ago_goes_first() -> None:
    runs: list[str] = []

    def run(query: str) -> bytes:
        runs.append(query)
        return b"x" * 20

    cache = document_cache(80)
    for query in ("a", "b", "c", "d", "a", "e", "a", "b"):
        cache.get(query, run)
    assert runs == ["a", "b", "c", "d", "e", "b"]


def test_a_large_answer_is_not_kept() -> None:
    runs: list[str] = []

    def run(query: str) -> bytes:
        runs.append(query)
        return b"x" * 26

    cache = document_cache(100)
    cache.get("a", run)
    cache.get("a", run)
    assert runs == ["a", "a"]


def test_an_error_is_not_kept() -> None:
    def fail(query: str) -> bytes:
        raise RuntimeError

    cache = document_cache(100)
    with pytest.raises(RuntimeError):
        cache.get("a", fail)
    assert cache.get("a", lambda query: b"now") == b"now"


def test_tables_are_kept_up_to_a_number_of_cells() -> None:
    runs: list[str] = []

    def run(query: str) -> Table:
        runs.append(query)
        return Table(["a", "b"], [{"a": Cell("1"), "b": None}] * len(query))

    cache = table_cache(24)
    for query in ("xxx", "yyy", "xxx", "zzzz", "zzzz"):
        assert len(cache.get(query, run).rows) == len(query)
    assert runs == ["xxx", "yyy", "zzzz", "zzzz"], "a table of more than a quarter of the size is not kept"
