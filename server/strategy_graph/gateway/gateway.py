"""RSGI gateway between the web server and the application: response cache, coalescing, body limits, disconnects.

The server is granian. Its RSGI interface reports client disconnects and reads slow bodies without occupying a thread.
The application is plain WSGI and runs in threads. A response is sent only when it is complete.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from strategy_graph.gateway.compression import encode
from strategy_graph.gateway.memory_file import SpoolBudget, SpoolFullError
from strategy_graph.gateway.response_cache import Entry, Headers, Representation, ResponseCache
from strategy_graph.gateway.rsgi_types import HTTPProtocol, Scope
from strategy_graph.gateway.single_flight import SingleFlight, StartQuery
from strategy_graph.gateway.stalled_clients import limit_stall
from strategy_graph.gateway.stored_file import StoredFile
from strategy_graph.gateway.thread_pool import ThreadPool
from strategy_graph.gateway.wsgi_bridge import Application, Request, Response
from strategy_graph.http.client_address import client_key
from strategy_graph.http.content_coding import chosen_encoding
from strategy_graph.http.etags import strip_coding_suffixes
from strategy_graph.http.header_fields import combined
from strategy_graph.http.problems import Problem
from strategy_graph.http.request_checks import check_headers
from strategy_graph.site_menu import Menu

COMMON_HEADERS: Final = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    # The endpoint is public, so pages of any origin may read its responses.
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "ETag, Link, Location, Last-Modified, Content-Location, Retry-After"),
)
"""Headers of every response."""

_OF_A_BODY: Final = frozenset({"content-type", "content-length", "content-encoding"})
"""Headers that a 304 leaves out; Content-Location stays (RFC 9110, section 15.4.5)."""

FILE_OPEN_SECONDS: Final = 30.0
"""Seconds that a memory file is kept open, until the server has opened it by its path."""

_MENU: Final = Menu()

_INDIVIDUAL: Final = frozenset(
    {"if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "query-ticket", "range"}
)
"""Headers of requests that share no run with others."""

AnswerDirectly = Callable[[str, str, str | None], Response | None]
"""Answers GET of a path with a query string and an Accept header at once; ``None`` if the application must."""

_log = logging.getLogger("strategy_graph.gateway")


@dataclass(frozen=True)
class GatewayLimits:
    """Limits on request bodies and on the memory of responses.

    :ivar body_bytes: size of the largest request body.
    :ivar upload_bytes: size of the largest body of the paths with a limit of their own.
    :ivar body_seconds: time within which a request body must arrive.
    :ivar cache_bytes: size of the response cache.
    :ivar spool_bytes: total size of all large responses that are being sent.
    """

    body_bytes: int = 4 << 20
    body_seconds: float = 15.0
    cache_bytes: int = 64 << 20
    spool_bytes: int = 1 << 30
    upload_bytes: Mapping[str, int] = field(default_factory=dict)


class _Backend(NamedTuple):
    """One application with its runs, its response cache, and what it answers in the event loop."""

    runs: SingleFlight
    cache: ResponseCache
    answer: AnswerDirectly | None


class Gateway:
    """The RSGI application.

    :param threads: maximum of concurrent runs of the application, including those that wait for a worker process.
    :param cached_posts: paths whose POST requests may be answered from the cache.
    :param budget: spool budget of large responses, if it is shared.
    :param start_query: starts queries in the event loop (fast path).
    :param answer: answers in the event loop what takes less time than to hand it to a thread.
    :param proxies: number of trusted reverse proxies in front, whose X-Forwarded-For identifies clients.
    :param menu: the menu of error pages, with the path prefix that a proxy has stripped from the request.
    """

    def __init__(
        self,
        application: Application,
        limits: GatewayLimits,
        *,
        threads: int,
        cached_posts: frozenset[str] = frozenset(),
        budget: SpoolBudget | None = None,
        start_query: StartQuery | None = None,
        answer: AnswerDirectly | None = None,
        proxies: int = 0,
        menu: Menu = _MENU,
    ) -> None:
        self._limits = limits
        self._proxies = proxies
        self._menu = menu
        self._budget = budget or SpoolBudget(limits.spool_bytes)
        self._threads = ThreadPool(threads)
        self._encoders = ThreadPoolExecutor(2, thread_name_prefix="encoder")
        self._cached_posts = cached_posts
        self._backend = self._create_backend(application, start_query, answer)

    def _create_backend(
        self, application: Application, start_query: StartQuery | None, answer: AnswerDirectly | None
    ) -> _Backend:
        runs = SingleFlight(application, self._threads, self._budget, start_query)
        return _Backend(runs, ResponseCache(self._limits.cache_bytes), answer)

    async def switch_application(
        self, application: Application, start_query: StartQuery | None = None, answer: AnswerDirectly | None = None
    ) -> None:
        """Route new requests to another application; return when the old one has no request in progress."""
        old, self._backend = self._backend, self._create_backend(application, start_query, answer)
        while old.runs.running:
            await asyncio.sleep(0.05)

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Handle one request."""
        backend = self._backend
        headers = scope.headers
        accept = combined(headers, "accept")
        rejection = check_headers(scope.method, scope.http_version, headers)
        if rejection is not None:
            rejected = _RequestRejected(rejection.status, rejection.detail, rejection.hint, rejection.headers)
            await self._send_response(scope, protocol, rejected.response(accept, self._menu))
            return
        key: Hashable | None = None
        body = b""
        if scope.method in {"GET", "HEAD"}:
            key = (scope.path, scope.query_string, accept)
        else:
            try:
                body = await self._read_body(protocol, headers, scope.path)
            except _RequestRejected as rejected:
                await self._send_response(scope, protocol, rejected.response(accept, self._menu))
                return
            if scope.method == "POST" and scope.path in self._cached_posts:
                key = (
                    scope.path,
                    scope.query_string,
                    accept,
                    headers.get("content-type"),
                    hashlib.sha256(body).digest(),
                )
        if key is not None and (entry := backend.cache.get(key)) is not None:
            await self._send_entry(scope, protocol, entry, key, backend)
            return
        try:
            response = self._answer_directly(backend, scope, accept) or await self._run(
                backend, key, scope, body, protocol
            )
        except SpoolFullError:
            response = _error_response(503, "too many large results are being sent", accept, self._menu)
        except Exception:
            _log.exception("a request failed: %s %s", scope.method, scope.path)
            response = _error_response(500, "something went wrong here; it has been logged", accept, self._menu)
        if response is None:
            return  # the client has disconnected
        if isinstance(response.body, StoredFile):
            _write_stored(protocol, scope, response, response.body)
        elif key is not None and response.storable:
            entry = Entry.of(response.headers + COMMON_HEADERS, response.body, response.etag, response.status)
            backend.cache.put(key, entry)
            await self._send_entry(scope, protocol, entry, key, backend)
        else:
            await self._send_response(scope, protocol, response)

    @staticmethod
    def _answer_directly(backend: _Backend, scope: Scope, accept: str | None) -> Response | None:
        if backend.answer is None or scope.method not in {"GET", "HEAD"}:
            return None
        try:
            return backend.answer(scope.path, scope.query_string, accept)
        except Exception:
            _log.exception("the direct answer failed; the application answers")
            return None

    async def _run(
        self, backend: _Backend, key: Hashable | None, scope: Scope, body: bytes, protocol: HTTPProtocol
    ) -> Response | None:
        """Run the application, or join an equal run; return ``None`` if the client disconnects."""
        runs = backend.runs
        # A conditional request may need no run of the query, one with a ticket is cancelled individually, and one for
        # a range has an answer of its own.
        if not _INDIVIDUAL.isdisjoint(scope.headers.keys()):
            key = None
        request = self._request(scope, body)
        shared = runs.find(key) if key is not None else None
        if shared is not None:
            response = await shared.response(protocol)
            if response is None or response.status != 200 or response.storable:
                return response
            key = None  # the response differs between runs and must not be shared
        return await runs.start(key, request).response(protocol)

    def _request(self, scope: Scope, body: bytes) -> Request:
        headers, client = scope.headers, scope.client
        # The client may have sent a field line of its own, before that of the proxy.
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
            scope.method == "HEAD",
        )

    async def _read_body(self, protocol: HTTPProtocol, headers: Any, path: str) -> bytes:
        """Read the body.

        :raises _RequestRejected: it exceeds the limit of its path or ``body_seconds``.
        """
        upload = self._limits.upload_bytes.get(path)
        limit, seconds = upload or self._limits.body_bytes, self._limits.body_seconds
        length = headers.get("content-length")
        too_large = _RequestRejected(
            413, f"the body is larger than {limit:,} bytes", "Send less" if upload else "Send a shorter query"
        )
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
            raise _RequestRejected(
                408, f"the body did not arrive within {seconds:g} seconds", "Send it at once"
            ) from None
        return bytes(body)

    async def _send_entry(
        self, scope: Scope, protocol: HTTPProtocol, entry: Entry, key: Hashable, backend: _Backend
    ) -> None:
        """Send a cached response in the negotiated content coding; a newly encoded representation is cached too."""
        headers = scope.headers
        encoding = chosen_encoding(combined(headers, "accept-encoding")) if entry.encodable else None
        representation = entry.representation(encoding)
        if representation is None:
            entry, representation = await self._encode_entry(entry, encoding)
            if backend is self._backend:
                backend.cache.put(key, entry)
        condition = combined(headers, "if-none-match")
        conditional = scope.method != "POST" and entry.status == 200
        if condition is not None and conditional and _matches(condition, entry.etag):
            protocol.response_empty(304, [pair for pair in representation.sent_headers() if pair[0] not in _OF_A_BODY])
        else:
            _write(protocol, scope, entry.status, representation)

    async def _send_response(self, scope: Scope, protocol: HTTPProtocol, response: Response) -> None:
        """Send a response that is not cached."""
        if response.status == 304:
            etag = [("etag", response.etag)] if response.etag else []
            protocol.response_empty(304, [*response.headers, *COMMON_HEADERS, *etag])
            return
        assert not isinstance(response.body, StoredFile)
        entry = Entry.of(response.headers + COMMON_HEADERS, response.body, response.etag)
        encoding = chosen_encoding(combined(scope.headers, "accept-encoding")) if entry.encodable else None
        representation = entry.representation(encoding) or (await self._encode_entry(entry, encoding))[1]
        _write(protocol, scope, response.status, representation)

    async def _encode_entry(self, entry: Entry, encoding: str | None) -> tuple[Entry, Representation]:
        """Return the entry with another representation, and that; the identity if the spool budget has no room."""
        assert encoding is not None
        loop = asyncio.get_running_loop()
        try:
            body = await loop.run_in_executor(self._encoders, encode, entry.body, encoding)
        except SpoolFullError:
            return entry, entry.identity
        entry = entry.with_encoding(encoding, body)
        return entry, entry.encoded[-1][1]

    def statistics(self) -> dict[str, int]:
        """Return fill level and hits of the response cache, and the bytes spooled."""
        cache = self._backend.cache
        return {
            "answers": len(cache),
            "bytes": cache.used,
            "limit": cache.limit,
            "hits": cache.hits,
            "spooled_bytes": self._budget.used,
        }


class _RequestRejected(Exception):
    """A request that is rejected before it reaches the application."""

    def __init__(self, status: int, detail: str, hint: str, headers: Headers = ()) -> None:
        super().__init__(detail)
        self._problem = Problem(status, detail, hint)
        self._headers = headers

    def response(self, accept: str | None, menu: Menu) -> Response:
        """Return the error response; the connection is closed, since unread body data may follow."""
        content_type, body = self._problem.document(accept, menu)
        return Response(
            self._problem.status, (*_error_headers(content_type), *self._headers, ("connection", "close")), body
        )


def _error_response(status: int, detail: str, accept: str | None, menu: Menu) -> Response:
    content_type, body = Problem(status, detail, "Try again in a little while").document(accept, menu)
    return Response(status, (*_error_headers(content_type), ("retry-after", "5")), body)


def _error_headers(content_type: str) -> Headers:
    return (("content-type", content_type), ("cache-control", "no-store"), ("vary", "Accept"))


def _write(protocol: HTTPProtocol, scope: Scope, status: int, representation: Representation) -> None:
    headers = representation.sent_headers()
    if scope.method == "HEAD":
        protocol.response_empty(status, headers)
    elif isinstance(representation.body, bytes):
        protocol.response_bytes(status, headers, representation.body)
    else:
        limit_stall(scope.client)
        protocol.response_file(status, headers, representation.body.path)
        asyncio.get_running_loop().call_later(FILE_OPEN_SECONDS, _drop_reference, representation.body)


def _write_stored(protocol: HTTPProtocol, scope: Scope, response: Response, file: StoredFile) -> None:
    etag = [("etag", response.etag)] if response.etag else []
    headers = [*response.headers, *COMMON_HEADERS, ("content-length", str(file.size)), *etag]
    if scope.method == "HEAD":
        protocol.response_empty(response.status, headers)
    else:
        limit_stall(scope.client)
        protocol.response_file_range(response.status, headers, file.path, file.start, file.start + file.size)


def _drop_reference(_body: object) -> None:
    """Release the reference that kept a file open."""


def _matches(condition: str, etag: str) -> bool:
    """Return whether If-None-Match matches in any content coding (weak comparison; RFC 9110, section 13.1.2)."""
    if condition.strip() == "*":
        return True
    return etag in (tag.strip().removeprefix("W/") for tag in strip_coding_suffixes(condition).split(","))
