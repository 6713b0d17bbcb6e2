"""Describes the partitions of a dataset in VoID, in the manner of the SIB: what links to what, and how often.

A class has a partition, and in it each property of its instances, and in that each class and each datatype of its
values. Each property has a partition of the whole dataset as well. Partitions have IRIs below that of the dataset:
``…/dataset#class/dsg:Theme/property/dsg:order``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from strategy_graph.dataset.statistics import PropertyStatistics, Statistics
from strategy_graph.prefixed_names import name_in_iri
from strategy_graph.rdf_terms import integer, named_node

Statement = tuple[str, str, NamedNode | Literal]
"""Subject, prefixed name of the property, value."""

COUNTS: Final = frozenset(
    named_node(f"void:{name}")
    for name in ("triples", "entities", "properties", "classes", "distinctSubjects", "distinctObjects")
)
"""The properties by which a dataset is counted. How many distinct values these have is not stated: it would be one more
value, and there need not be a number that stays right when it is written down."""


def describe_partitions(dataset: str, numbers: Statistics) -> Iterator[Statement]:
    """Yield the statements about the partitions of a dataset."""
    root = dataset if "#" in dataset else f"{dataset}#"
    root = root if root.endswith("#") else f"{root}/"
    for name, properties in sorted(numbers.by_class.items(), key=_iri):
        class_ = f"{root}class/{name_in_iri(name.value)}"
        yield dataset, "void:classPartition", NamedNode(class_)
        yield class_, "void:class", name
        yield class_, "void:entities", integer(numbers.entities[name])
        yield class_, "void:properties", integer(len(properties))
        yield class_, "void:triples", integer(sum(numbers.triples for numbers in properties.values()))
        for property_, counted in sorted(properties.items(), key=_iri):
            yield from _property_partition(class_, f"{class_}/", property_, counted)
    for property_, counted in sorted(numbers.properties.items(), key=_iri):
        yield from _property_partition(dataset, root, property_, counted, with_values=False)


def _property_partition(
    whole: str, beginning: str, name: NamedNode, numbers: PropertyStatistics, *, with_values: bool = True
) -> Iterator[Statement]:
    part = f"{beginning}property/{name_in_iri(name.value)}"
    yield whole, "void:propertyPartition", NamedNode(part)
    yield part, "void:property", name
    yield part, "void:triples", integer(numbers.triples)
    yield part, "void:distinctSubjects", integer(len(numbers.subjects))
    if name not in COUNTS:
        yield part, "void:distinctObjects", integer(len(numbers.objects))
    if with_values:
        for class_, triples in sorted(numbers.classes.items(), key=_iri):
            values = f"{part}/class/{name_in_iri(class_.value)}"
            yield part, "void:classPartition", NamedNode(values)
            yield values, "void:class", class_
            yield values, "void:triples", integer(triples)
        for datatype, triples in sorted(numbers.datatypes.items(), key=_iri):
            values = f"{part}/datatype/{name_in_iri(datatype.value)}"
            yield part, "void-ext:datatypePartition", NamedNode(values)
            yield values, "void-ext:datatype", datatype
            yield values, "void:triples", integer(triples)


def _iri(item: tuple[NamedNode, object]) -> str:
    return item[0].value
