"""Content codings (RFC 9110, section 8.4.1): which to use, and how."""

from __future__ import annotations

import os
import sys
import zlib
from functools import lru_cache
from typing import Final, Protocol

from werkzeug.http import parse_accept_header

from strategy_graph.http.memory_file import INLINE, Body, MemoryFile
from strategy_graph.worker.spool import memory_file

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODINGS: Final = ("zstd", "gzip")
"""The best first."""

SMALLEST: Final = 1000
"""Bytes under which a body is sent plain: it fits a packet or two as it is."""

_COMPRESSIBLE: Final = ("text/", "application/", "image/svg+xml")


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


@lru_cache(maxsize=512)
def chosen_encoding(accept_encoding: str | None) -> str | None:
    """The coding that a client takes and we have, or ``None`` for the plain form."""
    if not accept_encoding:
        return None
    accepted = parse_accept_header(accept_encoding)
    return next((encoding for encoding in ENCODINGS if accepted.quality(encoding) > 0), None)


def coded_etag(etag: str, encoding: str) -> str:
    """That of a form in a coding, which differs from the plain form's (RFC 9110, section 8.8.3.3)."""
    return f'{etag[:-1]}-{encoding}"'


def plain_etags(condition: str) -> str:
    """A list of ETags with those of the plain forms in place of the coded ones."""
    for encoding in ENCODINGS:
        condition = condition.replace(f'-{encoding}"', '"')
    return condition


def worth_encoding(content_type: str) -> bool:
    """Whether a coding makes such a body smaller."""
    return content_type.startswith(_COMPRESSIBLE)


def encode(body: Body, encoding: str) -> Body:
    """The body in that coding; large bodies with less effort."""
    if isinstance(body, bytes):
        compressor = _compressor(encoding, thorough=True)
        return compressor.compress(body) + compressor.flush()
    compressor = _compressor(encoding, thorough=False)
    file = os.fdopen(memory_file(), "w+b", buffering=0)
    for start, length in body.chunks():
        file.write(compressor.compress(body.read(start, length)))
    file.write(compressor.flush())
    size = file.tell()
    if size > INLINE:
        return MemoryFile(file, size, body.budget)
    with file:
        file.seek(0)
        return file.read()


def _compressor(encoding: str, *, thorough: bool) -> _Compressor:
    if encoding == "zstd":
        return zstd.ZstdCompressor(level=9 if thorough else 1)
    return zlib.compressobj(level=6 if thorough else 1, wbits=31)
