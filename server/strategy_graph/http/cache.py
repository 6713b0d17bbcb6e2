"""The response cache: whole answers by what they depend on, bounded in bytes, least recently used out first.

It stands in front of the application and belongs to one release: a new release begins with an empty one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, NamedTuple

from strategy_graph.http.encoding import worth_encoding
from strategy_graph.http.memory_file import Body, length_of

Headers = tuple[tuple[str, str], ...]

ENTRY_SHARE: Final = 8
"""One answer may take this part of the cache at the most."""

_OVERHEAD: Final = 1024
"""Bytes that an entry takes beside its body, about."""


# Tuples of tuples of strings and bytes: Python's garbage collector leaves them alone, and so never stops for long over
# a full cache.
class Representation(NamedTuple):
    """An answer in one content coding, ready to send."""

    headers: Headers
    body: Body
    etag: str


class Entry(NamedTuple):
    """A successful answer: the plain form, and those in the codings that were asked for so far."""

    plain: Representation
    encodable: bool
    coded: tuple[tuple[str, Representation], ...] = ()

    @classmethod
    def of(cls, headers: Headers, body: Body) -> Entry:
        """The entry of an application's answer; its headers in lower case."""
        given = dict(headers)
        encodable = "content-encoding" not in given and worth_encoding(given.get("content-type", ""), length_of(body))
        kept = [pair for pair in headers if pair[0] not in {"etag", "vary"}]
        vary = given.get("vary", "")
        if encodable:
            vary = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
        if vary:
            kept.append(("vary", vary))
        return cls(_form(tuple(kept), body, given.get("etag", "")), encodable)

    def form(self, encoding: str | None) -> Representation | None:
        """The answer in a coding, if that is there already; ``None`` asks for the plain form."""
        if encoding is None:
            return self.plain
        return next((form for name, form in self.coded if name == encoding), None)

    def with_form(self, encoding: str, body: Body) -> Entry:
        """With the answer in a coding. Its ETag differs from that of the plain form (RFC 9110, section 8.8.3.3)."""
        etag = self.plain.etag
        headers = tuple(pair for pair in self.plain.headers if pair[0] not in {"etag", "content-length"})
        coded = _form((*headers, ("content-encoding", encoding)), body, etag and f'{etag[:-1]}-{encoding}"')
        return self._replace(coded=(*self.coded, (encoding, coded)))

    @property
    def size(self) -> int:
        """Bytes of all its forms, and of the objects that hold them."""
        forms = [self.plain, *(form for _, form in self.coded)]
        return sum(length_of(form.body) + _OVERHEAD for form in forms)


def _form(headers: Headers, body: Body, etag: str) -> Representation:
    length = ("content-length", str(length_of(body)))
    return Representation((*headers, ("etag", etag), length) if etag else (*headers, length), body, etag)


class ResponseCache:
    """Used from the event loop alone, so it needs no lock.

    :param limit: bytes of all entries; 0 keeps nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self.hits = 0
        self._entries: OrderedDict[Hashable, tuple[Entry, int]] = OrderedDict()

    def get(self, key: Hashable) -> Entry | None:
        """The entry, which is now the most recently used."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        self.hits += 1
        return found[0]

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep an entry, or count it anew once it has another form; one too large for the cache is left out."""
        self._remove(key)
        size = entry.size
        if size > self.limit // ENTRY_SHARE:
            return
        self._entries[key] = (entry, size)
        self.used += size
        while self.used > self.limit:
            self._remove(next(iter(self._entries)))

    def _remove(self, key: Hashable) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self.used -= found[1]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self.used = 0

    def __len__(self) -> int:
        return len(self._entries)
