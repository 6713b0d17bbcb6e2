"""Rules are applied to a fixed point; an error names the file, line and column of the rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from strategy_graph.dataset import Content, assemble
from strategy_graph.dataset.derivation import Derivation, RuleError, derive, read_rules
from strategy_graph.namespaces import GRAPH_DERIVED
from tests.support.content import write

EX = "http://example.org/"


def triple(subject: str, predicate: str, thing: str, graph: str | None = None) -> Quad:
    name = NamedNode(graph) if graph else DefaultGraph()
    return Quad(NamedNode(EX + subject), NamedNode(EX + predicate), NamedNode(EX + thing), name)


def run(folder: Path, rules: dict[str, str], facts: list[Quad], max_rounds: int = 20) -> Derivation:
    files = [write(folder / name, f"PREFIX ex: <{EX}>\n{text}") for name, text in rules.items()]
    return derive(read_rules(sorted(files)), facts, max_rounds=max_rounds)


TRANSITIVE = "CONSTRUCT { ?a ex:below ?c } WHERE { ?a ex:below ?b . ?b ex:below ?c }"
INVERSE = "CONSTRUCT { ?b ex:above ?a } WHERE { ?a ex:below ?b }"


def test_rules_are_applied_to_a_fixed_point(tmp_path: Path) -> None:
    chain = [triple(str(number), "below", str(number + 1), EX + "g") for number in range(6)]
    derived = run(tmp_path, {"1.rq": INVERSE, "2.rq": TRANSITIVE}, chain)
    pairs = {(low, high) for low in range(7) for high in range(low + 1, 7)}
    below = {triple(str(low), "below", str(high), GRAPH_DERIVED) for low, high in pairs if high - low > 1}
    above = {triple(str(high), "above", str(low), GRAPH_DERIVED) for low, high in pairs}
    assert set(derived.quads) == below | above
    assert len(derived.quads) == len(below | above)
    assert derived.by_rule == {"1.rq": len(above), "2.rq": len(below)}


def test_what_is_asserted_is_not_derived_again(tmp_path: Path) -> None:
    facts = [triple("a", "below", "b", EX + "g"), triple("b", "above", "a", EX + "h")]
    assert run(tmp_path, {"1.rq": INVERSE}, facts).quads == []


def test_rules_see_ontology_and_data_as_one(content: Content) -> None:
    derived = assemble(content).quads[GRAPH_DERIVED]
    assert [str(quad) for quad in derived] == [
        "<https://w3id.org/digital-strategy-graph/id/initiative/call> "
        "<https://w3id.org/digital-strategy-graph/ontology#contributesTo> "
        "<https://w3id.org/digital-strategy-graph/id/outcome/safe> "
        "<https://w3id.org/digital-strategy-graph/graph/derived>"
    ]


def test_a_rule_may_pass_on_a_blank_node_but_not_make_one(content: Content, tmp_path: Path) -> None:
    write(content.data / "blank.ttl", f"<{EX}a> <{EX}below> [ <{EX}below> <{EX}c> ] .")
    facts = [quad for quads in assemble(content).quads.values() for quad in quads]
    assert len(run(tmp_path / "fine", {"1.rq": INVERSE}, facts).quads) == 2
    with pytest.raises(RuleError, match=r"1\.rq: the rule makes blank nodes"):
        run(tmp_path / "bad", {"1.rq": "CONSTRUCT { ?a ex:has [] } WHERE { ?a ex:below ?b }"}, facts)


def test_rules_without_end_are_stopped(tmp_path: Path) -> None:
    endless = "CONSTRUCT { ?n ex:next ?new } WHERE { ?m ex:next ?n BIND(IRI(CONCAT(STR(?n), 'x')) AS ?new) }"
    with pytest.raises(RuleError, match=r"1\.rq: the rules still add triples after 4 rounds"):
        run(tmp_path, {"1.rq": endless}, [triple("a", "next", "b")], max_rounds=4)


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("CONSTRUCT { ?s ?p ?o }\nWHERE [ ?s ?p ?o ]", ":3:7", "'[ ?s ?p ?o ]' is not expected there"),
        ("CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p ?o", ":3:", "it ends too early"),
        ("CONSTRUCT { ?s other:p ?o } WHERE { ?s ?p ?o }", ":2:", "the prefix other: is not declared"),
        ("SELECT * WHERE { ?s ?p ?o }", ":1", "must be a SPARQL CONSTRUCT"),
    ],
)
def test_a_broken_rule_is_named_with_its_place(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(RuleError) as raised:
        run(tmp_path, {"broken.rq": text}, [])
    assert str(raised.value).startswith(f"{tmp_path / 'broken.rq'}{where}")
    assert said in str(raised.value)
    assert len(str(raised.value)) < 300
