"""Ranges and preconditions as RFC 9110 has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from strategy_graph.http.preconditions import status_of_preconditions
from strategy_graph.http.ranges import RangeNotSatisfiable, requested_range

ETAG, DATE = '"abc"', "Sat, 28 Nov 2026 10:00:00 GMT"
MODIFIED = datetime(2026, 11, 28, 10, tzinfo=UTC)


def part(field: str | None, if_range: str | None = None, size: int = 100) -> tuple[int, int] | None:
    return requested_range(field, if_range, size=size, etag=ETAG, last_modified=DATE)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, None),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 10)),
        ("Bytes = 10 - 19", (10, 10)),
        ("bytes=90-", (90, 10)),
        ("bytes=90-1000", (90, 10)),
        ("bytes=-10", (90, 10)),
        ("bytes=-1000", (0, 100)),
        ("bytes=0-99999999999999999999999999", (0, 100)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٠-١", None),
        ("", None),
    ],
)
def test_the_part_that_is_sent(field: str | None, expected: tuple[int, int] | None) -> None:
    assert part(field) == expected


@pytest.mark.parametrize(("field", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0)])
def test_a_range_outside_is_not_satisfiable(field: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        part(field, size=size)


@pytest.mark.parametrize(
    ("if_range", "whole"),
    [(ETAG, False), (DATE, False), ('W/"abc"', True), ('"other"', True), ("Sat, 28 Nov 2026 11:00:00 GMT", True)],
)
def test_if_range_must_match_strongly(if_range: str, whole: bool) -> None:
    assert (part("bytes=0-9", if_range) is None) is whole


@given(st.text(alphabet="bytes=-0123456789, aé", max_size=30), st.integers(0, 200))
def test_any_field_gives_a_part_inside_the_file(field: str, size: int) -> None:
    try:
        found = part(field, size=size)
    except RangeNotSatisfiable:
        return
    if found is not None:
        start, length = found
        assert 0 <= start < start + length <= size


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, None),
        ({"If-None-Match": ETAG}, 304),
        ({"If-None-Match": 'W/"abc"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"x"'}, None),
        ({"If-None-Match": '"x"', "If-Modified-Since": DATE}, None),
        ({"If-Modified-Since": DATE}, 304),
        ({"If-Modified-Since": "Sat, 28 Nov 2026 09:00:00 GMT"}, None),
        ({"If-Modified-Since": "nonsense"}, None),
        ({"If-Match": ETAG}, None),
        ({"If-Match": '"x"'}, 412),
        ({"If-Match": 'W/"abc"'}, 412),
        ({"If-Match": "*"}, None),
        ({"If-Unmodified-Since": "Sat, 28 Nov 2026 09:00:00 GMT"}, 412),
        ({"If-Unmodified-Since": DATE}, None),
    ],
)
def test_preconditions(headers: dict[str, str], status: int | None) -> None:
    assert status_of_preconditions(Headers(headers), etag=ETAG, last_modified=MODIFIED) == status
