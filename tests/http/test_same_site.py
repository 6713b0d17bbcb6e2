"""A page of another site is told apart from the service's own pages, and from clients that are no browser."""

from __future__ import annotations

import pytest

from strategy_graph.http.same_site import from_another_site

HOSTS = {"data.example.org", "127.0.0.1:8000", ""}


@pytest.mark.parametrize(
    ("headers", "another"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"}, False),
        ({"Origin": "https://data.example.org"}, False),
        ({"Origin": "HTTP://127.0.0.1:8000"}, False),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "https://data.example.org.evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": ""}, True),
    ],
)
def test_who_sent_it(headers: dict[str, str], another: bool) -> None:
    assert from_another_site(headers, HOSTS) is another
