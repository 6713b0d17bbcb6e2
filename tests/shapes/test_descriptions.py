"""Every named shape tells forms and documentation what it asks for, in which group and at which place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from tests.shapes.mutable_dataset import core_shapes, described_shapes, named_shapes

LONGEST = 160
FOR_PROPERTIES = (SH.name, SH.description, SH.group, SH.order)


def is_node_shape(shape: Node) -> bool:
    return (shape, RDF.type, SH.NodeShape) in described_shapes()


def the_one(shape: Node, link: URIRef) -> Node:
    values = list(described_shapes().objects(shape, link))
    assert len(values) == 1, f"{shape} has {len(values)} values of {link}"
    return values[0]


def english(shape: Node, link: URIRef) -> str:
    text = the_one(shape, link)
    assert isinstance(text, Literal) and text.language == "en", f"{shape}: tag the text of {link} @en"
    return str(text)


def name_of(shape: Node) -> str:
    return english(shape, RDFS.label if is_node_shape(shape) else SH.name)


def description_of(shape: Node) -> str:
    return english(shape, RDFS.comment if is_node_shape(shape) else SH.description)


def messages_of(shape: Node) -> set[str]:
    holders = [shape, *described_shapes().objects(shape, SH.sparql)]
    return {str(message) for holder in holders for message in described_shapes().objects(holder, SH.message)}


def property_shapes() -> Iterator[URIRef]:
    return (shape for shape in named_shapes() if not is_node_shape(shape))


def groups(shapes: Graph) -> set[Node]:
    return set(shapes.subjects(RDF.type, SH.PropertyGroup))


@pytest.mark.parametrize("shape", named_shapes(), ids=lambda shape: shape.partition("#")[2])
def test_shape_has_a_name_and_a_description(shape: URIRef) -> None:
    name, description = name_of(shape), description_of(shape)
    assert name == name.strip() and name[0].isupper() and not name.endswith(".") and len(name) <= 60
    assert description[0].isupper() and description.endswith(".") and len(description) <= LONGEST
    assert description.count(". ") == 0, "one sentence"
    assert description not in messages_of(shape) | {name, f"{name}."}
    problems = {message.partition(":")[0] for message in messages_of(shape)}
    assert description.removesuffix(".") not in problems, "say what holds and why, not the message again"


def test_property_shapes_have_a_group_and_an_order() -> None:
    for shape in property_shapes():
        assert the_one(shape, SH.group) in groups(described_shapes()), shape
        order = the_one(shape, SH.order)
        assert isinstance(order, Literal) and type(order.value) is int and order.value > 0, shape


def test_node_shapes_have_nothing_that_shacl_gives_to_property_shapes() -> None:
    """The domain of sh:name, sh:description and sh:group is sh:PropertyShape, and a node shape must not be one."""
    for shape in filter(is_node_shape, named_shapes()):
        assert not [link for link in FOR_PROPERTIES if (shape, link, None) in described_shapes()], shape


def test_names_are_unique_within_a_node_shape() -> None:
    for shape in filter(is_node_shape, named_shapes()):
        names = Counter(name_of(used) for used in described_shapes().objects(shape, SH.property))
        assert [name for name, count in names.items() if count > 1] == [], shape


def test_names_of_node_shapes_and_all_descriptions_are_unique() -> None:
    """A property shape may share its name with one of another class: a goal and a measure both have a theme."""
    for texts in (
        Counter(name_of(shape) for shape in named_shapes() if is_node_shape(shape)),
        Counter(description_of(shape) for shape in named_shapes()),
    ):
        assert [text for text, count in texts.items() if count > 1] == []


def test_orders_within_a_group_run_from_1() -> None:
    found: dict[Node, list[int]] = {}
    for shape in property_shapes():
        order = the_one(shape, SH.order)
        assert isinstance(order, Literal)
        found.setdefault(the_one(shape, SH.group), []).append(int(order))
    for group, orders in found.items():
        assert sorted(orders) == list(range(1, len(orders) + 1)), f"{group}: give a new shape the next number"


def test_groups_are_of_the_core_and_have_a_name_and_an_order() -> None:
    assert (
        groups(described_shapes()) == groups(core_shapes()) == {the_one(shape, SH.group) for shape in property_shapes()}
    )
    assert len({english(group, RDFS.label) for group in groups(described_shapes())}) == len(groups(described_shapes()))
    orders = sorted(int(str(the_one(group, SH.order))) for group in groups(described_shapes()))
    assert orders == list(range(1, len(orders) + 1))
