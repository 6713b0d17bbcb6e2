"""The response cache: whole answers by what they depend on, bounded in bytes, least recently used out first.

It stands in front of the application and belongs to one release: a new release begins with an empty one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from strategy_graph.http.encoding import worth_encoding
from strategy_graph.http.memory_file import Body, length_of

Headers = list[tuple[str, str]]

ENTRY_SHARE: Final = 8
"""One answer may take this part of the cache at the most."""

_OVERHEAD: Final = 1024
"""Bytes that an entry takes beside its body, about."""


@dataclass(frozen=True)
class Representation:
    """An answer in one content coding, ready to send."""

    headers: Headers
    body: Body
    etag: str


@dataclass
class Entry:
    """A successful answer in the codings that were asked for so far; ``None`` is the plain one."""

    headers: Headers
    body: Body
    etag: str
    encodable: bool
    forms: dict[str | None, Representation] = field(default_factory=dict)

    @classmethod
    def of(cls, headers: Headers, body: Body) -> Entry:
        """The entry of an application's answer; its headers in lower case."""
        given = dict(headers)
        encodable = "content-encoding" not in given and worth_encoding(given.get("content-type", ""), length_of(body))
        entry = cls(headers, body, given.get("etag", ""), encodable)
        entry.add(None, body)
        return entry

    def add(self, encoding: str | None, body: Body) -> Representation:
        """Keep the answer in a coding. Its ETag differs from that of the plain form (RFC 9110, section 8.8.3.3)."""
        etag = self.etag if encoding is None or not self.etag else f'{self.etag[:-1]}-{encoding}"'
        headers = [(name, value) for name, value in self.headers if name not in {"etag", "vary", "content-length"}]
        vary = next((value for name, value in self.headers if name == "vary"), "")
        if self.encodable:
            vary = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
        if vary:
            headers.append(("vary", vary))
        if etag:
            headers.append(("etag", etag))
        if encoding is not None:
            headers.append(("content-encoding", encoding))
        headers.append(("content-length", str(length_of(body))))
        form = Representation(headers, body, etag)
        self.forms[encoding] = form
        return form

    @property
    def size(self) -> int:
        """Bytes of all its forms, and of the objects that hold them."""
        return sum(length_of(form.body) + _OVERHEAD for form in self.forms.values())


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
