"""Lists the shapes of a validation, each with its texts and with how many nodes it was checked on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


@dataclass(frozen=True)
class CheckedShape:
    """A shape with an IRI.

    :ivar name: its sh:name, or the rdfs:label of a node shape.
    :ivar description: its sh:description, or the rdfs:comment of a node shape.
    :ivar group: the label of its sh:group; empty for a node shape, and for a shape without a group.
    :ivar severity: of its findings: violation, warning or info.
    :ivar message: its sh:message, in English if there are several languages.
    :ivar focus_nodes: the number of nodes that it was checked on, by its own targets and those of the shapes that name
        it with sh:property; ``None`` if only other constraints refer to it.
    """

    iri: str
    name: str
    description: str
    group: str
    severity: str
    message: str
    focus_nodes: int | None


def checked_shapes(data: Graph, shapes: Graph) -> list[CheckedShape]:
    """Return the shapes that have an IRI, those without a group first, the others by group and order.

    :param shapes: with the names and descriptions for readers.
    """
    nodes = _focus_nodes(data, shapes)
    found = {}
    for shape in _named_shapes(shapes):
        checked = [nodes[each] for each in (shape, *shapes.subjects(SH.property, shape)) if each in nodes]
        found[shape] = CheckedShape(
            iri=str(shape),
            name=_text(shapes, shape, SH.name, RDFS.label) or _last_segment(shape),
            description=_text(shapes, shape, SH.description, RDFS.comment),
            group=_text(shapes, shapes.value(shape, SH.group), RDFS.label),
            severity=_last_segment(shapes.value(shape, SH.severity) or SH.Violation).lower(),
            message=_text(shapes, shape, SH.message),
            focus_nodes=len(set[Node]().union(*checked)) if checked else None,
        )
    places = {shape: (_order(shapes, shapes.value(shape, SH.group)), _order(shapes, shape)) for shape in found}
    return [found[shape] for shape in sorted(found, key=lambda shape: (*places[shape], found[shape].name, shape))]


def _focus_nodes(data: Graph, shapes: Graph) -> dict[Node, set[Node]]:
    """Return the nodes that each shape with a target is checked on, as the validator finds them."""
    return {
        shape.node: set(shape.focus_nodes(data))
        for shape in ShapesGraph(shapes, None).shapes
        if _has_target(shapes, shape.node)
    }


def _has_target(shapes: Graph, shape: Node) -> bool:
    return (shape, RDF.type, RDFS.Class) in shapes or any((shape, link, None) in shapes for link in _TARGETS)


def _named_shapes(shapes: Graph) -> Iterator[URIRef]:
    for shape in {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}:
        if isinstance(shape, URIRef) and (shape, SH.deactivated, Literal(True)) not in shapes:
            yield shape


def _order(shapes: Graph, node: Node | None) -> float:
    """Return the sh:order of a shape or a group; what has none comes first."""
    try:
        return float(str(shapes.value(node, SH.order))) if node is not None else 0.0
    except ValueError:
        return 0.0


def _text(shapes: Graph, node: Node | None, *properties: URIRef) -> str:
    """Return the first text of the first property that has one, in English if there are several languages."""
    for name in properties if node is not None else ():
        texts = [text for text in shapes.objects(node, name) if isinstance(text, Literal)]
        if texts:
            return " ".join(str(min(texts, key=lambda text: ((text.language or "en") != "en", str(text)))).split())
    return ""


def _last_segment(node: Node) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
