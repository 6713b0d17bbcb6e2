"""Asks a store what it holds."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from strategy_graph.outbound import Address, Answer, Call, Channel
from strategy_graph.publication.errors import PublicationFailed

COUNT_LIMIT: Final = 120.0
"""Seconds that counting one graph may take."""
ENOUGH_ROWS: Final = 100_000
"""A store that gives so many rows and no more is worth a warning."""

_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_MANY: Final = "SELECT (1 AS ?n) WHERE {{ GRAPH <{0}> {{ ?a ?b ?c }} GRAPH <{0}> {{ ?d ?e ?f }} }} LIMIT {1}"


def count(channel: Channel, endpoint: Address, graph: str, seconds: float) -> int:
    """The triples of a graph; none where there is no such graph.

    :raises PublicationFailed: the endpoint did not say.
    """
    return int(_first_value(channel, endpoint, _COUNT.format(graph), seconds))


def _ask(channel: Channel, endpoint: Address, call: Call, query: str) -> Answer:
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"query": query}).encode("ascii")
    return channel.send("POST", endpoint.target, call, headers=headers, body=body)


def _first_value(channel: Channel, endpoint: Address, query: str, seconds: float) -> str:
    """The one literal that a query gives."""
    with Call(seconds) as call:
        answer = _ask(channel, endpoint, call, query)
        if answer.status != 200:
            raise PublicationFailed(
                f"{endpoint} does not count ({answer.status}): {answer.words()}",
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


def cut_at(channel: Channel, endpoint: Address, graph: str, seconds: float) -> int | None:
    """Where Virtuoso cuts results short, if that is below what our own release may ask for.

    It says so with a table alone, and cuts a graph short without a word.
    """
    with Call(seconds) as call:
        answer = _ask(channel, endpoint, call, _MANY.format(graph, ENOUGH_ROWS))
        for _ in answer.blocks():
            pass
    rows = answer.header("X-SPARQL-MaxRows")
    return int(rows) if rows.isdigit() else None
