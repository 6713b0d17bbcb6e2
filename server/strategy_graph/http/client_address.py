"""Identifies clients by address, for fair scheduling among them.

Behind proxies, the gateway takes the address from X-Forwarded-For by :func:`client_key`. Flask takes it again, by
werkzeug's ProxyFix (:mod:`strategy_graph.web.application`); both must agree on the number of proxies.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache


def address_of(peer: str) -> str:
    """Return the address part of ``address:port``."""
    return peer.rpartition(":")[0].strip("[]")


def client_key(peer: str, forwarded_for: str, proxies: int) -> str:
    """Return the key that identifies the client of a request.

    :param peer: ``address:port`` of the TCP peer.
    :param forwarded_for: all ``X-Forwarded-For`` fields, combined; only the last ``proxies`` entries are trusted.
    :param proxies: number of trusted reverse proxies in front.
    """
    if proxies and forwarded_for:
        named = forwarded_for.split(",")
        if len(named) >= proxies:
            return address_key(named[-proxies].strip())
    return address_key(address_of(peer))


@lru_cache(maxsize=4096)
def address_key(address: str | None) -> str:
    """Return the key of an address: IPv6 addresses share one per /64 network, since one client controls all of it."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
