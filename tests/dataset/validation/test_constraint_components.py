"""The faster components of constraints give the report of pySHACL's own, and leave pySHACL as it was."""

from __future__ import annotations

from collections import Counter

import pyshacl.shape
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from strategy_graph.dataset.validation.constraint_components import FASTER, OF_PYSHACL, ParameterList
from strategy_graph.dataset.validation.validate import ShapesError, validate_graphs

PREFIXES = """
@prefix : <urn:> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
# The value :v is shared by two nodes, so its faults are reported for each of them; :w has no fault.
DATA = ":a a :C ; :p :v , :w . :b a :C ; :p :v . :w :q 1 . :v :r :a ."
SHAPES = {
    "properties of values": "sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ] ]",
    "of values of values": """sh:property [ sh:path :p ; sh:property [
        sh:path :r ; sh:property [ sh:path :q ; sh:minCount 1 ] ] ]""",
    "nodes": "sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ]",
    "one of": """sh:xone (
        [ sh:property [ sh:path :q ; sh:minCount 1 ] ] [ sh:property [ sh:path :p ; sh:minCount 2 ] ] )""",
    "not": "sh:property [ sh:path :p ; sh:not [ sh:property [ sh:path :q ; sh:in ( 1 2 ) ; sh:minCount 1 ] ] ]",
    "qualified": """sh:property [ sh:path :p ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShape [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ]""",
    "query": """sh:sparql [ sh:message "{?value} is odd" ;
        sh:select "SELECT $this ?value WHERE { $this <urn:p> ?value FILTER NOT EXISTS { ?value <urn:q> ?any } }" ]""",
    "query with a path": """sh:property [ sh:path :p ; sh:sparql [
        sh:select "SELECT $this ?value WHERE { $this $PATH ?value FILTER NOT EXISTS { ?value <urn:q> ?any } }" ] ]""",
}


def parsed(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def results(report: Graph) -> Counter[object]:
    def described(result: Node) -> object:
        said = report.predicate_objects(result)
        return frozenset((link, described(value) if link == SH.detail else value) for link, value in said)

    top = next(report.subjects(RDF.type, SH.ValidationReport))
    return Counter(described(result) for result in report.objects(top, SH.result))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_report_is_that_of_pyshacl(shape: str) -> None:
    shapes = parsed(f":S a sh:NodeShape ; sh:targetClass :C ; {shape} .")
    reports = [validate_graphs(parsed(DATA), shapes, components=kind) for kind in (FASTER, OF_PYSHACL)]
    ours, theirs = (results(report.graph) for report in reports)
    assert theirs and ours == theirs
    assert reports[0].findings == reports[1].findings


def test_a_fault_of_a_shared_value_is_reported_once_for_each_node_that_has_it() -> None:
    shapes = parsed(f":S a sh:NodeShape ; sh:targetClass :C ; {SHAPES['properties of values']} .")
    assert sorted(results(validate_graphs(parsed(DATA), shapes).graph).values()) == [2]


@pytest.mark.parametrize("select", ["SELECT $this WHERE { $this ?p ?o MINUS { ?o ?q 1 } }", "SELECT $this { $PATH }"])
def test_a_query_that_shacl_forbids_is_refused(select: str) -> None:
    with pytest.raises(ShapesError):
        validate_graphs(
            parsed(DATA), parsed(f':S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select "{select}" ] .')
        )


def test_pyshacl_keeps_its_own_components() -> None:
    validate_graphs(parsed(DATA), parsed(":S a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI ."))
    assert pyshacl.shape.CONSTRAINT_PARAMS[1] is OF_PYSHACL[1]  # type: ignore[attr-defined]


def test_pyshacl_does_ask_for_the_components_where_they_are_put() -> None:
    """Else validation takes twice the time."""
    asked: list[object] = []

    class Recorded(ParameterList):
        def copy(self) -> ParameterList:
            asked.append(self)
            return super().copy()

    validate_graphs(
        parsed(DATA),
        parsed(":S a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI ."),
        components=(Recorded(FASTER[0]), FASTER[1]),
    )
    assert asked


def test_a_parameter_list_is_a_list() -> None:
    members = ParameterList([URIRef("urn:p")])
    more = members.copy()
    more.append(URIRef("urn:q"))
    assert URIRef("urn:q") in more and URIRef("urn:q") not in members
    assert list(more) == [URIRef("urn:p"), URIRef("urn:q")]
