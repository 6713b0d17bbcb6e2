"""The address at which the service is reached, from the settings alone: the only origin of absolute addresses.

A request can't change it: neither ``Host`` nor ``X-Forwarded-Host`` is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from strategy_graph.settings import Settings

RECEIVED_HOST: Final = "strategy_graph.received_host"
"""Key, in the WSGI environment, of the host that the client asked; nothing in an answer depends on it."""

_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""What is reachable of a host that means every address of the machine."""


@dataclass(frozen=True)
class PublicAddress:
    """An origin with a path prefix.

    :ivar origin: scheme and authority, such as ``https://data.example.org``.
    :ivar prefix: the path below which the service is published, such as ``/dsg``; empty for none.
    """

    origin: str
    prefix: str = ""

    @classmethod
    def of(cls, settings: Settings) -> PublicAddress:
        """Return the public URL of the settings, or the address that the server listens on."""
        if not settings.public_url:
            return cls(bind_address(settings.host, settings.port))
        scheme, _, rest = settings.public_url.rstrip("/").partition("://")
        authority, slash, path = rest.partition("/")
        return cls(f"{scheme}://{authority}", slash + path)

    def href(self, path: str) -> str:
        """Return the relative reference to a path of the service, which begins with a slash."""
        return self.prefix + path

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path of the service, which begins with a slash."""
        return self.origin + self.prefix + path


def bind_address(host: str, port: int) -> str:
    """Return the origin of a server that listens there; of all addresses, the loopback."""
    host = _LOOPBACK.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def at_public_address(
    application: Callable[..., Iterable[bytes]], address: PublicAddress
) -> Callable[..., Iterable[bytes]]:
    """Wrap a WSGI application so that whatever it builds from its request has the public address.

    The proxy has stripped the prefix from the path of the request.
    """
    scheme, _, authority = address.origin.partition("://")

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[RECEIVED_HOST] = environ.get("HTTP_HOST", "")
        environ["HTTP_HOST"] = authority
        environ["wsgi.url_scheme"] = scheme
        environ["SCRIPT_NAME"] = address.prefix
        return application(environ, start_response)

    return call
