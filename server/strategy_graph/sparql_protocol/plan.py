"""Plans the answer to a request: the query that the guard admits, the format by negotiation, and the ETag."""

from __future__ import annotations

from typing import Final, NamedTuple

from strategy_graph import __version__
from strategy_graph.engine import Form, Guard, GuardedQuery
from strategy_graph.http.etags import etag_of
from strategy_graph.http.negotiation import GRAPH_FORMATS, HTML, RESULT_FORMATS, Format, NotAcceptable, choose
from strategy_graph.sparql_protocol.request import Question

_WITH_PAGE: Final = {True: (*GRAPH_FORMATS, HTML), False: (*RESULT_FORMATS, HTML)}


class Plan(NamedTuple):
    """What a question comes to: an admitted query, the form of its answer, and the answer's ETag."""

    query: GuardedQuery
    format: Format
    etag: str


def plan(guard: Guard, digest: str, question: Question, accept: str | None) -> Plan:
    """Admit the query and choose the format of its answer.

    :param digest: of the release that answers.
    :raises StrategyGraphError: as the guard and negotiation do.
    """
    query = guard.admit(question.query)
    chosen = _format(query, question.format, accept)
    etag = etag_of(
        digest,
        __version__,
        query.text,
        question.default_graphs,
        question.named_graphs,
        chosen.media_type,
    )
    return Plan(query, chosen, etag)


def _format(query: GuardedQuery, name: str | None, accept: str | None) -> Format:
    try:
        return choose(accept, _WITH_PAGE[query.form is Form.GRAPH], name=name)
    except NotAcceptable as error:
        other, what = (RESULT_FORMATS, "graph") if query.form is Form.GRAPH else (GRAPH_FORMATS, "table")
        try:
            choose(accept, other, name=name)
        except NotAcceptable:
            raise error from None
        raise NotAcceptable(
            f"the answer to this query is a {what}, and what was asked for can only hold "
            + ("a table" if what == "graph" else "a graph"),
            hint=error.hint,
        ) from None
