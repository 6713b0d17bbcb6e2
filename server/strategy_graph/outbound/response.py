"""A response: status, headers, and the body as a stream."""

from __future__ import annotations

import contextlib
import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from strategy_graph.outbound.errors import BrokenOff
from strategy_graph.outbound.exchange import Exchange

BLOCK: Final = 64 * 1024

_TAGS = re.compile(
    r"<(?:title|head|style|script)\b.*?</(?:title|head|style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class HttpResponse:
    """A response whose body can be read once."""

    _response: HTTPResponse
    _call: Exchange
    _place: str

    @property
    def status(self) -> int:
        return self._response.status

    def header(self, name: str) -> str:
        """Return the value of a header; empty if it is absent."""
        return self._response.headers.get(name, "")

    def all_headers(self, name: str) -> list[str]:
        """Return the values of a repeated header."""
        return self._response.headers.getlist(name)

    @property
    def media_type(self) -> str:
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def framed(self) -> bool:
        """Return whether its length is known; otherwise a lost connection looks like the end (RFC 9112, section 8)."""
        return self._response.chunked or self._response.length_remaining is not None

    def blocks(self) -> Iterator[bytes]:
        """Yield the body as it arrives.

        :raises BrokenOff: it ended early.
        :raises ExchangeStopped: the exchange was stopped.
        """
        try:
            for block in self._response.stream(BLOCK):
                self._call.check()
                if block:
                    yield block
        except (HTTPError, http.client.HTTPException, OSError) as error:
            self._call.check()
            raise BrokenOff(
                f"{self._place} broke off in the middle of its answer",
                hint="Try again; if it stays so, see the log of that server",
            ) from error
        self._call.check()

    def text_excerpt(self, limit: int = 200) -> str:
        """Return the error text of the server as one short line."""
        text = b""
        with contextlib.suppress(BrokenOff):
            for block in self.blocks():
                text += block
                if len(text) > BLOCK:
                    break
        decoded = text[:BLOCK].decode("utf-8", "replace")
        if "html" in self.media_type:
            decoded = unescape(_TAGS.sub(" ", decoded))
        # Only the first paragraph: servers repeat the request below it.
        first = re.split(r"\n\s*\n", decoded.strip().replace("\r\n", "\n"), maxsplit=1)[0]
        line = "".join(character if character.isprintable() else " " for character in first)
        line = " ".join(line.split())
        return line if len(line) <= limit else line[:limit] + "…"
