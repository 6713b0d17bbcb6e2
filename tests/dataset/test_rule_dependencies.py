"""What a rule reads is never understated, so that leaving out a rule changes nothing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from strategy_graph.dataset.derivation import Rule, derive
from strategy_graph.dataset.rule_dependencies import properties_read
from tests.shapes.mutable_dataset import all_rules, real_dataset, small_dataset

P = "PREFIX : <urn:>\n"


@pytest.mark.parametrize(
    "where",
    [
        *("?s ?p ?o", "?s :p ?x ; ?p ?o", "[] ?p ?o", "[ ?p ?o ]", "?s :p [ ?q :o ]", "(1 2) ?p ?o", "?s ?p [ :q :o ]"),
        *("?s ?p ( 1 )", ":s ?p true", ":s ?p 1", "'s' ?p 'o'", "<urn:s> ?p <urn:o>", "?s $p ?o", "true ?p ?o"),
        *("?s :p? ?o", "?s :p* ?o", "?s (:p/:q)* ?o", "?s !:p ?o", "?s !a ?o", "?s !(:p|:q) ?o", "?s !^:p ?o"),
        *("<< ?s :p ?o >> :q ?x", "?s :p ?o {| :q ?x |}", "?s :p\\-q ?o", "?s :p%20q ?o", "?s #\n ?p #\n ?o"),
    ],
)
def test_a_query_can_depend_on_any_property(where: str) -> None:
    assert properties_read(f"{P}CONSTRUCT {{ ?s :new ?o }} WHERE {{ {where} }}") is None


@pytest.mark.parametrize(
    ("where", "read"),
    [
        ("?s :p ?o ; :q ?x . ?x :r/:t|^:u ?y", "p q r t u"),
        ("?s a :C OPTIONAL { ?s :p ?o } FILTER NOT EXISTS { ?s :q ?x }", "p q C"),
        ("?s :p+ ?o FILTER (!BOUND(?o) || ?s != ?o)", "p"),
        ("?s <urn:p> ?o MINUS { ?s :q ?o }", "p q"),
        ("VALUES (?s ?o) { (:a :b) } ?s :p ?o", "p"),
        ("{ SELECT ?s (MAX(?x) AS ?o) WHERE { ?s :p ?x } GROUP BY ?s }", "p"),
    ],
)
def test_a_query_depends_on_the_properties_that_it_names(where: str, read: str) -> None:
    found = properties_read(f"{P}CONSTRUCT {{ ?s :new ?o }} WHERE {{ {where} }}")
    assert found is not None and {f"urn:{name}" for name in read.split()} <= found


def test_most_rules_depend_on_what_they_name() -> None:
    assert sum(properties_read(rule.text) is not None for rule in all_rules()) > len(all_rules()) / 2


def naive(rules: list[Rule], asserted: list[Quad]) -> list[Quad]:
    """Run every rule in every round."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in asserted)
    derived: list[Quad] = []
    while True:
        size = len(store)
        for rule in rules:
            for triple in {*store.query(rule.text)}:  # type: ignore[misc]
                quad = Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
                if quad not in store:
                    derived.append(quad)
                    store.add(quad)
        if len(store) == size:
            return derived


@pytest.mark.parametrize("dataset", [small_dataset, real_dataset])
@pytest.mark.parametrize("backwards", [False, True])
def test_the_rules_derive_what_they_derive_when_all_run_in_each_round(dataset: object, backwards: bool) -> None:
    """In the reverse order, rules feed those before them, and run in several rounds."""
    assert callable(dataset)
    data = dataset()
    # The rules about editions and names choose once, among what there is when they run.
    rules = [rule for rule in data.rules if not backwards or "FILTER NOT EXISTS" not in rule.text]
    rules = rules[::-1] if backwards else rules
    ours = derive(rules, data.asserted).quads
    assert {(quad.subject, quad.predicate, quad.object) for quad in ours} == {
        (quad.subject, quad.predicate, quad.object) for quad in naive(rules, data.asserted)
    }


def test_a_rule_runs_again_for_what_a_later_one_and_itself_add() -> None:
    rules = [
        Rule(Path("1.rq"), f"{P}CONSTRUCT {{ ?a :path ?c }} WHERE {{ ?a :path ?b . ?b :path ?c }}"),
        Rule(Path("2.rq"), f"{P}CONSTRUCT {{ ?a :path ?b }} WHERE {{ ?a :step ?b }}"),
    ]
    nodes = [NamedNode(f"urn:{number}") for number in range(6)]
    steps = [Quad(one, NamedNode("urn:step"), other) for one, other in pairwise(nodes)]
    assert len(derive(rules, steps).quads) == 15
