"""Locates the shape that the validator rejects, which the validator's own errors seldom name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad

from strategy_graph.dataset.assembly import Graphs
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.dataset.rdf_files.discovery import Found
from strategy_graph.dataset.validation.validate import ShapesError, validate
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_SHAPES, PREFIXES
from strategy_graph.prefixed_names import shorten

_SH = PREFIXES["sh"]
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_CLASS = NamedNode(PREFIXES["rdfs"] + "Class")
_SHAPES = frozenset({NamedNode(_SH + "NodeShape"), NamedNode(_SH + "PropertyShape")})
_SHAPE_PROPERTIES = frozenset(
    NamedNode(_SH + name)
    for name in ("property", "target", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
)
"""Properties whose subject is always a shape."""

Shapes = list[Quad]

# pySHACL logs some errors to this logger besides raising them, whatever logger it is given.
logging.getLogger("pyshacl-validate").disabled = True


def require_shapes(quads: Iterable[Quad], path: Path) -> None:
    """Check that the quads contain a shape.

    :raises StrategyGraphError: they do not.
    """
    if not any(
        quad.predicate in _SHAPE_PROPERTIES or (quad.predicate == _TYPE and quad.object in _SHAPES) for quad in quads
    ):
        raise StrategyGraphError(
            "this holds no shape", where=str(path), hint="Name a file or a folder of SHACL shapes with --shapes"
        )


@contextmanager
def locating_shape_errors(graphs: Callable[[], Graphs], files: Callable[[], Found]) -> Iterator[None]:
    """Add the file and line of the failing shape to a ShapesError raised in the block.

    :param graphs: returns the validated graphs and the prefixes of the queries in the shapes; called only on an error.
    :param files: returns the files of the shapes; called only on an error.
    """
    try:
        yield
    except ShapesError as error:
        line_numbers = LineNumbers()
        shapes = read_graph(files(), GRAPH_SHAPES, line_numbers, resolve=True)
        validated = graphs()
        shape = _failing_shape(shapes, validated.facts(), validated.prefixes)
        if shape is not None:
            error.where = line_numbers.where(shape)
            error.message += f" (in the shape {shorten(shape)})"
            error.hint = "Correct it there"
        raise


def _failing_shape(shapes: Shapes, facts: list[Quad], prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI of a shape that fails, by binary search over the shapes."""
    whole = _named_shapes(shapes)
    # Some shapes fail when they are parsed, others only when they are evaluated on a focus node.
    facts = next((some for some in ([], _sample(facts)) if _fails(shapes, some, prefixes)), facts)
    suspects = list(whole)
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = (
            half if _fails(_restricted_to(half, whole, shapes, bool(facts)), facts, prefixes) else suspects[len(half) :]
        )
    if suspects and _fails(_restricted_to(suspects, whole, shapes, bool(facts)), facts, prefixes):
        return suspects[0].value
    return None


def _sample(facts: list[Quad]) -> list[Quad]:
    """Return a small subset of the facts in which every class and every property still occurs."""
    kept: dict[object, object] = {}
    for quad in facts:
        kept.setdefault(quad.object if quad.predicate == _TYPE else quad.predicate, quad.subject)
    subjects = set(kept.values())
    return [quad for quad in facts if quad.subject in subjects or quad.predicate == _SUBCLASS]


def _fails(shapes: Shapes, facts: list[Quad], prefixes: Mapping[str, str]) -> bool:
    try:
        validate(facts, shapes, prefixes=prefixes)
    except ShapesError:
        return True
    return False


def _named_shapes(shapes: Shapes) -> dict[NamedNode, set[NamedNode | BlankNode]]:
    """Return each shape with an IRI, with the blank nodes reachable from it."""
    parts: dict[NamedNode | BlankNode, list[BlankNode]] = {}
    for quad in shapes:
        if isinstance(quad.subject, NamedNode | BlankNode):
            parts.setdefault(quad.subject, [])
            if isinstance(quad.object, BlankNode):
                parts[quad.subject].append(quad.object)
    whole: dict[NamedNode, set[NamedNode | BlankNode]] = {}
    for name in parts:
        if isinstance(name, NamedNode):
            nodes = set[NamedNode | BlankNode]()
            todo: list[NamedNode | BlankNode] = [name, *parts[name]]
            while todo:
                node = todo.pop()
                if node not in nodes:
                    nodes.add(node)
                    todo.extend(parts.get(node, []))
            whole[name] = nodes
    return whole


def _restricted_to(
    kept: list[NamedNode], whole: dict[NamedNode, set[NamedNode | BlankNode]], shapes: Shapes, references: bool
) -> Shapes:
    """Return the shapes graph restricted to some of the shapes.

    :param references: keep the others without their targets, as the kept shapes may refer to them.
    """
    inside = set[NamedNode | BlankNode]().union(*(whole[name] for name in kept))
    return [quad for quad in shapes if quad.subject in inside or (references and not _is_target(quad))]


def _is_target(quad: Quad) -> bool:
    return quad.predicate.value.startswith(_SH + "target") or (quad.predicate == _TYPE and quad.object == _CLASS)
