"""The engine over any SPARQL 1.1 endpoint, with the behaviour of the embedded engine.

The endpoint may break off a response, deviate from the standard, or never finish. This engine returns a complete result
in the requested format, or an error.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import IO, Final, cast
from urllib.parse import urlencode

from strategy_graph.engine.api import (
    EngineBusy,
    EngineUnavailable,
    Form,
    GuardedQuery,
    LimitExceeded,
    QueryCancelled,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    ResultNotXml,
    result_too_large,
)
from strategy_graph.engine.base_iri import with_base
from strategy_graph.engine.cancellation import Cancellation
from strategy_graph.engine.dataset_clauses import RemoteDatasets
from strategy_graph.engine.pool_limits import PoolLimits
from strategy_graph.engine.remote.connection_pool import ConnectionPool
from strategy_graph.engine.remote.response_status import check_response_head, failure
from strategy_graph.engine.remote.transcode import ACCEPT_GRAPH, ACCEPT_TABLE, MalformedResult, transcode
from strategy_graph.engine.time_limit import query_timeout, time_limit_of
from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import (
    Address,
    Authorizer,
    Credentials,
    Exchange,
    ExchangeStopped,
    HttpConnection,
    OutboundError,
    StopReason,
)
from strategy_graph.worker.spool import ResultTooLargeError, Spool
from strategy_graph.worker.xml_text import NotXmlError

SOURCE_FACTOR: Final = 4
"""Factor by which the endpoint's document may exceed the result limit: XML is longer than CSV."""


@dataclass(frozen=True)
class RemoteLimits:
    """Resource limits of a query.

    :ivar timeout: seconds of wall clock, from when it has a connection.
    :ivar result_bytes: the largest result.
    :ivar connect: seconds for establishing a connection.
    :ivar silence: seconds without a byte after which the endpoint counts as unreachable; ``None`` for the time limit
        of the query.
    """

    timeout: float = 30.0
    result_bytes: int = 256 << 20
    connect: float = 5.0
    silence: float | None = None


class RemoteEngine:
    """An :class:`~strategy_graph.engine.api.Engine` over the endpoint at ``address``.

    :param datasets: the dataset of queries that name none.
    :param prefixes: declared in Turtle and TriG results.
    :param base: base IRI of queries; ``None`` leaves relative IRIs to the endpoint.
    :param on_close: called when the engine is closed.
    :param check: called with each query before it is sent; raises :class:`QuerySyntaxError` as the embedded engine
        does, since endpoints report syntax errors differently or not at all.
    :raises StrategyGraphError: the address is invalid.
    """

    def __init__(
        self,
        address: str,
        *,
        datasets: RemoteDatasets | None = None,
        credentials: Credentials | None = None,
        pool_limits: PoolLimits | None = None,
        limits: RemoteLimits | None = None,
        prefixes: Mapping[str, str] | None = None,
        base: str | None = None,
        check: Callable[[GuardedQuery], None] | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.address = Address.parse(address)
        self.limits = limits or RemoteLimits()
        self._datasets = datasets or RemoteDatasets()
        self._prefixes = dict(prefixes or {})
        self._base = base
        self._check = check
        self._on_close = on_close
        self._lock = threading.Lock()
        self._counts = {"queries": 0, "errors": 0, "timeouts": 0, "cancelled": 0, "busy": 0}
        authorizer = Authorizer(credentials)

        def open_connection() -> HttpConnection:
            here = self.limits
            return HttpConnection(self.address, authorizer, connect_timeout=here.connect, read_timeout=here.silence)

        self._pool = ConnectionPool(open_connection, pool_limits or PoolLimits())

    def query(self, request: QueryRequest, cancellation: Cancellation | None = None) -> QueryResult:
        """See :class:`strategy_graph.engine.api.Engine`."""
        with self._counted():
            if self._check is not None:
                self._check(request.query)
            text, parameters = self._datasets.apply(request)
            if self._base is not None:
                text = with_base(text, self._base)
            limit = time_limit_of(request, self.limits.timeout)
            exchange = Exchange(limit)
            stop_on_cancel = (
                cancellation.on_cancel(lambda: exchange.stop(StopReason.CANCELLED)) if cancellation else nullcontext()
            )
            with stop_on_cancel:
                try:
                    with self._pool.connection(exchange, request.client) as connection, exchange:
                        return self._ask(connection, exchange, request, text, parameters)
                except ExchangeStopped:
                    if exchange.stopped is StopReason.CANCELLED:
                        said = cancellation.reason if cancellation is not None else None
                        raise QueryCancelled(said or "the service is stopping", hint="Ask it again") from None
                    raise query_timeout(limit) from None
                except OutboundError as error:
                    raise EngineUnavailable(f"the SPARQL endpoint {error.message}", hint=error.hint) from error

    def health(self) -> dict[str, int | str]:
        """See :class:`strategy_graph.engine.api.Engine`; ``endpoint`` is its host and port."""
        with self._lock:
            counts = dict(self._counts)
        return {"kind": "remote", "endpoint": self.address.place, **counts, **self._pool.figures()}

    def close(self) -> None:
        """Abort every query and close every connection."""
        for exchange in self._pool.close():
            exchange.stop(StopReason.CANCELLED)
        if self._on_close is not None:
            self._on_close()

    def _ask(
        self,
        connection: HttpConnection,
        exchange: Exchange,
        request: QueryRequest,
        text: str,
        parameters: Sequence[tuple[str, str]],
    ) -> QueryResult:
        form = request.query.form
        answer = connection.send(
            "POST",
            self.address.target,
            exchange,
            headers={
                "Accept": ACCEPT_GRAPH if form is Form.GRAPH else ACCEPT_TABLE,
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode([("query", text), *parameters]).encode("ascii"),
        )
        if answer.status != 200:
            raise failure(answer, self.address)
        check_response_head(answer, form, self.address)
        with Spool(self.limits.result_bytes) as spool:
            try:
                blocks = _capped(answer.blocks(), self.limits.result_bytes * SOURCE_FACTOR)
                transcode(blocks, answer.media_type, form, request.media_type, self._prefixes, cast(IO[bytes], spool))
            except ResultTooLargeError:
                raise result_too_large(self.limits.result_bytes, hint="Add a LIMIT, or ask for it in parts") from None
            except NotXmlError as error:
                raise ResultNotXml(form, str(error)) from error
            except MalformedResult as error:
                raise EngineUnavailable(
                    f"the SPARQL endpoint {self.address.place} broke off its answer, or wrote what cannot be read",
                    hint="Try again; if it stays so, see the endpoint's log: it may have reached a limit of its own",
                ) from error
            exchange.check()
            body, descriptor = spool.result()
        if descriptor is None:
            return QueryResult(request.media_type, body)
        return QueryResult(request.media_type, file=os.fdopen(descriptor, "rb", buffering=0))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._count("queries")
        try:
            yield
        except QueryTimeout:
            self._count("timeouts")
            raise
        except QueryCancelled:
            self._count("cancelled")
            raise
        except EngineBusy:
            self._count("busy")
            raise
        except (QuerySyntaxError, LimitExceeded, ResultNotXml):
            raise
        except StrategyGraphError:
            self._count("errors")
            raise

    def _count(self, what: str) -> None:
        with self._lock:
            self._counts[what] += 1


def _capped(blocks: Iterator[bytes], cap: int) -> Iterator[bytes]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > cap:
            raise ResultTooLargeError
        yield block
