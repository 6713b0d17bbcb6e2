"""Client keys: by peer address, or by X-Forwarded-For of trusted proxies."""

from __future__ import annotations

import pytest

from strategy_graph.http.client_address import client_key


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "proxies", "key"),
    [
        ("192.0.2.1:5000", "", 0, "192.0.2.1"),
        ("192.0.2.1:5000", "198.51.100.7", 0, "192.0.2.1"),
        ("192.0.2.1:5000", "198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1:5000", "203.0.113.5, 198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1:5000", "203.0.113.5, 198.51.100.7", 2, "203.0.113.5"),
        ("192.0.2.1:5000", "198.51.100.7", 2, "192.0.2.1"),
        ("192.0.2.1:5000", "", 1, "192.0.2.1"),
        ("[2001:db8::1]:5000", "", 0, "2001:db8::/64"),
        ("192.0.2.1:5000", "2001:db8:0:0:9::1", 1, "2001:db8::/64"),
    ],
)
def test_client_key(peer: str, forwarded_for: str, proxies: int, key: str) -> None:
    assert client_key(peer, forwarded_for, proxies) == key
