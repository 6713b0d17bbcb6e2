"""A persistent HTTP connection to one server."""

from __future__ import annotations

import contextlib
import http.client
import io
import ssl
from collections.abc import Mapping
from typing import BinaryIO, Final
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError, SSLError
from urllib3.response import HTTPResponse

from strategy_graph import __version__
from strategy_graph.outbound.address import Address
from strategy_graph.outbound.credentials import Authorizer
from strategy_graph.outbound.errors import BrokenOff, CredentialsRefused, OutboundError, Unreachable
from strategy_graph.outbound.exchange import Exchange
from strategy_graph.outbound.response import BLOCK, HttpResponse

CONNECT_PAUSES: Final = (0.1, 0.4)
"""Seconds before the second and the third attempt to connect."""
LOST_RETRIES: Final = 1
"""Retries of a request whose connection ends before the first byte of the response: servers close idle ones."""
MAX_REDIRECTS: Final = 3

_REDIRECTS = {301, 302, 307, 308}
_AGENT = f"digital-strategy-graph/{__version__}"


class HttpConnection:
    """Sends requests to one server, one after the other; not thread-safe.

    :param connect_timeout: seconds for establishing a connection.
    :param read_timeout: seconds without a byte after which the server counts as unreachable; ``None`` for the
        deadline of the exchange.
    """

    def __init__(
        self,
        address: Address,
        authorizer: Authorizer,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.address = address
        self._authorizer = authorizer
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._connection: HTTPConnection
        if address.scheme == "https":
            self._connection = HTTPSConnection(
                address.host, address.port, ssl_context=tls or ssl.create_default_context()
            )
        else:
            self._connection = HTTPConnection(address.host, address.port)

    def send(
        self,
        method: str,
        target: str,
        exchange: Exchange,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | BinaryIO | None = None,
    ) -> HttpResponse:
        """Send a request and return its response, of any status; handle authentication and redirects.

        :param body: a file is sent from its start, at each attempt.
        :raises Unreachable: no connection was established in three attempts.
        :raises BrokenOff: the connection ended or timed out before the response began.
        :raises CredentialsRefused: the server refused them (401, 403).
        :raises OutboundError: it redirects to another server, or too often.
        :raises ExchangeStopped: the exchange was stopped.
        """
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._authorized(method, target, exchange, headers or {}, body)
            if answer.status not in _REDIRECTS:
                return answer
            target = self._redirect_target(answer, target)
        raise OutboundError(
            f"{self.address.place} redirects more than {MAX_REDIRECTS} times", hint="Give the address that it ends at"
        )

    def close(self) -> None:
        self._connection.close()

    def _authorized(
        self, method: str, target: str, exchange: Exchange, headers: Mapping[str, str], body: bytes | BinaryIO | None
    ) -> HttpResponse:
        for attempt in (1, 2):
            authorization = self._authorizer.header(method, target)
            extra = {"Authorization": authorization} if authorization else {}
            answer = self._exchange(method, target, exchange, {**headers, **extra}, body)
            if answer.status != 401:
                break
            challenges = answer.all_headers("WWW-Authenticate")
            # A second 401 is final, unless the first attempt answered a stale challenge.
            if attempt == 2 or not self._authorizer.accept_challenges(challenges):
                break
            self._drain(answer)
        if answer.status in {401, 403}:
            words = answer.text_excerpt()
            self.close()
            said = f": {words}" if words and answer.status == 403 else ""
            raise CredentialsRefused(
                f"{self.address.place} refused the credentials ({answer.status}){said}"
                if authorization
                else f"{self.address.place} wants credentials ({answer.status}){said}",
                hint="Check STRATEGY_GRAPH_REMOTE_USER and STRATEGY_GRAPH_REMOTE_PASSWORD, or "
                "STRATEGY_GRAPH_REMOTE_TOKEN, and what that account may do",
            )
        return answer

    def _exchange(
        self, method: str, target: str, exchange: Exchange, headers: Mapping[str, str], body: bytes | BinaryIO | None
    ) -> HttpResponse:
        for lost in range(LOST_RETRIES + 1):
            self._connect(exchange)
            try:
                response = self._request(method, target, exchange, headers, body)
            except TimeoutError as error:
                self.close()
                exchange.check()
                raise BrokenOff(
                    f"{self.address.place} did not begin to answer within {self._read_timeout:g} seconds"
                    if self._read_timeout
                    else f"{self.address.place} did not answer in time",
                    hint="Check that the server is well, or allow it more time",
                ) from error
            except (HTTPError, http.client.HTTPException, OSError) as error:
                self.close()
                exchange.check()
                if lost == LOST_RETRIES:
                    raise BrokenOff(
                        f"{self.address.place} closed the connection without an answer",
                        hint="Check the server's log: it may have run out of memory, or not speak HTTP at this port",
                    ) from error
                continue
            exchange.check()  # a head cut off by a stop looks complete
            return HttpResponse(response, exchange, self.address.place)
        raise AssertionError("unreachable")

    def _connect(self, exchange: Exchange) -> None:
        exchange.check()
        if self._connection.is_connected:
            assert self._connection.sock is not None
            exchange.attach(self._connection.sock)
            return
        self.close()
        for pause in (*CONNECT_PAUSES, None):
            self._connection.timeout = exchange.within(self._connect_timeout)
            try:
                self._connection.connect()
            except (HTTPError, OSError) as error:
                self.close()
                exchange.check()
                # An unknown host or an untrusted certificate is not retried.
                if pause is None or isinstance(error, NameResolutionError | SSLError | ssl.SSLError):
                    raise Unreachable(
                        f"{self.address.place} cannot be reached: {_reason(error)}",
                        hint="Check the address, that the server runs, and that this machine may connect to it",
                    ) from error
                exchange.pause(pause)
            else:
                assert self._connection.sock is not None
                exchange.attach(self._connection.sock)
                return

    def _request(
        self, method: str, target: str, exchange: Exchange, headers: Mapping[str, str], body: bytes | BinaryIO | None
    ) -> HTTPResponse:
        self._connection.timeout = exchange.within(self._read_timeout)
        sent = {"User-Agent": _AGENT, **headers}
        if body is not None and not isinstance(body, bytes):
            # With Content-Length: some servers take a chunked body for an empty one and report success.
            sent["Content-Length"] = str(body.seek(0, io.SEEK_END))
            body.seek(0)
        # A server may respond and close before it has read the whole body.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._connection.request(method, target, body=body, headers=sent, preload_content=False)
        return self._connection.getresponse()

    def _redirect_target(self, answer: HttpResponse, target: str) -> str:
        """Return the target of a redirect on the same server; credentials and queries go to no other."""
        location = answer.header("Location")
        self._drain(answer)
        try:
            there = Address.parse(urljoin(str(self.address.at(target)), location))
        except Exception as error:
            raise OutboundError(f"{self.address.place} redirects to what is no address", hint="Check it") from error
        if not location or not there.same_server(self.address):
            raise OutboundError(
                f"{self.address.place} redirects to another server, {there.place}, which is not followed",
                hint="If that is the right one, give its address",
            )
        return there.target

    def _drain(self, answer: HttpResponse) -> None:
        """Read the rest of a small response, so that the connection can be reused."""
        size = 0
        with contextlib.suppress(BrokenOff):
            for block in answer.blocks():
                size += len(block)
                if size > BLOCK:
                    break
            else:
                return
        self.close()


def _reason(error: Exception) -> str:
    if isinstance(error, NameResolutionError):
        return "no such host is known"
    if isinstance(error, SSLError | ssl.SSLError):
        cause = error.args[0] if error.args and isinstance(error.args[0], ssl.SSLError) else error
        return getattr(cause, "verify_message", "") or "TLS failed"
    system = error.__cause__ if isinstance(error, NewConnectionError) else error
    if isinstance(system, ConnectTimeoutError | TimeoutError):
        return "no answer in time"
    return (getattr(system, "strerror", None) or str(system)).lower()
