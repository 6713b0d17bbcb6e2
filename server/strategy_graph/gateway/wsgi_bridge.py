"""Calls a WSGI application (PEP 3333) for one request and collects the complete response."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple, Protocol
from urllib.parse import unquote_to_bytes

from strategy_graph.engine import Cancellation
from strategy_graph.gateway.memory_file import INLINE_BYTES, Body, MemoryFile, SpoolBudget
from strategy_graph.gateway.response_cache import Headers
from strategy_graph.gateway.stored_file import StoredFile
from strategy_graph.http.client_address import address_of

CANCELLATION: Final = "strategy_graph.cancellation"
"""Key of the request's :class:`Cancellation` in the WSGI environment."""

RUNNING_QUERY: Final = "strategy_graph.running_query"
"""Key, in the WSGI environment, of a query that was started for the request before the application was called."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class RunningQueryProtocol(Protocol):
    """A query that was started before the application was called."""

    def abandon(self) -> None:
        """Stop the query."""


class RequestHeaders(Protocol):
    """Headers of a request, names in lower case."""

    def __contains__(self, name: str) -> bool: ...

    def get(self, name: str, default: Any = None, /) -> Any: ...

    def keys(self) -> Iterable[str]: ...

    def items(self) -> list[tuple[str, str]]: ...


class Request(NamedTuple):
    """A request as received; ``path`` is percent-encoded. A HEAD request has the method GET, and ``head`` is set.

    ``client`` is ``address:port`` of the TCP peer; ``client_key`` identifies the client
    (:mod:`strategy_graph.http.client_address`).
    """

    method: str
    path: str
    query_string: str
    headers: RequestHeaders
    body: bytes
    client: str
    client_key: str
    scheme: str
    server: str
    head: bool = False


class Response(NamedTuple):
    """A complete response; header names in lower case, without Content-Length and ETag.

    ``storable`` says that caches may store it.
    """

    status: int
    headers: Headers
    body: Body | StoredFile
    etag: str = ""
    storable: bool = False


class FileResult:
    """The ``wsgi.file_wrapper`` (PEP 3333): marks a file, so that it can be sent without reading it."""

    def __init__(self, file: BinaryIO, block_size: int = 1 << 16) -> None:
        self.file = file
        self._block_size = block_size

    def __iter__(self) -> Iterator[bytes]:
        while block := self.file.read(self._block_size):
            yield block

    def close(self) -> None:
        self.file.close()


def call(
    application: Application,
    request: Request,
    cancellation: Cancellation,
    budget: SpoolBudget,
    running_query: RunningQueryProtocol | None = None,
) -> Response:
    """Call the application and return its response.

    :param running_query: passed in the environment under :data:`RUNNING_QUERY`; stopped unless the application pops it.
    :raises SpoolFullError: the budget has no room for a large response.
    """
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], Any]:
        started[:] = [status, headers]
        return lambda data: None

    environ = environment(request, cancellation)
    if running_query is not None:
        environ[RUNNING_QUERY] = running_query
    try:
        result = application(environ, start_response)
    finally:
        remaining = environ.get(RUNNING_QUERY)
        if remaining is not None:
            remaining.abandon()
    body: Body | StoredFile
    if isinstance(result, StoredFile):
        body = result
    elif isinstance(result, FileResult):
        body = whole_body(result, budget)
    else:
        try:
            body = b"".join(result)
        finally:
            getattr(result, "close", _no_close)()
    status, headers = started
    lower_case = [(name.lower(), value) for name, value in headers]
    kept = tuple(pair for pair in lower_case if pair[0] not in {"content-length", "connection", "etag"})
    fields = dict(lower_case)
    etag = fields.get("etag", "")
    # A redirect by Accept is half of the requests of a crawler.
    storable = (
        ((status.startswith("200") and bool(etag)) or status.startswith("303"))
        and "public" in fields.get("cache-control", "")
        and not isinstance(body, StoredFile)
    )
    return Response(int(status[:3]), kept, body, etag, storable)


def _no_close() -> None:
    pass


def whole_body(result: FileResult, budget: SpoolBudget) -> Body:
    """Return the file as a body: a small file is read and closed.

    :raises SpoolFullError: the budget has no room for a large file.
    """
    size = result.file.seek(0, io.SEEK_END)
    if size > INLINE_BYTES:
        try:
            return MemoryFile(result.file, size, budget)
        except BaseException:
            result.close()
            raise
    with result.file:
        result.file.seek(0)
        return result.file.read()


def environment(request: Request, cancellation: Cancellation) -> dict[str, Any]:
    """Return the WSGI environment of a request."""
    address, _, port = request.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query_string,
        # Not of PEP 3333, yet usual: the path as it was sent tells an encoded slash from a slash.
        "REQUEST_URI": request.path,
        "SERVER_NAME": address.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": address_of(request.client),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileResult,
        CANCELLATION: cancellation,
    }
    for name, value in request.headers.items():
        if request.head and name == "range":
            continue  # it has a meaning for GET alone (RFC 9110, section 14.2)
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length":
            key = "HTTP_" + name.upper().replace("-", "_")
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
