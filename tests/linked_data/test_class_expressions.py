"""Unions, lists and disjointness in a vocabulary: told from terms, with blank nodes and with IRIs made for them."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from strategy_graph.linked_data.class_expressions import ClassExpressions

EX = "https://example.org/terms#"
PREFIXES = f"""
@prefix : <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
WITH_BLANK_NODES = ":p rdfs:range [ a owl:Class ; owl:unionOf ( :A :B ) ] ."
WITH_IRIS = """
:p rdfs:range :p.range . :p.range a owl:Class ; owl:unionOf :p.range.unionOf .
:p.range.unionOf rdf:first :A ; rdf:rest :p.range.unionOf.2 . :p.range.unionOf.2 rdf:first :B ; rdf:rest rdf:nil .
"""


def triples_of(turtle: str) -> list[Triple]:
    return [
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    ]


@pytest.mark.parametrize("turtle", [WITH_BLANK_NODES, WITH_IRIS])
def test_a_union_is_made_of_its_classes(turtle: str) -> None:
    triples = triples_of(turtle)
    expressions = ClassExpressions(triples)
    (range_,) = (triple.object for triple in triples if triple.predicate.value.endswith("#range"))
    assert expressions.members_of(range_) == ([NamedNode(EX + "A"), NamedNode(EX + "B")], "or")


def test_parts_are_told_from_terms() -> None:
    expressions = ClassExpressions(triples_of(WITH_IRIS + ':A a owl:Class ; rdfs:label "a"@en . :C a owl:Class .'))
    for name in ("p.range", "p.range.unionOf", "p.range.unionOf.2"):
        assert expressions.is_anonymous(EX + name)
    for name in ("p", "A", "B", "C", "elsewhere"):
        assert not expressions.is_anonymous(EX + name)


def test_a_class_with_a_name_is_a_term_though_it_is_a_union() -> None:
    expressions = ClassExpressions(triples_of(':U a owl:Class ; rdfs:label "u"@en ; owl:unionOf ( :A :B ) .'))
    assert not expressions.is_anonymous(EX + "U")
    assert expressions.members_of(NamedNode(EX + "U")) is None


def test_an_intersection_says_and() -> None:
    triples = triples_of(":p rdfs:domain [ owl:intersectionOf ( :A :B :C ) ] .")
    (domain,) = (triple.object for triple in triples if triple.predicate.value.endswith("#domain"))
    members, joiner = ClassExpressions(triples).members_of(domain) or ([], "")
    assert (len(members), joiner) == (3, "and")


def test_disjoint_classes_are_found() -> None:
    triples = triples_of("[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .")
    assert ClassExpressions(triples).disjoint() == [[NamedNode(EX + name) for name in "ABC"]]


def test_a_list_that_bites_its_tail_ends() -> None:
    triples = triples_of(":l rdf:first :A ; rdf:rest :l .")
    members, _ = ClassExpressions(triples).members_of(NamedNode(EX + "l")) or ([], "")
    assert set(members) == {NamedNode(EX + "A")}
