"""Compresses dumps so that the bytes depend on nothing but the content and the compressor."""

from __future__ import annotations

import struct
import sys
import zlib
from typing import Final

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_LEVEL: Final = 9
ZSTD_LEVEL: Final = 12

_GZIP_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Deflate, no name, no time, best compression, no operating system, which Python's own function writes (RFC 1952)."""


def gzip(data: bytes) -> bytes:
    """Return the data in the gzip format, without a time or a name."""
    compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = compressor.compress(data) + compressor.flush()
    return _GZIP_HEADER + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def zstandard(data: bytes) -> bytes:
    """Return the data in the Zstandard format, with a checksum."""
    parameter = zstd.CompressionParameter
    return zstd.compress(data, options={parameter.compression_level: ZSTD_LEVEL, parameter.checksum_flag: 1})


def decompress(data: bytes, name: str) -> bytes:
    """Return the data of a file as its name tells: ``.gz``, ``.zst`` or plain.

    :raises ValueError: the data are damaged.
    """
    try:
        if name.endswith(".gz"):
            decompressor = zlib.decompressobj(wbits=31)
            whole = decompressor.decompress(data) + decompressor.flush()
            if not decompressor.eof:
                raise ValueError("the file ends too early")
            return whole
        return zstd.decompress(data) if name.endswith(".zst") else data
    except (zlib.error, zstd.ZstdError) as error:
        raise ValueError(str(error)) from error
