"""Creates and parses entity tags (RFC 9110, section 8.8.3).

What determines the tag of a query's answer: :mod:`strategy_graph.sparql_protocol.prepared_query`.
"""

from __future__ import annotations

import hashlib
from typing import Final

from strategy_graph.http.content_coding import ENCODINGS

CACHE_CONTROL: Final = "public, max-age=0, s-maxage=60"
"""Value of Cache-Control: browsers revalidate each time (304); shared caches may serve for 60 seconds."""


def etag_of(*parts: str | tuple[str, ...]) -> str:
    """Return a strong ETag for a representation that the parts determine byte for byte (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def encoded_etag(etag: str, encoding: str) -> str:
    """Return the ETag of the encoded representation, which differs from the identity's (RFC 9110, section 8.8.3.3)."""
    return f'{etag[:-1]}-{encoding}"'


def strip_coding_suffixes(condition: str) -> str:
    """Replace the ETags of encoded representations in a list by those of the identity."""
    for encoding in ENCODINGS:
        condition = condition.replace(f'-{encoding}"', '"')
    return condition
