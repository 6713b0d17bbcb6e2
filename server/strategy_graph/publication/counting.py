"""Counts the triples of graphs in a store."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from strategy_graph.outbound import Address, Exchange, HttpConnection, HttpResponse
from strategy_graph.publication.errors import PublicationFailed

COUNT_LIMIT: Final = 120.0
"""Time limit for counting one graph, in seconds."""
ENOUGH_ROWS: Final = 100_000
"""Row limit of a store below which a warning is printed."""

_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_MANY: Final = "SELECT (1 AS ?n) WHERE {{ GRAPH <{0}> {{ ?a ?b ?c }} GRAPH <{0}> {{ ?d ?e ?f }} }} LIMIT {1}"


def count(connection: HttpConnection, endpoint: Address, graph: str, seconds: float) -> int:
    """Return the number of triples in a graph; 0 if there is no such graph.

    :raises PublicationFailed: the endpoint returned no count.
    """
    return int(_first_value(connection, endpoint, _COUNT.format(graph), seconds))


def _ask(connection: HttpConnection, endpoint: Address, exchange: Exchange, query: str) -> HttpResponse:
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"query": query}).encode("ascii")
    return connection.send("POST", endpoint.target, exchange, headers=headers, body=body)


def _first_value(connection: HttpConnection, endpoint: Address, query: str, seconds: float) -> str:
    """Return the only literal of a result."""
    with Exchange(seconds) as exchange:
        answer = _ask(connection, endpoint, exchange, query)
        if answer.status != 200:
            raise PublicationFailed(
                f"{endpoint} does not count ({answer.status}): {answer.text_excerpt()}",
                hint="Check the address of the SPARQL endpoint; --query-endpoint gives it",
            )
        body = b"".join(answer.blocks())
    results = QueryResultsFormat.XML if "xml" in answer.media_type else QueryResultsFormat.JSON
    try:
        table = parse_query_results(body, format=results)
        assert isinstance(table, QuerySolutions)
        value = next(iter(table))[0]
        assert isinstance(value, Literal)
        return value.value
    except (SyntaxError, ValueError, AssertionError, StopIteration) as error:
        raise PublicationFailed(
            f"{endpoint} answered with something else than a count", hint="Check that it is a SPARQL endpoint"
        ) from error


def cut_at(connection: HttpConnection, endpoint: Address, graph: str, seconds: float) -> int | None:
    """Return the row limit at which Virtuoso truncates results; ``None`` if it is high enough for our release.

    Virtuoso reports the truncation of a table in a header, and truncates graphs silently.
    """
    with Exchange(seconds) as exchange:
        answer = _ask(connection, endpoint, exchange, _MANY.format(graph, ENOUGH_ROWS))
        for _ in answer.blocks():
            pass
    rows = answer.header("X-SPARQL-MaxRows")
    return int(rows) if rows.isdigit() else None
