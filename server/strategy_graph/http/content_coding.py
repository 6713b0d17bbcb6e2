"""Content codings (RFC 9110, section 8.4.1): which to use, and for which bodies."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from werkzeug.http import parse_accept_header

ENCODINGS: Final = ("zstd", "gzip")
"""The best first."""

SMALLEST: Final = 1000
"""Bytes under which a body is sent plain: it fits a packet or two as it is."""

_COMPRESSIBLE: Final = ("text/", "application/", "image/svg+xml")


@lru_cache(maxsize=512)
def chosen_encoding(accept_encoding: str | None) -> str | None:
    """The coding that a client takes and we have, or ``None`` for the plain form."""
    if not accept_encoding:
        return None
    accepted = parse_accept_header(accept_encoding)
    return next((encoding for encoding in ENCODINGS if accepted.quality(encoding) > 0), None)


def worth_encoding(content_type: str) -> bool:
    """Whether a coding makes such a body smaller."""
    return content_type.startswith(_COMPRESSIBLE)
