"""Selects content codings (RFC 9110, section 8.4.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from werkzeug.http import parse_accept_header

ENCODINGS: Final = ("zstd", "gzip")
"""Supported codings, in order of preference."""

MIN_ENCODED_BYTES: Final = 1000
"""Bytes below which a body is sent unencoded: it fits one or two packets anyway."""

_COMPRESSIBLE: Final = ("text/", "application/", "image/svg+xml")


@lru_cache(maxsize=512)
def chosen_encoding(accept_encoding: str | None) -> str | None:
    """Return the preferred supported coding that the client accepts; ``None`` means identity."""
    if not accept_encoding:
        return None
    accepted = parse_accept_header(accept_encoding)
    return next((encoding for encoding in ENCODINGS if accepted.quality(encoding) > 0), None)


def is_compressible(content_type: str) -> bool:
    """Return whether bodies of this content type are compressible."""
    return content_type.startswith(_COMPRESSIBLE)
