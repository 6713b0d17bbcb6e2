"""Divides the authored facts into named graphs, one for each edition of a plan.

Listings, claims and milestones are in the graph of the edition that makes them, with the evidence that nothing else
uses; what no single edition owns is in the graph of all data. Where there is one edition, everything is in its graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from strategy_graph.namespaces import GRAPH_DATA, PREFIXES, TERMS

Subject = NamedNode | BlankNode | Triple

_SLUG: Final = re.compile(r"[\w-]+", re.ASCII)
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_PLAN: Final = NamedNode(TERMS + "ActionPlan")
_PERIOD: Final = NamedNode(TERMS + "periodLabel")
_LISTED_IN: Final = NamedNode(TERMS + "listedIn")
_EDITION: Final = NamedNode(TERMS + "edition")
_ENDED_BY: Final = NamedNode(TERMS + "endedBy")
_END_NOTE: Final = NamedNode(TERMS + "endNote")
_EVIDENCE: Final = NamedNode(TERMS + "hasEvidence")


def divide_by_edition(data: list[Quad], derived: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Return the authored quads by the name of their graph.

    :param derived: gives the editions of the claims that name none.
    """
    graph_of_plan = _names_of_graphs(data)
    if len(graph_of_plan) < 2:
        return _in_graphs((next(iter(graph_of_plan.values()), GRAPH_DATA), quad) for quad in data)
    owner: dict[Subject, str] = dict(graph_of_plan)
    ended: dict[Subject, str] = {}
    for quad in [*data, *derived]:
        graph = graph_of_plan.get(quad.object) if isinstance(quad.object, NamedNode) else None
        if graph is not None and quad.predicate in (_LISTED_IN, _EDITION):
            owner[quad.subject] = graph
        elif graph is not None and quad.predicate == _ENDED_BY:
            ended[quad.subject] = graph
    _add_evidence(owner, data)
    _add_blank_nodes(owner, data)
    return _in_graphs(
        (
            (ended if quad.predicate in (_ENDED_BY, _END_NOTE) else owner).get(quad.subject, GRAPH_DATA),
            quad,
        )
        for quad in data
    )


def _names_of_graphs(data: list[Quad]) -> dict[Subject, str]:
    """Return the name of each plan's graph: by its period or, where two plans have the same, by its IRI's last part."""
    plans = {quad.subject for quad in data if quad.predicate == _TYPE and quad.object == _PLAN}
    periods: dict[Subject, set[str]] = defaultdict(set)
    for quad in data:
        if quad.predicate == _PERIOD and quad.subject in plans and isinstance(quad.object, Literal):
            periods[quad.subject].add(quad.object.value)
    by_period = {plan: next(iter(periods[plan])) if len(periods[plan]) == 1 else "" for plan in plans}
    by_iri = {plan: re.split("[/#]", plan.value)[-1] for plan in plans if isinstance(plan, NamedNode)}
    for names in (by_period, by_iri):
        if len(set(names.values())) == len(plans) and all(_SLUG.fullmatch(name) for name in names.values()):
            return {plan: f"{GRAPH_DATA}/{name}" for plan, name in names.items()}
    return {}


def _add_evidence(owner: dict[Subject, str], data: list[Quad]) -> None:
    """Give evidence to the graph of what it grounds, if that is one graph."""
    users: dict[Subject, set[str]] = defaultdict(set)
    for quad in data:
        if quad.predicate == _EVIDENCE and isinstance(quad.object, NamedNode):
            users[quad.object].add(owner.get(quad.subject, GRAPH_DATA))
    for evidence, graphs in users.items():
        if len(graphs) == 1:
            owner[evidence] = next(iter(graphs))


def _add_blank_nodes(owner: dict[Subject, str], data: list[Quad]) -> None:
    """Give each blank node to the graph of what points to it."""
    pending = [quad for quad in data if isinstance(quad.object, BlankNode)]
    while ready := [quad for quad in pending if quad.subject in owner]:
        for quad in ready:
            assert isinstance(quad.object, BlankNode)
            owner.setdefault(quad.object, owner[quad.subject])
        pending = [quad for quad in pending if quad.subject not in owner]


def _in_graphs(placed: Iterable[tuple[str, Quad]]) -> dict[str, list[Quad]]:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for name, quad in placed:
        graphs[name].append(Quad(quad.subject, quad.predicate, quad.object, NamedNode(name)))
    return dict(graphs)
