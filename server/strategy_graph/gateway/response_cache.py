"""Response cache in front of the application: bounded in bytes, least recently used entries evicted first (LRU).

The key contains everything that the response depends on. A cache belongs to one release:
:meth:`strategy_graph.gateway.gateway.Gateway.switch_application` starts an empty one for a new release.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from strategy_graph.gateway.memory_file import Body, length_of
from strategy_graph.http.content_coding import MIN_ENCODED_BYTES, is_compressible
from strategy_graph.http.etags import encoded_etag

Headers = tuple[tuple[str, str], ...]

ENTRY_SHARE: Final = 8
"""An entry may take at most this fraction of the cache: one eighth."""

_OVERHEAD: Final = 1024
"""Approximate bytes of a representation besides its body."""


class Representation(NamedTuple):
    """A response in one content coding; ``headers`` exclude ETag and Content-Length."""

    headers: Headers
    body: Body
    etag: str

    def sent_headers(self) -> list[tuple[str, str]]:
        """Return all headers, including ETag and Content-Length."""
        headers, body, etag = self
        length = ("content-length", str(length_of(body)))
        return [*headers, length, ("etag", etag)] if etag else [*headers, length]


class Entry(NamedTuple):
    """A successful response or a redirect: its identity representation, and the encoded ones requested so far."""

    headers: Headers
    body: Body
    etag: str
    encodable: bool
    encoded: tuple[tuple[str, Representation], ...] = ()
    status: int = 200

    @classmethod
    def of(cls, headers: Headers, body: Body, etag: str, status: int = 200) -> Entry:
        """Create the entry of a response of the application.

        :param headers: names in lower case, without ETag.
        """
        kept, encodable = _with_vary(headers, length_of(body) >= MIN_ENCODED_BYTES)
        return cls(kept, body, etag, encodable, (), status)

    @property
    def identity(self) -> Representation:
        """The representation without a content coding."""
        return Representation(self.headers, self.body, self.etag)

    def representation(self, encoding: str | None) -> Representation | None:
        """Return the representation in a coding (``None`` is identity), or ``None`` if it does not exist yet."""
        if encoding is None:
            return self.identity
        return next((encoded for name, encoded in self.encoded if name == encoding), None)

    def with_encoding(self, encoding: str, body: Body) -> Entry:
        """Return a copy with another encoded representation."""
        headers = (*self.headers, ("content-encoding", encoding))
        encoded = Representation(headers, body, self.etag and encoded_etag(self.etag, encoding))
        return self._replace(encoded=(*self.encoded, (encoding, encoded)))

    @property
    def size(self) -> int:
        """Bytes of all representations, including overhead."""
        size = length_of(self.body) + _OVERHEAD
        return size + sum(length_of(encoded.body) + _OVERHEAD for _, encoded in self.encoded)


# Distinct header sets are few, so most entries share one tuple.
@lru_cache(maxsize=256)
def _with_vary(headers: Headers, large: bool) -> tuple[Headers, bool]:
    """Return the headers with Vary: Accept-Encoding if the body can be encoded, and whether it can."""
    given = dict(headers)
    if not large or "content-encoding" in given or not is_compressible(given.get("content-type", "")):
        return headers, False
    vary = given.get("vary", "")
    if "accept-encoding" not in vary.lower():
        vary = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    return (*(pair for pair in headers if pair[0] != "vary"), ("vary", vary)), True


class ResponseCache:
    """An LRU cache of entries; used from the event loop alone, so it needs no lock.

    Entries are stored as plain tuples of atomic values: the garbage collector of CPython untracks these, but not
    instances of other types, so a full cache does not lengthen its pauses.

    :param limit: bytes of all entries; 0 stores nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self.hits = 0
        self._entries: OrderedDict[Hashable, tuple[Any, ...]] = OrderedDict()

    def get(self, key: Hashable) -> Entry | None:
        """Return the entry and mark it as the most recently used."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return Entry._make(found)

    def put(self, key: Hashable, entry: Entry) -> None:
        """Store or replace an entry and evict others as needed; an entry above its share of the cache is not stored."""
        self._remove(key)
        size = entry.size
        if size > self.limit // ENTRY_SHARE:
            return
        self._entries[key] = tuple(entry)
        self.used += size
        while self.used > self.limit:
            self._remove(next(iter(self._entries)))

    def _remove(self, key: Hashable) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self.used -= Entry._make(found).size

    def __len__(self) -> int:
        return len(self._entries)
