"""Counts a set of triples by property, by class, and by class of subject, property and class or datatype of object."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from strategy_graph.rdf_terms import named_node

_TYPE = named_node("rdf:type")


Row = tuple[Any, NamedNode, Any]
"""A triple as a tuple, since its terms are asked for many times."""


def row(triple: Triple | Quad) -> Row:
    """Return a triple as a tuple."""
    return (triple.subject, triple.predicate, triple.object)


@dataclass
class PropertyStatistics:
    """The triples with one property.

    :ivar subjects: the distinct subjects.
    :ivar objects: the distinct objects.
    :ivar classes: the number of triples by class of the object.
    :ivar datatypes: the number of triples by datatype of the object.
    """

    triples: int = 0
    subjects: set[Any] = field(default_factory=set)
    objects: set[Any] = field(default_factory=set)
    classes: Counter[NamedNode] = field(default_factory=Counter)
    datatypes: Counter[NamedNode] = field(default_factory=Counter)


@dataclass
class Statistics:
    """The numbers of a set of triples.

    :ivar instances: the number of subjects that have a class.
    :ivar entities: the number of instances by class.
    :ivar properties: by property.
    :ivar by_class: by class of the subject, then by property; an instance of two classes counts in both.
    """

    triples: int = 0
    instances: int = 0
    subjects: set[Any] = field(default_factory=set)
    objects: set[Any] = field(default_factory=set)
    entities: Counter[NamedNode] = field(default_factory=Counter)
    properties: dict[NamedNode, PropertyStatistics] = field(default_factory=lambda: defaultdict(PropertyStatistics))
    by_class: dict[NamedNode, dict[NamedNode, PropertyStatistics]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(PropertyStatistics))
    )


def statistics(rows: Collection[Row]) -> Statistics:
    """Return the statistics of distinct triples."""
    classes: dict[Any, list[NamedNode]] = defaultdict(list)
    for subject, predicate, value in rows:
        if predicate == _TYPE and isinstance(value, NamedNode):
            classes[subject].append(value)
    found = Statistics(triples=len(rows), instances=len(classes))
    found.entities.update(name for names in classes.values() for name in names)
    for subject, predicate, value in rows:
        found.subjects.add(subject)
        found.objects.add(value)
        datatype = value.datatype if isinstance(value, Literal) else None
        object_classes = classes.get(value, ()) if datatype is None else ()
        places = [found.properties, *(found.by_class[name] for name in classes.get(subject, ()))]
        for place in places:
            numbers = place[predicate]
            numbers.triples += 1
            numbers.subjects.add(subject)
            numbers.objects.add(value)
            for name in object_classes:
                numbers.classes[name] += 1
            if datatype is not None:
                numbers.datatypes[datatype] += 1
    return found
