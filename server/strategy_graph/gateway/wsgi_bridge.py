"""Calls a WSGI application (PEP 3333) for one request and takes its whole answer."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple, Protocol
from urllib.parse import unquote_to_bytes

from strategy_graph.engine import Cancellation
from strategy_graph.gateway.memory_file import INLINE, Body, MemoryFile, SpoolBudget
from strategy_graph.gateway.response_cache import Headers
from strategy_graph.http.client_address import address_of

CANCELLATION: Final = "strategy_graph.cancellation"
"""The key of the WSGI environment under which an application finds the request's :class:`Cancellation`."""

BEGUN: Final = "strategy_graph.begun"
"""The key under which it finds a query that was begun for the request before it was called."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Begun(Protocol):
    """A query that was begun before the application was called."""

    def abandon(self) -> None:
        """Stop it."""


class RequestHeaders(Protocol):
    """The headers of a request, their names in lower case."""

    def __contains__(self, name: str) -> bool: ...

    def get(self, name: str, default: Any = None, /) -> Any: ...

    def items(self) -> list[tuple[str, str]]: ...


class Request(NamedTuple):
    """A request as it came; ``path`` still percent-encoded.

    ``client`` is the address and port that it came from, ``client_key`` identifies the client
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


class Answer(NamedTuple):
    """A whole answer; ``headers`` in lower case, without Content-Length and ETag.

    ``storable`` says that it stays the same, so that caches may keep it.
    """

    status: int
    headers: Headers
    body: Body
    etag: str = ""
    storable: bool = False


class FileResult:
    """What ``wsgi.file_wrapper`` gives: a file that need not be read to be sent."""

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
    begun: Begun | None = None,
) -> Answer:
    """The application's answer.

    :param begun: put into the environment under :data:`BEGUN`; stopped if the application does not take it from there.
    :raises SpoolFullError: a large answer finds no room.
    """
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], Any]:
        started[:] = [status, headers]
        return lambda data: None

    environ = environment(request, cancellation)
    if begun is not None:
        environ[BEGUN] = begun
    try:
        result = application(environ, start_response)
    finally:
        left = environ.get(BEGUN)
        if left is not None:
            left.abandon()
    body: Body
    if isinstance(result, FileResult):
        body = whole_body(result, budget)
    else:
        try:
            body = b"".join(result)
        finally:
            getattr(result, "close", _nothing)()
    status, headers = started
    given = [(name.lower(), value) for name, value in headers]
    kept = tuple(pair for pair in given if pair[0] not in {"content-length", "connection", "etag"})
    named = dict(given)
    etag = named.get("etag", "")
    storable = status.startswith("200") and bool(etag) and "public" in named.get("cache-control", "")
    return Answer(int(status[:3]), kept, body, etag, storable)


def _nothing() -> None:
    pass


def whole_body(result: FileResult, budget: SpoolBudget) -> Body:
    """The file as a body; closes it where that is bytes.

    :raises SpoolFullError: there is no room for it.
    """
    size = result.file.seek(0, io.SEEK_END)
    if size > INLINE:
        try:
            return MemoryFile(result.file, size, budget)
        except BaseException:
            result.close()
            raise
    with result.file:
        result.file.seek(0)
        return result.file.read()


def environment(request: Request, cancellation: Cancellation) -> dict[str, Any]:
    """The WSGI environment of a request."""
    address, _, port = request.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query_string,
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
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length":
            key = "HTTP_" + name.upper().replace("-", "_")
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
