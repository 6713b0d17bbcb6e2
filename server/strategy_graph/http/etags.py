"""Makes and reads ETags (RFC 9110, section 8.8.3)."""

from __future__ import annotations

import hashlib
from typing import Final

from strategy_graph.http.content_coding import ENCODINGS

FRESH: Final = "public, max-age=0, s-maxage=60"
"""Browsers ask each time, which costs a 304; shared caches may answer for a minute."""


def etag_of(*parts: str | tuple[str, ...]) -> str:
    """A strong ETag for what these parts determine to the byte (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def coded_etag(etag: str, encoding: str) -> str:
    """That of a form in a coding, which differs from the plain form's (RFC 9110, section 8.8.3.3)."""
    return f'{etag[:-1]}-{encoding}"'


def plain_etags(condition: str) -> str:
    """A list of ETags with those of the plain forms in place of the coded ones."""
    for encoding in ENCODINGS:
        condition = condition.replace(f'-{encoding}"', '"')
    return condition
