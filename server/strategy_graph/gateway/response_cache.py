"""The response cache: whole answers by what they depend on, bounded in bytes, least recently used out first.

It stands in front of the application and belongs to one release: a new release begins with an empty one.
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
"""One answer may take this part of the cache at the most."""

_OVERHEAD: Final = 1024
"""Bytes that an entry takes beside its body, about."""


class Representation(NamedTuple):
    """An answer in one content coding; ``headers`` without ETag and Content-Length."""

    headers: Headers
    body: Body
    etag: str

    def sent_headers(self) -> list[tuple[str, str]]:
        """All headers, as the server takes them."""
        headers, body, etag = self
        length = ("content-length", str(length_of(body)))
        return [*headers, length, ("etag", etag)] if etag else [*headers, length]


class Entry(NamedTuple):
    """A successful answer: the plain form, and those in the codings that were asked for so far."""

    headers: Headers
    body: Body
    etag: str
    encodable: bool
    coded: tuple[tuple[str, Representation], ...] = ()

    @classmethod
    def of(cls, headers: Headers, body: Body, etag: str) -> Entry:
        """The entry of an application's answer; its headers in lower case, without ETag."""
        kept, encodable = _finished(headers, length_of(body) >= MIN_ENCODED_BYTES)
        return cls(kept, body, etag, encodable)

    @property
    def plain(self) -> Representation:
        """The form without a coding."""
        return Representation(self.headers, self.body, self.etag)

    def form(self, encoding: str | None) -> Representation | None:
        """The answer in a coding, if that is there already; ``None`` asks for the plain form."""
        if encoding is None:
            return self.plain
        return next((form for name, form in self.coded if name == encoding), None)

    def with_form(self, encoding: str, body: Body) -> Entry:
        """With the answer in a coding."""
        headers = (*self.headers, ("content-encoding", encoding))
        coded = Representation(headers, body, self.etag and encoded_etag(self.etag, encoding))
        return self._replace(coded=(*self.coded, (encoding, coded)))

    @property
    def size(self) -> int:
        """Bytes of all its forms, and of the objects that hold them."""
        size = length_of(self.body) + _OVERHEAD
        return size + sum(length_of(form.body) + _OVERHEAD for _, form in self.coded)


# Few answers differ in these headers, so that most share them.
@lru_cache(maxsize=256)
def _finished(headers: Headers, large: bool) -> tuple[Headers, bool]:
    """The headers with what a choice of codings adds, and whether there is that choice."""
    given = dict(headers)
    if not large or "content-encoding" in given or not is_compressible(given.get("content-type", "")):
        return headers, False
    vary = f"{given['vary']}, Accept-Encoding" if "vary" in given else "Accept-Encoding"
    return (*(pair for pair in headers if pair[0] != "vary"), ("vary", vary)), True


class ResponseCache:
    """Used from the event loop alone, so it needs no lock.

    Entries are kept as bare tuples of what holds no references: Python's garbage collector leaves those alone after a
    first look, as it does not with other types, and so does not stop the service over a full cache.

    :param limit: bytes of all entries; 0 keeps nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self.hits = 0
        self._entries: OrderedDict[Hashable, tuple[Any, ...]] = OrderedDict()

    def get(self, key: Hashable) -> Entry | None:
        """The entry, which is now the most recently used."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return Entry._make(found)

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep an entry, or count it anew once it has another form; one too large for the cache is left out."""
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
