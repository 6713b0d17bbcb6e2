"""Finds the claims about a thing and their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import NamedNode, Triple

from strategy_graph.linked_data.graph_source import GraphSource, is_iri, values
from strategy_graph.linked_data.terms import term

PAGE: Final = 200
"""Inverse links on one page, and claims about a thing in one document beside those of its links."""


def grounds_of(
    source: GraphSource, main: str, own: list[Triple], inverse: list[Triple], shown: list[Triple], page: int
) -> list[Triple]:
    """Return the claims about the thing that ground the links on this page, and evidence, described.

    The thing is the subject or the object of these claims; claims that link to it otherwise are mere neighbours.
    """
    claims = {link.subject for link in shown if link.predicate in about()}
    evidence = set()
    if page == 1:
        claims |= set([link.subject for link in inverse if link.predicate == term("dsg:linkSubject")][:PAGE])
        evidence = {triple.object for triple in own if triple.predicate == term("dsg:hasEvidence")}
    branches = []
    if candidates := values(_sorted_iris(claims)):
        branches += _claims(lambda claim: f"VALUES {claim} {{ {candidates} }}")
    if len(inverse) > PAGE:
        # The claims that ground the plain links on this page may themselves be links on another.
        pairs = " ".join(
            f"(<{link.subject.value}> {link.predicate})"
            for link in shown
            if isinstance(link.subject, NamedNode) and is_iri(link.subject.value)
        )
        if pairs:
            ends = f"dsg:linkSubject ?ls ; dsg:linkPredicate ?lp ; dsg:linkObject <{main}>"
            branches += _claims(lambda claim: f"VALUES (?ls ?lp) {{ {pairs} }} {claim} {ends} .")
    if passages := values(_sorted_iris(evidence)):
        branches += _evidence(lambda evidence: f"VALUES {evidence} {{ {passages} }}")
    if not branches:
        return []
    if len(inverse) <= PAGE:
        # One query costs less time than several; of many claims, the union costs the engine more than its parts.
        branches = [" UNION ".join(f"{{ {branch} }}" for branch in branches)]
    found = {
        triple for branch in branches for triple in source.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {branch} }}")
    }
    return list(found.difference(own))


def about() -> tuple[NamedNode, NamedNode]:
    """Return the properties of a claim whose values it is about."""
    return term("dsg:linkSubject"), term("dsg:linkObject")


def _claims(given: Callable[[str], str]) -> list[str]:
    """Return the patterns of claims and of their evidence.

    :param given: returns the pattern that a variable for the claim satisfies.
    """
    evidence = _evidence(lambda evidence: f"{given('?c')} ?c dsg:hasEvidence {evidence} .")
    return [f"{given('?s')} ?s ?p ?o", *evidence]


def _evidence(given: Callable[[str], str]) -> list[str]:
    return [f"{given('?s')} ?s ?p ?o", f"{given('?e')} ?e oa:hasSelector ?s . ?s ?p ?o"]


def _sorted_iris(nodes: Iterable[object]) -> list[str]:
    return sorted(node.value for node in nodes if isinstance(node, NamedNode) and is_iri(node.value))
