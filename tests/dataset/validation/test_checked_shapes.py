"""The shapes of a validation, with the number of nodes that each is checked on."""

from __future__ import annotations

from rdflib import Graph

from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.validation.checked_shapes import CheckedShape, checked_shapes
from tests.data.extract import DSG, authored, members

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = (
    PREFIXES
    + """
ex:Animal a sh:NodeShape ; sh:targetClass ex:Animal ; rdfs:label "Animal"@en ; rdfs:comment "Any."@en ;
    sh:property ex:name , ex:age , [ sh:path ex:owner ] .
ex:Named a sh:NodeShape ; sh:targetSubjectsOf ex:name ; sh:property ex:name .
ex:name a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:severity sh:Warning ; sh:group ex:texts ;
    sh:order 2 ; sh:name "Naam"@nl , "Name"@en ; sh:description "A name."@en ; sh:message "Name it."@en .
ex:age a sh:PropertyShape ; sh:path ex:age ; sh:maxCount 1 ; sh:group ex:texts ; sh:order 1 ; sh:name "Age"@en .
ex:nested a sh:PropertyShape ; sh:path ex:nested ; sh:maxCount 1 .
ex:off a sh:NodeShape ; sh:targetClass ex:Animal ; sh:deactivated true .
ex:texts a sh:PropertyGroup ; rdfs:label "Texts"@en ; sh:order 1 .
"""
)
DATA = (
    PREFIXES
    + """
ex:Cat rdfs:subClassOf ex:Animal .
ex:tom a ex:Cat ; ex:name "Tom" . ex:rex a ex:Animal . ex:street ex:name "Long" .
"""
)


def shapes_of(data: str, shapes: str) -> dict[str, CheckedShape]:
    found = checked_shapes(Graph().parse(data=data), Graph().parse(data=shapes))
    return {shape.iri.removeprefix("https://example.org/"): shape for shape in found}


def test_each_shape_with_its_texts_and_the_number_of_its_nodes() -> None:
    found = shapes_of(DATA, SHAPES)
    # Subclasses count; a property shape is checked on the nodes of all that name it, each once.
    assert {name: shape.focus_nodes for name, shape in found.items()} == {
        **{"Animal": 2, "Named": 2, "nested": None},
        **{"age": 2, "name": 3},
    }
    assert list(found) == ["Animal", "Named", "nested", "age", "name"]
    name = found["name"]
    assert (name.name, name.description, name.group) == ("Name", "A name.", "Texts")
    assert (name.severity, name.message) == ("warning", "Name it.")
    animal = found["Animal"]
    assert (animal.name, animal.description, animal.group, animal.severity) == ("Animal", "Any.", "", "violation")


def test_our_own_shapes_are_checked_on_what_the_data_hold() -> None:
    graphs = assemble(find_content())
    found = {shape.iri.rpartition("#")[2]: shape for shape in graphs.checked_shapes()}
    for name in ("Contribution", "Outcome", "Initiative", "Evidence"):
        assert found[name].focus_nodes == len(set(members(authored(), DSG[name]))), name
    assert all(shape.name and shape.description for shape in found.values())
