"""Describes a thing from an index of the triples, where ``queried_description.py`` asks an engine for them.

Both give the same description: ``tests/linked_data/test_graph_copy.py`` compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from strategy_graph.linked_data.claims import PAGE, about
from strategy_graph.linked_data.description import MAX_INVERSE, MAX_MEMBERS, Description
from strategy_graph.linked_data.terms import term
from strategy_graph.linked_data.triple_index import TripleIndex, is_blank

_ABOUT: Final = frozenset(each.value for each in about())
_LINK_SUBJECT: Final = term("dsg:linkSubject").value
_LINK_PREDICATE: Final = term("dsg:linkPredicate").value
_LINK_OBJECT: Final = term("dsg:linkObject").value
_EVIDENCE: Final = term("dsg:hasEvidence").value
_SELECTOR: Final = term("oa:hasSelector").value


def describe_from(index: TripleIndex, members: Sequence[str], page: int = 1) -> Description:
    """Describe the thing at the first of the IRIs, and the others in the same document.

    :param page: of the inverse links.
    """
    main, chosen = members[0].partition("#")[0], tuple(members[:MAX_MEMBERS])
    own = _closure(index, chosen)
    inverse = _in_order(index, index.of_object(main)[:MAX_INVERSE])
    shown = inverse[(page - 1) * PAGE : page * PAGE]
    grounds = _grounds(index, main, own, inverse, shown, page).difference(own)
    return _description(index, main, chosen, own, shown, grounds, len(inverse), page)


def describe_terms_from(
    index: TripleIndex, main: str, members: Sequence[str], roots: Iterable[str] = ()
) -> Description:
    """Describe a vocabulary: its terms, and what it says of the terms of others; nothing of what uses them.

    :param roots: what is not under these is a term of others; none for a vocabulary that says nothing of them.
    """
    chosen, ours = tuple(members[:MAX_MEMBERS]), tuple(roots)
    foreign = (
        [at for at, key in enumerate(index.subjects) if not is_blank(key) and not key.startswith(ours)] if ours else []
    )
    return _description(index, main, chosen, _closure(index, chosen), [], set(foreign[:MAX_INVERSE]), 0, 1)


def _description(
    index: TripleIndex,
    main: str,
    members: tuple[str, ...],
    own: list[int],
    shown: list[int],
    grounds: set[int],
    total: int,
    page: int,
) -> Description:
    subjects, objects, triples = index.subjects, index.objects, index.triples
    positions = {*own, *shown, *grounds}
    nodes = {subjects[at] for at in positions}
    nodes.update([key for at in positions if (key := objects[at]) is not None])
    has_blank_nodes = any(map(is_blank, nodes))
    neighbours = nodes.difference([subjects[at] for at in own], [subjects[at] for at in grounds])
    names = {at for iri in neighbours for at in index.names(iri)}
    ordered: list[int] = []
    if not has_blank_nodes:
        # The thing comes first; blank nodes, which come last by labels of their own, are left to the description.
        positions |= names
        first = [at for at in index.of_subject(main) if at in positions]
        ordered = [*first, *sorted(positions.difference(first))]
    return Description(
        main,
        members,
        tuple([triples[at] for at in own]),
        tuple([triples[at] for at in shown]),
        tuple([triples[at] for at in sorted(grounds)]),
        tuple([triples[at] for at in sorted(names)]),
        total,
        page,
        tuple([triples[at] for at in ordered]),
        partial(index.prefixes, ordered),
    )


def _closure(index: TripleIndex, keys: Iterable[str]) -> list[int]:
    """Return the triples of some nodes, and of all blank nodes that they lead to."""
    queue, found = list(keys), []
    seen = set(queue)
    for key in queue:
        for at in index.of_subject(key):
            found.append(at)
            value = index.objects[at]
            if value is not None and is_blank(value) and value not in seen:
                seen.add(value)
                queue.append(value)
    return found


def _in_order(index: TripleIndex, links: Sequence[int]) -> list[int]:
    """Return inverse links by property and subject; those of claims about the thing come last."""
    subjects, predicates = index.subjects, index.predicates
    claims = {subjects[at] for at in links if predicates[at] in _ABOUT}
    return sorted(links, key=lambda at: (subjects[at] in claims, predicates[at], at))


def _grounds(
    index: TripleIndex, main: str, own: list[int], inverse: list[int], shown: list[int], page: int
) -> set[int]:
    """Return the claims that ground the links on this page, and evidence, as ``claims.grounds_of`` does."""
    subjects, predicates, objects = index.subjects, index.predicates, index.objects
    claims = {subjects[at] for at in shown if predicates[at] in _ABOUT}
    evidence: set[str] = set()
    if page == 1:
        claims.update([subjects[at] for at in inverse if predicates[at] == _LINK_SUBJECT][:PAGE])
        evidence = {key for at in own if predicates[at] == _EVIDENCE and (key := objects[at]) is not None}
    claims, evidence = _iris(claims), _iris(evidence)
    if len(inverse) > PAGE:
        # The claims that ground the plain links on this page may themselves be links on another.
        pairs = {(subjects[at], predicates[at]) for at in shown}
        for at in index.of_object(main):
            if predicates[at] == _LINK_OBJECT and not pairs.isdisjoint(_ends(index, subjects[at])):
                claims.add(subjects[at])
    for claim in claims:
        evidence.update(index.values(claim, _EVIDENCE))
    described = claims | evidence
    for each in evidence:
        described.update(index.values(each, _SELECTOR))
    return {at for key in described for at in index.of_subject(key)}


def _ends(index: TripleIndex, claim: str) -> Iterable[tuple[str, str]]:
    """Yield subject and property of the link that a claim is about."""
    for predicate in index.values(claim, _LINK_PREDICATE):
        for subject in index.values(claim, _LINK_SUBJECT):
            yield subject, predicate


def _iris(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if not is_blank(key)}
