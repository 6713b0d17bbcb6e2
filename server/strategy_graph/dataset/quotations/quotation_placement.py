"""Finds quotations of stated and named claims that are not in the source's section on the claim's initiative.

A claim with the basis stated or named asserts that a passage about an initiative links it to something. A phrase from
the section on another item is no evidence of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.quotations.source_text import SourceText, normalise
from strategy_graph.namespaces import PREFIXES, TERMS

DSG = Namespace(TERMS)
OA = Namespace(PREFIXES["oa"])
OWN_WORDS: Final = frozenset(URIRef(PREFIXES["basis"] + word) for word in ("stated", "named"))


@dataclass(frozen=True)
class MisplacedQuotation:
    """A quotation of a claim that is in no section of the claim's initiative.

    :ivar where: ``file:line`` of the claim.
    """

    claim: str
    initiative: str
    source: str
    phrase: str
    where: str | None


def misplaced_quotations(
    graph: Graph, texts: Mapping[str, SourceText], line_numbers: LineNumbers
) -> Iterator[MisplacedQuotation]:
    """Yield the quotations outside the sections of the claim's initiative, in the order of the claims' IRIs.

    :param texts: source texts by identifier; other sources, and sources without sections, are ignored.
    """
    for claim in sorted(graph.subjects(DSG.basis), key=str):
        if graph.value(claim, DSG.basis) not in OWN_WORDS:
            continue
        initiative = _initiative(graph, claim)
        if initiative is None:
            continue
        for evidence in graph.objects(claim, DSG.hasEvidence):
            source = str(graph.value(graph.value(evidence, OA.hasSource), DCTERMS.identifier))
            if source not in texts or graph.value(evidence, DSG.inSection) is None:
                continue
            bodies = [texts[source].body(section) for section in _sections(graph, initiative)]
            for phrase in graph.objects(graph.value(evidence, OA.hasSelector), OA.exact):
                if not any(body is not None and normalise(str(phrase)) in body for body in bodies):
                    where = line_numbers.where(str(claim))
                    yield MisplacedQuotation(str(claim), str(initiative), source, str(phrase), where)


def _initiative(graph: Graph, claim: Node) -> Node | None:
    """Return the initiative that a claim is about; for a part, the initiative that it is part of."""
    undertaking = graph.value(claim, DSG.aboutInitiative) or graph.value(claim, DSG.alignedThing)
    if undertaking is None:
        return None
    whole = graph.value(undertaking, DCTERMS.isPartOf) or undertaking
    return whole if (whole, DSG.inPlan, None) in graph else None


def _sections(graph: Graph, initiative: Node) -> set[str]:
    """Return the sections of the initiative's own evidence."""
    return {
        str(section)
        for evidence in graph.objects(initiative, DSG.hasEvidence)
        for section in graph.objects(evidence, DSG.inSection)
    }
