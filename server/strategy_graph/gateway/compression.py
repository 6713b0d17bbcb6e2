"""Compresses response bodies with the supported content codings."""

from __future__ import annotations

import os
import sys
import zlib
from typing import Protocol

from strategy_graph.gateway.memory_file import INLINE_BYTES, Body, MemoryFile
from strategy_graph.worker.spool import memory_file

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def encode(body: Body, encoding: str) -> Body:
    """Return the encoded body; large bodies are encoded at the lowest compression level."""
    if isinstance(body, bytes):
        compressor = _compressor(encoding, thorough=True)
        return compressor.compress(body) + compressor.flush()
    compressor = _compressor(encoding, thorough=False)
    file = os.fdopen(memory_file(), "w+b", buffering=0)
    for start, length in body.chunks():
        file.write(compressor.compress(body.read(start, length)))
    file.write(compressor.flush())
    size = file.tell()
    if size > INLINE_BYTES:
        return MemoryFile(file, size, body.budget)
    with file:
        file.seek(0)
        return file.read()


def _compressor(encoding: str, *, thorough: bool) -> _Compressor:
    if encoding == "zstd":
        return zstd.ZstdCompressor(level=9 if thorough else 1)
    return zlib.compressobj(level=6 if thorough else 1, wbits=31)
