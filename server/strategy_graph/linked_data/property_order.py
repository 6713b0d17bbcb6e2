"""The order of properties on a page: what the plan says first, then what is technical or foreign, evidence last.

What few readers look for can be folded: notes, sources, and what says how a thing is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from strategy_graph.linked_data.page_model import Group
from strategy_graph.linked_data.terms import term
from strategy_graph.namespaces import TERMS

_FIRST: Final = (
    *("skos:altLabel", "skos:note"),
    *("dsg:contributesTo", "dsg:contributedToBy", "dsg:leadAgency", "dsg:leads"),
    *("dsg:ownerAgency", "dsg:owns", "dsg:partnerAgency", "dsg:partnersIn", "dsg:otherAgency", "dsg:takesPartIn"),
    *("dsg:tracksProgressOf", "dsg:progressTrackedBy", "dsg:underTheme", "dsg:targets", "dsg:servesGoal"),
    *("dsg:reflects", "dsg:reflectedBy", "dsg:relatedTo", "dsg:refersToTreaty", "dcterms:hasPart", "dcterms:isPartOf"),
)
"""What people come for, in its order; our other properties follow."""

_TECHNICAL: Final = frozenset(
    term(f"dsg:{name}").value
    for name in (
        *("edition", "hasListing", "holdsIn", "inPlan", "inStrategy", "involvesAgency", "latestPlan"),
        *("linkObject", "linkPredicate", "linkSubject", "order"),
    )
)
"""Our properties that rules add for queries, or that say again what another one says."""

AGENCIES: Final = frozenset(term(f"dsg:{name}Agency").value for name in ("lead", "owner", "partner", "other"))
"""The properties that say which organisation has which part in an initiative, or in a part of it."""

_FURTHER: Final = frozenset(
    term(name).value
    for name in (
        *("skos:note", "skos:editorialNote", "skos:changeNote", "skos:inScheme", "skos:topConceptOf"),
        *("dcterms:source", "dsg:hasEvidence", "dsg:concerns", "dsg:ofStrategy", "void:exampleResource"),
        *("dsg:hasGoal", "dsg:hasInitiative", "dsg:hasMeasure", "dsg:hasOutcome", "dsg:hasTheme"),
    )
)
"""Notes, sources, and what a thing belongs to; the technical properties are further too."""

CONCERNS: Final = term("dsg:concerns").value
_GROUNDS: Final = (*(term(f"dsg:{name}").value for name in ("basis", "strength", "rationale", "hasEvidence")), CONCERNS)
"""What a claim rests on, and the notes on it, in the order of reading."""

_RANKS: Final = {term(name).value: number for number, name in enumerate(_FIRST)}


def in_order(groups: Iterable[Group]) -> list[Group]:
    """Return the groups in the order of reading."""
    return sorted(groups, key=lambda group: (*_rank(group), group.title.text.casefold(), group.predicate.iri or ""))


def is_further(predicate: str) -> bool:
    """Return whether few readers look for the values of a property."""
    return predicate in _FURTHER or predicate in _TECHNICAL


def grounds_of_claim(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that say what a claim rests on, in the order of reading."""
    found = [group for group in groups if group.predicate.iri in _GROUNDS]
    return sorted(found, key=lambda group: _GROUNDS.index(group.predicate.iri or ""))


def is_evidence(group: Group) -> bool:
    """Return whether the values are the passages that a thing rests on."""
    return group.predicate.iri == term("dsg:hasEvidence").value


def repeated(groups: Sequence[Group], beside: Sequence[Group] = ()) -> list[Group]:
    """Return the groups of foreign properties whose values are all those of one of ours, or the claims that ground it.

    Such a group says in another vocabulary what ours says with its grounds.

    :param beside: further groups of the page that may say the same, from the other end.
    """
    own = [group for group in (*groups, *beside) if _is_own(group)]
    known = [{row.value.iri for row in group.rows} for group in own]
    known.append({ground.claim.iri for group in own for row in group.rows for ground in row.grounds if ground.claim})
    return [
        group
        for group in groups
        if not _is_own(group)
        and all(row.value.iri for row in group.rows)
        and any({row.value.iri for row in group.rows} <= values for values in known)
    ]


def _is_own(group: Group) -> bool:
    return (group.predicate.iri or "").startswith(TERMS)


def _rank(group: Group) -> tuple[int, int]:
    iri = group.predicate.iri or ""
    if iri in _RANKS:
        return 0, _RANKS[iri]
    if is_evidence(group):
        return 4, 0
    if iri in _TECHNICAL:
        return 2, 0
    return (1, 0) if _is_own(group) else (3, 0)
