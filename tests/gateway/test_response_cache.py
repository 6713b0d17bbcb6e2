"""Response cache: bounds, eviction, representations, and no load on the garbage collector."""

from __future__ import annotations

import gc

from strategy_graph.gateway.response_cache import Entry, ResponseCache

HEADERS = (("content-type", "text/csv"), ("vary", "Accept"))


def entry(body: bytes = b"n\r\n1\r\n", etag: str = '"1"') -> Entry:
    return Entry.of(HEADERS, body, etag)


def test_least_recently_used_is_evicted_first() -> None:
    cache = ResponseCache(10 * entry().size)
    for number in range(10):
        cache.put(number, entry())
    assert cache.get(0) is not None
    cache.put(10, entry())
    assert cache.get(0) is not None
    assert cache.get(1) is None
    assert cache.used <= cache.limit
    assert len(cache) == 10


def test_an_entry_above_its_share_is_not_stored() -> None:
    cache = ResponseCache(100_000)
    cache.put("large", entry(b"x" * 50_000))
    assert cache.get("large") is None


def test_representations_are_counted_and_found() -> None:
    cache = ResponseCache(100_000)
    plain = entry(b"x" * 2000)
    cache.put("key", plain)
    cache.put("key", plain.with_encoding("gzip", b"y" * 100))
    found = cache.get("key")
    assert found is not None and found.encodable
    gzip_representation = found.representation("gzip")
    assert (
        gzip_representation is not None
        and gzip_representation.body == b"y" * 100
        and gzip_representation.etag == '"1-gzip"'
    )
    assert dict(gzip_representation.sent_headers())["content-length"] == "100"
    assert ("vary", "Accept, Accept-Encoding") in gzip_representation.headers
    assert found.representation("zstd") is None
    assert cache.used == found.size


def test_the_garbage_collector_untracks_entries() -> None:
    cache = ResponseCache(10_000_000)
    # Shared headers are as old as the service, so already untracked.
    shared = entry().headers
    for _ in range(3):
        gc.collect()
    for number in range(100):
        cache.put((number, "/sparql"), Entry.of(HEADERS, b"%d" % number, f'"{number}"'))
    assert entry().headers is shared
    gc.collect()
    gc.collect()
    assert not any(gc.is_tracked(kept) for kept in cache._entries.values())
    assert not any(gc.is_tracked(key) for key in cache._entries)
