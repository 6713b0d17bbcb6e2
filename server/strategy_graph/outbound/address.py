"""The address of a resource on another server."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from strategy_graph.errors import StrategyGraphError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """An ``http`` or ``https`` address without credentials and without a fragment.

    :ivar target: path and query as they go into the request line.
    """

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """Parse an address.

        :raises StrategyGraphError: it is invalid; the message never repeats what could be a password.
        """
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise StrategyGraphError(
                "this is not an address", hint="Give one such as http://127.0.0.1:7878/query"
            ) from error
        if "@" in parts.netloc:
            raise StrategyGraphError(
                "the address holds a user name or password",
                hint="Give them as STRATEGY_GRAPH_REMOTE_USER and STRATEGY_GRAPH_REMOTE_PASSWORD in the environment",
            )
        if parts.scheme not in _PORTS or not parts.hostname:
            raise StrategyGraphError(
                f"{text!a} is not an http or https address", hint="Give one such as http://127.0.0.1:7878/query"
            )
        if parts.fragment or not text.isascii() or any(character <= " " for character in text):
            raise StrategyGraphError(
                f"{text!a} cannot be requested as it is",
                hint="Leave the #fragment out, and escape spaces and accents",
            )
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], target)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.target}"

    @property
    def place(self) -> str:
        """Return ``host:port``, for messages."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def at(self, target: str) -> Address:
        """Return another resource on the same server."""
        return Address(self.scheme, self.host, self.port, target)

    def same_server(self, other: Address) -> bool:
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port)
