"""The store of one graph gives the same results as RDFLib's own store, also after additions and removals."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from strategy_graph.dataset.validation.memory_store import GraphMemory
from strategy_graph.dataset.validation.rdflib_graph import MemoryGraph

A, B, C = (URIRef(f"urn:{name}") for name in "abc")
P, Q = URIRef("urn:p"), URIRef("urn:q")
ONE, OTHER_ONE, ONE_IN_ENGLISH = Literal("1"), Literal("01"), Literal("1", lang="en")

NODES = [A, B, C]
VALUES: list[Node] = [A, B, ONE, OTHER_ONE, ONE_IN_ENGLISH]
triples = st.tuples(st.sampled_from(NODES), st.sampled_from([P, Q]), st.sampled_from(VALUES))
patterns = st.tuples(*(st.none() | st.sampled_from(terms) for terms in (NODES, [P, Q], VALUES)))
steps = st.lists(st.tuples(st.just("add"), triples) | st.tuples(st.just("remove"), patterns), max_size=30)


@settings(deadline=None)
@given(steps)
def test_it_answers_as_the_store_of_rdflib_does(steps: list[tuple[str, tuple[Node, Node, Node]]]) -> None:
    ours, theirs = MemoryGraph(), Graph()
    for verb, triple in steps:
        for graph in (ours, theirs):
            getattr(graph, verb)(triple)
    assert len(ours) == len(theirs) and bool(ours) == bool(theirs)
    for pattern in product([None, *NODES], [None, P, Q], [None, *VALUES]):
        assert sorted(ours.triples(pattern)) == sorted(theirs.triples(pattern))
        assert (pattern in ours) == (pattern in theirs)
    for node, value in product(NODES, VALUES):
        assert set(ours.objects(node, P)) == set(theirs.objects(node, P))
        assert set(ours.subjects(P, value)) == set(theirs.subjects(P, value))
    assert set(ours.predicates()) == set(theirs.predicates())
    assert set(ours.subjects(unique=True)) == set(theirs.subjects(unique=True))
    assert set(ours.objects(unique=True)) == set(theirs.objects(unique=True))


def test_terms_with_equal_values_are_kept_apart() -> None:
    graph = MemoryGraph()
    graph.add((A, P, ONE)).add((A, P, OTHER_ONE)).add((A, P, ONE_IN_ENGLISH)).add((A, P, ONE))
    assert len(graph) == 3


def test_triples_can_be_removed_while_they_are_read() -> None:
    graph = MemoryGraph()
    for value in VALUES:
        graph.add((A, P, value))
    for triple in graph.triples((A, P, None)):
        graph.remove(triple)
    assert len(graph) == 0


@pytest.fixture
def store() -> GraphMemory:
    store = GraphMemory()
    for triple in [(A, P, ONE), (A, Q, ONE), (A, Q, B), (B, P, ONE), (C, Q, B)]:
        store.add(triple)
    return store


def test_a_star_pattern_is_looked_up_by_all_its_objects(store: GraphMemory) -> None:
    assert store.subjects_of_star(((P,), (Q,)), (ONE, B)) == [A]
    assert store.subjects_of_star(((P,), (Q,)), (B, ONE)) == []
    assert store.subjects_of_star(((Q,), (P,)), (B, ONE)) == [A]


def test_an_alternative_path_counts_each_match(store: GraphMemory) -> None:
    assert store.subjects_of_star(((P, Q), (P,)), (ONE, ONE)) == [A, A, B]


def test_a_star_changes_with_the_graph(store: GraphMemory) -> None:
    star, values = ((P,), (Q,)), (ONE, B)
    assert store.subjects_of_star(star, values) == [A]
    store.add((C, P, ONE))
    assert set(store.subjects_of_star(star, values) or ()) == {A, C}
    store.remove((A, None, None))
    assert store.subjects_of_star(star, values) == [C]


def test_a_star_with_too_many_combinations_is_not_indexed() -> None:
    store = GraphMemory()
    for number in range(20):
        store.add((A, P, Literal(number)))
        store.add((A, Q, Literal(number)))
    assert store.subjects_of_star(((P,), (Q,)), (Literal(1), Literal(2))) is None
