"""Tells clients apart, for fair shares."""

from __future__ import annotations

import ipaddress
from functools import lru_cache


def address_of(peer: str) -> str:
    """The address in an address with a port."""
    return peer.rpartition(":")[0].strip("[]")


def requester(peer: str, forwarded_for: str, proxies: int) -> str:
    """The key of who sent a request.

    :param peer: address and port that it came from.
    :param forwarded_for: its ``X-Forwarded-For``, all of them; it counts only as far as ``proxies`` in front wrote it.
    """
    if proxies and forwarded_for:
        named = forwarded_for.split(",")
        if len(named) >= proxies:
            return client_of(named[-proxies].strip())
    return client_of(address_of(peer))


@lru_cache(maxsize=4096)
def client_of(address: str | None) -> str:
    """A key for whoever has that address; of IPv6 the network of 64 bits, of which one client has every address."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
