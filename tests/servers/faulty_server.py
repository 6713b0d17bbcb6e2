"""A server that breaks the rules in one chosen way: real sockets on loopback."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+xml\r\n"
OPENING = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b'<head><variable name="n"/></head><results>'
)
ROW = b'<result><binding name="n"><literal>%d</literal></binding></result>'
CLOSING = b"</results></sparql>"
WHOLE = OPENING + ROW % 1 + CLOSING

Behaviour = Callable[[socket.socket, int], None]
"""Answers on a connection; the number counts the requests from 1. The connection is closed when it returns."""


@dataclass
class FaultyServer:
    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"


@contextmanager
def faulty_server(
    behaviour: Behaviour, port: int = 0, wrap: Callable[[socket.socket], socket.socket] = lambda plain: plain
) -> Iterator[FaultyServer]:
    """Runs it while inside; one request a connection.

    :param wrap: puts TLS around a connection.
    """
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.settimeout(0.1)
        server = FaultyServer(listener.getsockname()[1])
        stopping = threading.Event()

        def serve() -> None:
            while not stopping.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection: socket.socket) -> None:
            connection.settimeout(10)
            with connection, contextlib.suppress(OSError):  # the client may have had enough
                connection = wrap(connection)
                with connection:
                    server.requests.append(_request(connection))
                    behaviour(connection, len(server.requests))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            stopping.set()
            thread.join(timeout=5)


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        block = connection.recv(65536)
        if not block:
            return data
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    fields = (line.lower().partition(b":") for line in head.split(b"\r\n"))
    length = next((int(value) for name, _, value in fields if name == b"content-length"), 0)
    while len(body) < length:
        block = connection.recv(65536)
        if not block:
            break
        body += block
    return head + b"\r\n\r\n" + body


def whole(body: bytes = WHOLE, head: bytes = HEAD) -> bytes:
    """A response with its length."""
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def says(response: bytes) -> Behaviour:
    """Answers every request alike, and closes."""
    return lambda connection, _: connection.sendall(response)


def status(line: str, *headers: str, body: bytes = b"") -> Behaviour:
    head = "\r\n".join([f"HTTP/1.1 {line}", *headers, f"Content-Length: {len(body)}", "", ""])
    return says(head.encode("ascii") + body)


def hangs(before: bytes = b"") -> Behaviour:
    """Sends that, and then nothing more."""

    def behave(connection: socket.socket, _: int) -> None:
        connection.sendall(before)
        connection.recv(1)  # ends when the client goes away, or after the connection's time-out

    return behave


def drips(seconds: float = 20.0) -> Behaviour:
    """Sends a byte every now and then, so that no time-out between bytes is reached."""

    def behave(connection: socket.socket, _: int) -> None:
        connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n" + OPENING)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            connection.sendall(b" ")
            time.sleep(0.05)

    return behave


def floods(block: bytes, total: int) -> Behaviour:
    """Sends the block again and again, up to so many bytes."""

    def behave(connection: socket.socket, _: int) -> None:
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n%b\r\n" % (len(OPENING), OPENING))
        chunk = b"%x\r\n%b\r\n" % (len(block), block)
        for _sent in range(total // len(block)):
            connection.sendall(chunk)

    return behave
