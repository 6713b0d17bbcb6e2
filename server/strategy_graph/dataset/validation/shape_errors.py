"""Says which shape it is that the validator cannot use; the validator itself seldom does."""

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
_MARKS = frozenset(
    NamedNode(_SH + name)
    for name in ("property", "target", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
)
"""Properties that only a shape has."""

Shapes = list[Quad]

# pySHACL says some errors itself, besides raising them, whatever logger it is given.
logging.getLogger("pyshacl-validate").disabled = True


def require_shapes(quads: Iterable[Quad], path: Path) -> None:
    """:raises StrategyGraphError: there is no shape among what was read from the path."""
    if not any(quad.predicate in _MARKS or (quad.predicate == _TYPE and quad.object in _SHAPES) for quad in quads):
        raise StrategyGraphError(
            "this holds no shape", where=str(path), hint="Name a file or a folder of SHACL shapes with --shapes"
        )


@contextmanager
def blamed(graphs: Callable[[], Graphs], files: Callable[[], Found]) -> Iterator[None]:
    """Give an error about the shapes the file and line of the shape at fault.

    :param graphs: what is validated, and the prefixes of the queries in the shapes; asked only if there is an error.
    :param files: that the shapes were read from.
    """
    try:
        yield
    except ShapesError as error:
        line_numbers = LineNumbers()
        shapes = read_graph(files(), GRAPH_SHAPES, line_numbers, resolve=True)
        judged = graphs()
        culprit = _culprit(shapes, judged.facts(), judged.prefixes)
        if culprit is not None:
            error.where = line_numbers.where(culprit)
            error.message += f" (in the shape {shorten(culprit)})"
            error.hint = "Correct it there"
        raise


def _culprit(shapes: Shapes, facts: list[Quad], prefixes: Mapping[str, str]) -> str | None:
    """The IRI of a shape that fails: halve the shapes that apply until one is left."""
    whole = _named_shapes(shapes)
    # Some shapes fail as they are read, others not before they meet what they are about.
    facts = next((some for some in ([], _sample(facts)) if _fails(shapes, some, prefixes)), facts)
    suspects = list(whole)
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = half if _fails(_only(half, whole, shapes, bool(facts)), facts, prefixes) else suspects[len(half) :]
    if suspects and _fails(_only(suspects, whole, shapes, bool(facts)), facts, prefixes):
        return suspects[0].value
    return None


def _sample(facts: list[Quad]) -> list[Quad]:
    """A few facts in which every class and every property still occurs: validating them takes a moment."""
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
    """Each shape that has a name, with the blank nodes that it is written with."""
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


def _only(
    kept: list[NamedNode], whole: dict[NamedNode, set[NamedNode | BlankNode]], shapes: Shapes, references: bool
) -> Shapes:
    """The shapes as if only some of them applied.

    :param references: the others stay, without their targets, as these may refer to them.
    """
    inside = set[NamedNode | BlankNode]().union(*(whole[name] for name in kept))
    return [quad for quad in shapes if quad.subject in inside or (references and not _is_target(quad))]


def _is_target(quad: Quad) -> bool:
    return quad.predicate.value.startswith(_SH + "target") or (quad.predicate == _TYPE and quad.object == _CLASS)
