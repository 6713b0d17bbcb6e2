"""Between the web server and the application: the response cache, runs shared by those who ask the same, bounds on
bodies, and clients that go away.

It speaks RSGI with granian, since that tells when a client has gone and reads slow bodies without holding a thread; the
application behind it is plain WSGI and runs in threads. Nothing is sent before the whole answer is there.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian.rsgi import Scope

from strategy_graph.gateway.compression import encode
from strategy_graph.gateway.memory_file import SpoolBudget, SpoolFullError
from strategy_graph.gateway.response_cache import Entry, Headers, Representation, ResponseCache
from strategy_graph.gateway.single_flight import Begin, SingleFlight
from strategy_graph.gateway.stalled_clients import limit_stall
from strategy_graph.gateway.thread_pool import ThreadPool
from strategy_graph.gateway.wsgi_bridge import Answer, Application, Request
from strategy_graph.http.client_address import client_key
from strategy_graph.http.content_coding import chosen_encoding
from strategy_graph.http.etags import strip_coding_suffixes
from strategy_graph.http.header_fields import combined
from strategy_graph.http.problems import Problem
from strategy_graph.http.request_checks import check_headers

EVERYWHERE: Final = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    # Everything here may be read from any page: that is what a public endpoint is for.
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "ETag, Location, Retry-After"),
)
"""Headers of every answer."""

OPENING: Final = 30.0
"""Seconds that a file is kept open for the server to open it in turn."""

_log = logging.getLogger("strategy_graph.gateway")


@dataclass(frozen=True)
class Bounds:
    """What a request may send, and how much memory the answers may take.

    :ivar body_bytes: the largest body.
    :ivar body_seconds: the time that a body may take to arrive.
    :ivar cache_bytes: of the response cache.
    :ivar spool_bytes: of all large answers that are being sent.
    """

    body_bytes: int = 4 << 20
    body_seconds: float = 15.0
    cache_bytes: int = 64 << 20
    spool_bytes: int = 1 << 30


class _Backend:
    """One application with the answers and the runs that are its own."""

    def __init__(self, runs: SingleFlight, cache: ResponseCache) -> None:
        self.runs = runs
        self.cache = cache


class Gateway:
    """The RSGI application.

    :param threads: runs of the application at once; those that wait for a query process count.
    :param budget: of large answers, where others draw on it too.
    :param begin: starts an answer in the event loop, where that can be.
    :param proxies: in front, whose word for who asks is taken.
    :param cached_posts: paths whose POST requests may be answered from the cache.
    """

    def __init__(
        self,
        application: Application,
        bounds: Bounds,
        *,
        threads: int,
        cached_posts: frozenset[str] = frozenset(),
        budget: SpoolBudget | None = None,
        begin: Begin | None = None,
        proxies: int = 0,
    ) -> None:
        self._bounds = bounds
        self._proxies = proxies
        self._budget = budget or SpoolBudget(bounds.spool_bytes)
        self._threads = ThreadPool(threads)
        self._encoders = ThreadPoolExecutor(2, thread_name_prefix="encoder")
        self._cached_posts = cached_posts
        self._backend = self._behind(application, begin)

    def _behind(self, application: Application, begin: Begin | None) -> _Backend:
        runs = SingleFlight(application, self._threads, self._budget, begin)
        return _Backend(runs, ResponseCache(self._bounds.cache_bytes))

    async def replace(self, application: Application, begin: Begin | None = None) -> None:
        """Answer new requests from another application; returns when the old one has answered all of its own."""
        old, self._backend = self._backend, self._behind(application, begin)
        while old.runs.running:
            await asyncio.sleep(0.05)

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        backend = self._backend
        headers = scope.headers
        refused = check_headers(scope.method, scope.http_version, headers, self._proxies)
        if refused is not None:
            refusal = _Refused(refused.status, refused.detail, refused.hint, refused.headers)
            await self._deliver(scope, protocol, refusal.answer(combined(headers, "accept")))
            return
        key: Hashable | None = None
        body = b""
        if scope.method in {"GET", "HEAD"}:
            key = (scope.path, scope.query_string, combined(headers, "accept"), headers.get("host"))
        else:
            try:
                body = await self._receive(protocol, headers)
            except _Refused as refusal:
                await self._deliver(scope, protocol, refusal.answer(combined(headers, "accept")))
                return
            if scope.method == "POST" and scope.path in self._cached_posts:
                key = (
                    scope.path,
                    scope.query_string,
                    combined(headers, "accept"),
                    headers.get("host"),
                    headers.get("content-type"),
                    hashlib.sha256(body).digest(),
                )
        if key is not None and (entry := backend.cache.get(key)) is not None:
            await self._deliver_entry(scope, protocol, entry, key, backend)
            return
        try:
            answer = await self._run(backend, key, scope, body, protocol)
        except SpoolFullError:
            answer = _unable(503, "too many large results are being sent", combined(headers, "accept"))
        except Exception:
            _log.exception("a request failed: %s %s", scope.method, scope.path)
            answer = _unable(500, "something went wrong here; it has been logged", combined(headers, "accept"))
        if answer is None:
            return  # its client went away
        if key is not None and answer.storable:
            entry = Entry.of(answer.headers + EVERYWHERE, answer.body, answer.etag)
            backend.cache.put(key, entry)
            await self._deliver_entry(scope, protocol, entry, key, backend)
        else:
            await self._deliver(scope, protocol, answer)

    async def _run(
        self, backend: _Backend, key: Hashable | None, scope: Scope, body: bytes, protocol: HTTPProtocol
    ) -> Answer | None:
        """The application's answer, or ``None`` if the client went away."""
        runs = backend.runs
        # A conditional request may be answered without a run, and one with a ticket can be stopped on its own.
        if "if-none-match" in scope.headers or "query-ticket" in scope.headers:
            key = None
        request = self._request(scope, body)
        shared = runs.under_way(key) if key is not None else None
        if shared is not None:
            answer = await shared.answer(protocol)
            if answer is None or answer.status != 200 or answer.storable:
                return answer
            key = None  # it changes with each run: each asks for itself
        return await runs.start(key, request).answer(protocol)

    def _request(self, scope: Scope, body: bytes) -> Request:
        headers, client = scope.headers, scope.client
        # A client's own line may come before that of the proxy.
        forwarded_for = (
            ",".join(value for name, value in headers.items() if name == "x-forwarded-for") if self._proxies else ""
        )
        return Request(
            "GET" if scope.method == "HEAD" else scope.method,
            scope.path,
            scope.query_string,
            headers,
            body,
            client,
            client_key(client, forwarded_for, self._proxies),
            scope.scheme,
            scope.server,
        )

    async def _receive(self, protocol: HTTPProtocol, headers: Any) -> bytes:
        """The body.

        :raises _Refused: it is too large, or too slow.
        """
        limit, seconds = self._bounds.body_bytes, self._bounds.body_seconds
        length = headers.get("content-length")
        too_large = _Refused(413, f"the body is larger than {limit:,} bytes", "Send a shorter query")
        if length is not None and length.isdigit() and int(length) > limit:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(seconds):
                async for part in protocol:
                    body += part
                    if len(body) > limit:
                        raise too_large
        except TimeoutError:
            raise _Refused(408, f"the body did not arrive within {seconds:g} seconds", "Send it at once") from None
        return bytes(body)

    async def _deliver_entry(
        self, scope: Scope, protocol: HTTPProtocol, entry: Entry, key: Hashable, backend: _Backend
    ) -> None:
        """Send an answer that is kept, in the coding that the client takes; a coding asked for first is kept too."""
        headers = scope.headers
        encoding = chosen_encoding(combined(headers, "accept-encoding")) if entry.encodable else None
        form = entry.form(encoding)
        if form is None:
            entry, form = await self._encoded(entry, encoding)
            if backend is self._backend:
                backend.cache.put(key, entry)
        condition = combined(headers, "if-none-match")
        if condition is not None and scope.method != "POST" and _matches(condition, entry.etag):
            protocol.response_empty(304, [pair for pair in form.sent_headers() if not pair[0].startswith("content-")])
        else:
            _send(protocol, scope, 200, form)

    async def _deliver(self, scope: Scope, protocol: HTTPProtocol, answer: Answer) -> None:
        """Send an answer that is not kept."""
        if answer.status == 304:
            etag = [("etag", answer.etag)] if answer.etag else []
            protocol.response_empty(304, [*answer.headers, *EVERYWHERE, *etag])
            return
        entry = Entry.of(answer.headers + EVERYWHERE, answer.body, answer.etag)
        encoding = chosen_encoding(combined(scope.headers, "accept-encoding")) if entry.encodable else None
        form = entry.form(encoding) or (await self._encoded(entry, encoding))[1]
        _send(protocol, scope, answer.status, form)

    async def _encoded(self, entry: Entry, encoding: str | None) -> tuple[Entry, Representation]:
        """The entry with another form, and that form; the plain form where there is no room for another."""
        assert encoding is not None
        loop = asyncio.get_running_loop()
        try:
            body = await loop.run_in_executor(self._encoders, encode, entry.body, encoding)
        except SpoolFullError:
            return entry, entry.plain
        entry = entry.with_form(encoding, body)
        return entry, entry.coded[-1][1]

    def figures(self) -> dict[str, int]:
        """How full the cache is, and what it saved."""
        cache = self._backend.cache
        return {
            "answers": len(cache),
            "bytes": cache.used,
            "limit": cache.limit,
            "hits": cache.hits,
            "spooled_bytes": self._budget.used,
        }


class _Refused(Exception):
    def __init__(self, status: int, detail: str, hint: str, headers: Headers = ()) -> None:
        super().__init__(detail)
        self._problem = Problem(status, detail, hint)
        self._headers = headers

    def answer(self, accept: str | None) -> Answer:
        """The refusal; the connection ends, since there may be more of the body to come."""
        content_type, body = self._problem.document(accept)
        return Answer(
            self._problem.status, (*_error_headers(content_type), *self._headers, ("connection", "close")), body
        )


def _unable(status: int, detail: str, accept: str | None) -> Answer:
    content_type, body = Problem(status, detail, "Try again in a little while").document(accept)
    return Answer(status, (*_error_headers(content_type), ("retry-after", "5")), body)


def _error_headers(content_type: str) -> Headers:
    return (("content-type", content_type), ("cache-control", "no-store"), ("vary", "Accept"))


def _send(protocol: HTTPProtocol, scope: Scope, status: int, form: Representation) -> None:
    headers = form.sent_headers()
    if scope.method == "HEAD":
        protocol.response_empty(status, headers)
    elif isinstance(form.body, bytes):
        protocol.response_bytes(status, headers, form.body)
    else:
        limit_stall(scope.client)
        protocol.response_file(status, headers, form.body.path)
        asyncio.get_running_loop().call_later(OPENING, _let_go, form.body)


def _let_go(_body: object) -> None:
    """The reference that kept a file open ends here."""


def _matches(condition: str, etag: str) -> bool:
    """Whether If-None-Match names the answer in any coding (RFC 9110, section 13.1.2: weak comparison)."""
    if condition.strip() == "*":
        return True
    return etag in (tag.strip().removeprefix("W/") for tag in strip_coding_suffixes(condition).split(","))
