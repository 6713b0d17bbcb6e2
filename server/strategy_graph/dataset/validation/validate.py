"""Validates a graph against SHACL shapes with pySHACL."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Mapping

import pyshacl
from pyoxigraph import Quad
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.rdflib_terms import to_graph, to_term
from strategy_graph.dataset.validation.constraint_components import FASTER, Components, components_installed
from strategy_graph.dataset.validation.property_paths import path_text, term_text
from strategy_graph.dataset.validation.report import Finding, Severity, ValidationReport
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import PREFIXES
from strategy_graph.prefixed_names import shorten

_DESCRIPTIVE = frozenset(
    {PREFIXES["sh"] + name for name in ("name", "description", "group")}
    | {PREFIXES["rdfs"] + name for name in ("label", "comment")}
)
"""Properties of shapes that validation does not read (SHACL, section 2.3.2).

pySHACL compares each property of a shape with each constraint parameter, whenever it evaluates the shape.
"""

_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


class ShapesError(StrategyGraphError):
    """A shape that the validator rejects."""


def validate(
    facts: Iterable[Quad],
    shapes: Iterable[Quad],
    line_numbers: LineNumbers | None = None,
    prefixes: Mapping[str, str] | None = None,
    excluded_focus_nodes: Iterable[object] = (),
) -> ValidationReport:
    """Validate the facts, merged into one graph, against the shapes.

    :param line_numbers: the source of the file and line of each finding.
    :param prefixes: for the queries in the shapes, besides those declared by sh:prefixes.
    :param excluded_focus_nodes: nodes that are not validated, but are part of the data graph.
    :raises ShapesError: the shapes are invalid.
    """
    return validate_graphs(
        to_graph(facts, prefixes),
        to_graph(without_descriptions(shapes), prefixes),
        line_numbers,
        {to_term(node) for node in excluded_focus_nodes},
    )


def without_descriptions(shapes: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the statements about shapes, except names and descriptions for readers."""
    return (quad for quad in shapes if quad.predicate.value not in _DESCRIPTIVE)


def validate_graphs(
    data: Graph,
    shapes: Graph,
    line_numbers: LineNumbers | None = None,
    excluded_focus_nodes: Container[Node] = frozenset(),
    components: Components = FASTER,
) -> ValidationReport:
    """Validate an RDFLib graph as :func:`validate` does; neither graph is changed.

    :param components: pySHACL's own give an equal report, in more time.
    """
    quiet = logging.getLogger("pyshacl.quiet")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    try:
        # advanced: SPARQL-based targets. inplace: no copy is needed, since no rule or inference changes the data.
        with components_installed(components):
            _conforms, report, text = pyshacl.validate(
                data, shacl_graph=shapes, advanced=True, inplace=True, logger=quiet, inference="none"
            )
    except Exception as error:  # pySHACL does not convert the exceptions of its SPARQL engine
        raise _broken_shapes(str(error)) from error
    if not isinstance(report, Graph):
        raise _broken_shapes(str(text))
    _remove_results(report, excluded_focus_nodes)
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace, override=True)
    # Two blank-node shapes, or one that is reached by two paths, can give equal findings.
    findings = sorted(set(_findings(report, shapes, line_numbers)), key=lambda finding: finding.sort_key)
    return ValidationReport(tuple(findings), report)


def targets_of(data: Graph, shapes: Graph, ontology: Graph) -> bool:
    """Return whether any shape targets a node of the data; if none does, conformance is vacuous.

    Classes are matched with their subclasses in the ontology; a SPARQL target is assumed to match.
    """
    if (None, SH.target, None) in shapes:
        return True
    nodes = any((node, None, None) in data for node in shapes.objects(None, SH.targetNode))
    links = {*shapes.objects(None, SH.targetSubjectsOf), *shapes.objects(None, SH.targetObjectsOf)}
    implicit = (shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(shape, URIRef))
    classes: set[Node] = set()
    for target in (*shapes.objects(None, SH.targetClass), *implicit):
        classes.update(node for node in ontology.transitive_subjects(RDFS.subClassOf, target) if node is not None)
    return (
        nodes
        or any((None, link, None) in data for link in links)
        or any((None, RDF.type, target) in data for target in classes)
    )


def _broken_shapes(message: str) -> ShapesError:
    one_line = " ".join(message.split())
    return ShapesError(
        f"the shapes cannot be used: {one_line[:300]}", hint="Correct the shape that the message names, in shapes/"
    )


def _remove_results(report: Graph, excluded_focus_nodes: Container[Node]) -> None:
    """Remove the results about these focus nodes from the report (SHACL, section 3.6)."""
    top = next(report.subjects(RDF.type, SH.ValidationReport), None)
    gone = [
        result
        for result in report.objects(top, SH.result)
        if report.value(result, SH.focusNode) in excluded_focus_nodes
    ]
    for result in gone:
        report.remove((None, None, result))
        report.remove((result, None, None))
    if top is not None and gone and (top, SH.result, None) not in report:
        report.set((top, SH.conforms, Literal(True)))


def _findings(report: Graph, shapes: Graph, line_numbers: LineNumbers | None) -> Iterator[Finding]:
    top = next(report.subjects(RDF.type, SH.ValidationReport), None)
    for result in report.objects(top, SH.result):
        focus = _node_text(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        component = report.value(result, SH.sourceConstraintComponent)
        severity = report.value(result, SH.resultSeverity)
        yield Finding(
            severity=_SEVERITIES.get(severity, Severity.VIOLATION) if isinstance(severity, URIRef) else Severity.INFO,
            focus_node=focus,
            path=None if path is None else path_text(path, report, shapes),
            value=None if value is None else term_text(value),
            message=_message(report, result, component),
            component=str(component),
            shape=_named_shape(report.value(result, SH.sourceShape), shapes),
            where=line_numbers.where(focus) if line_numbers else None,
        )


def _message(report: Graph, result: Node, component: Node | None) -> str:
    """Return the message, in English if there are several languages."""
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    if not messages:
        return f"does not meet {shorten(str(component))}"
    messages.sort(key=lambda text: (text.language or "en") != "en")
    return " ".join(str(messages[0]).split())


def _node_text(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _named_shape(shape: Node | None, shapes: Graph) -> str | None:
    """Return the IRI of a shape; for a blank-node property shape, that of the shape that contains it."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(shapes.subjects(None, shape), None)
    return str(shape) if isinstance(shape, URIRef) else None
