"""Parses the rows of the generic sheet, which holds the triples for which no column stands."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, Triple, parse

from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.read import OTHER_TRIPLES
from strategy_graph.workbook.table import OtherTriple


def parse_other(other: OtherTriple, problems: list[Problem]) -> Triple | None:
    """Return the triple of a row, or none and what is wrong with it."""
    try:
        (quad,) = parse(f"{other.subject} {other.predicate} {other.object} .", format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        advice = 'Write each part as N-Triples has it: <IRI>, _:label, "text"@en'
        problems.append(Problem(OTHER_TRIPLES, other.row, "", "", "it is no triple", advice))
        return None
    assert isinstance(quad, Quad)
    return Triple(quad.subject, quad.predicate, quad.object)
