"""Describes a thing by queries: what is said of it, what links to it, and the claims about it with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from strategy_graph.linked_data.claims import PAGE, about, grounds_of
from strategy_graph.linked_data.description import MAX_INVERSE, MAX_MEMBERS, Description
from strategy_graph.linked_data.graph_source import GraphSource, values
from strategy_graph.linked_data.terms import Subject

MAX_DEEPER: Final = 8
"""Queries for blank nodes deeper than two levels below a thing; each goes at least one level further."""


def describe(source: GraphSource, members: Sequence[str], page: int = 1) -> Description:
    """Describe the thing at the first of the IRIs, and the others in the same document.

    :param page: of the inverse links.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    main, chosen = members[0].partition("#")[0], tuple(members[:MAX_MEMBERS])
    found = source.construct(_own_and_inverse(main, f"VALUES ?s {{ {values(chosen)} }} ?s ?p ?o"))
    if _open_blank_nodes(_closure(found, chosen)):
        # Asked for once more as a whole, since labels of blank nodes need not outlive a query.
        found = source.construct(_own_and_inverse(main, _of_members(chosen)))
    target = NamedNode(main)
    own = _with_deeper_nodes(source, found, chosen)
    inverse = _in_order(triple for triple in found if triple.object == target)
    shown = inverse[(page - 1) * PAGE : page * PAGE]
    grounds = grounds_of(source, main, own, inverse, shown, page)
    return Description(main, chosen, tuple(own), tuple(shown), tuple(grounds), (), len(inverse), page)


def describe_terms(source: GraphSource, main: str, members: Sequence[str], roots: Iterable[str] = ()) -> Description:
    """Describe a vocabulary: its terms, and what it says of the terms of others; nothing of what uses them.

    :param roots: what is not under these is a term of others; none for a vocabulary that says nothing of them.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    chosen = tuple(members[:MAX_MEMBERS])
    own = _closure(source.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_of_members(chosen)} }}"), chosen)
    outside = " && ".join(f'!STRSTARTS(STR(?s), "{root}")' for root in roots)
    foreign = (
        source.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (isIRI(?s) && {outside}) }} LIMIT {MAX_INVERSE}"
        )
        if outside
        else []
    )
    return Description(main, chosen, tuple(own), grounds=tuple(foreign))


def _own_and_inverse(main: str, own: str) -> str:
    """Return the query for what links to a thing, and for its own triples by a pattern.

    The pattern that looks for blank nodes takes half as long again, and most graphs have none.
    """
    inverse = f"{{ SELECT ?s ?p ?o {{ VALUES ?o {{ <{main}> }} ?s ?p ?o }} LIMIT {MAX_INVERSE} }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {own} }} UNION {inverse} }}"


def _of_members(members: Sequence[str]) -> str:
    """Return the pattern of the triples of members and of the blank nodes below them, lists included.

    Virtuoso does not compile a union with BIND in it.
    """
    given = f"VALUES ?m {{ {values(members)} }} ?m ?p1 ?b1 . FILTER (isBlank(?b1))"
    second = "?b1 rdf:rest* ?l1 . ?l1 ?p2 ?b2 . FILTER (isBlank(?b2) && ?p2 != rdf:rest)"
    return (
        f"{{ VALUES ?s {{ {values(members)} }} ?s ?p ?o }}"
        f" UNION {{ {given} ?b1 rdf:rest* ?s . ?s ?p ?o }}"
        f" UNION {{ {given} {second} ?b2 rdf:rest* ?s . ?s ?p ?o }}"
    )


def _with_deeper_nodes(source: GraphSource, found: list[Triple], members: Sequence[str]) -> list[Triple]:
    """Return the triples of members and of all blank nodes below them.

    Each further query follows the properties that led to a blank node so far.
    """
    own = _closure(found, members)
    for _ in range(MAX_DEEPER):
        if not _open_blank_nodes(own):
            break
        path = "|".join(sorted({str(triple.predicate) for triple in own if isinstance(triple.object, BlankNode)}))
        deeper = source.construct(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?m {{ {values(members)} }} ?m ({path})+ ?s . "
            f"FILTER (isBlank(?s)) ?s ?p ?o }} LIMIT {MAX_INVERSE}"
        )
        own = _closure([*own, *deeper], members)
    return own


def _closure(triples: Iterable[Triple], members: Sequence[str]) -> list[Triple]:
    """Return the triples whose subject is a member, or a blank node that is reached from one."""
    by_subject: dict[Subject, set[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, set()).add(triple)
    queue: list[Subject] = [NamedNode(iri) for iri in members]
    seen, kept = set(queue), []
    while queue:
        for triple in by_subject.get(queue.pop(), ()):
            kept.append(triple)
            if isinstance(triple.object, BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                queue.append(triple.object)
    return kept


def _open_blank_nodes(triples: Iterable[Triple]) -> set[BlankNode]:
    triples = list(triples)
    subjects = {triple.subject for triple in triples}
    return {triple.object for triple in triples if isinstance(triple.object, BlankNode)} - subjects


def _in_order(inverse: Iterable[Triple]) -> list[Triple]:
    """Return inverse links by property and subject, each once; those of claims about the thing come last."""
    links = set(inverse)
    claims = {link.subject for link in links if link.predicate in about()}
    return sorted(links, key=lambda link: (link.subject in claims, link.predicate.value, str(link.subject)))
