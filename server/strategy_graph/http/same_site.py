"""Whether a request was sent by a page of another site: such a page would spend the visitor's share of the service."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class Headers(Protocol):
    """Headers of a request, whatever the case of their names."""

    def get(self, name: str, /) -> str | None: ...


def from_another_site(headers: Headers, hosts: Collection[str]) -> bool:
    """Return whether a browser says that a page of another origin sent the request.

    Browsers send Sec-Fetch-Site on https and on the loopback, and Origin with every POST; other clients send neither.

    :param hosts: the hosts, with their ports, at which the service is reached.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site.strip().lower() not in {"same-origin", "none"}
    origin = headers.get("Origin")
    if origin is None:
        return False
    host = origin.strip().partition("://")[2].lower()
    return not host or host not in {known.lower() for known in hosts}
