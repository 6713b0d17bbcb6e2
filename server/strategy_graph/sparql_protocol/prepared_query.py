"""Prepares a query operation: admits the query, negotiates the response format and computes the ETag."""

from __future__ import annotations

from typing import Final, NamedTuple

from strategy_graph import __version__
from strategy_graph.engine import Form, Guard, GuardedQuery
from strategy_graph.http.etags import etag_of
from strategy_graph.http.formats import GRAPH_FORMATS, HTML, RESULT_FORMATS, Format
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.sparql_protocol.request import QueryOperation

_FORMATS_BY_GRAPH_RESULT: Final = {True: (*GRAPH_FORMATS, HTML), False: (*RESULT_FORMATS, HTML)}


class PreparedQuery(NamedTuple):
    """An admitted query, the format of its response, and the response's ETag."""

    query: GuardedQuery
    format: Format
    etag: str


def prepare(guard: Guard, digest: str, operation: QueryOperation, accept: str | None) -> PreparedQuery:
    """Admit the query and negotiate the format of its response.

    :param digest: digest of the served release.
    :raises StrategyGraphError: the guard rejects the query, or no format is acceptable.
    """
    query = guard.admit(operation.query)
    chosen = _format(query, operation.format, accept)
    etag = etag_of(
        digest,
        __version__,
        query.text,
        operation.default_graphs,
        operation.named_graphs,
        chosen.media_type,
    )
    return PreparedQuery(query, chosen, etag)


def _format(query: GuardedQuery, name: str | None, accept: str | None) -> Format:
    try:
        return choose(accept, _FORMATS_BY_GRAPH_RESULT[query.form is Form.GRAPH], name=name)
    except NotAcceptable as error:
        other, kind = (RESULT_FORMATS, "graph") if query.form is Form.GRAPH else (GRAPH_FORMATS, "table")
        try:
            choose(accept, other, name=name)
        except NotAcceptable:
            raise error from None
        raise NotAcceptable(
            f"the answer to this query is a {kind}, and what was asked for can only hold "
            + ("a table" if kind == "graph" else "a graph"),
            hint=error.hint,
        ) from None
