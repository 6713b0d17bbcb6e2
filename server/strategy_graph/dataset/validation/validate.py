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
from strategy_graph.dataset.validation.property_paths import path_text, term_text
from strategy_graph.dataset.validation.report import Finding, Severity, ValidationReport
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import PREFIXES
from strategy_graph.prefixed_names import shorten

_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


class ShapesError(StrategyGraphError):
    """A shape that the validator cannot use."""


def validate(
    facts: Iterable[Quad],
    shapes: Iterable[Quad],
    line_numbers: LineNumbers | None = None,
    prefixes: Mapping[str, str] | None = None,
    background: Iterable[object] = (),
) -> ValidationReport:
    """The report on the facts, all taken as one graph.

    :param line_numbers: gives each finding its file and line.
    :param prefixes: for the queries in the shapes, besides what sh:prefixes declares there.
    :param background: nodes that are there to be read, and are no focus nodes.
    :raises ShapesError: the shapes themselves are broken.
    """
    return validate_graphs(
        to_graph(facts, prefixes), to_graph(shapes, prefixes), line_numbers, {to_term(node) for node in background}
    )


def validate_graphs(
    data: Graph, shapes: Graph, line_numbers: LineNumbers | None = None, background: Container[Node] = frozenset()
) -> ValidationReport:
    """As :func:`validate`, on RDFLib graphs; neither is changed."""
    quiet = logging.getLogger("pyshacl.quiet")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    try:
        # advanced: SPARQL-based targets. inplace: the data is ours to read, and no rule or inference adds to it.
        _conforms, report, text = pyshacl.validate(
            data, shacl_graph=shapes, advanced=True, inplace=True, logger=quiet, inference="none"
        )
    except Exception as error:  # pySHACL lets the exceptions of its SPARQL engine through as they are
        raise _broken_shapes(str(error)) from error
    if not isinstance(report, Graph):
        raise _broken_shapes(str(text))
    _leave_out(report, background)
    for prefix, namespace in PREFIXES.items():
        report.bind(prefix, namespace, override=True)
    # Two shapes without names of their own, or one that is reached in two ways, can find the very same.
    findings = sorted(set(_findings(report, shapes, line_numbers)), key=lambda finding: finding.sort_key)
    return ValidationReport(tuple(findings), report)


def targets_of(data: Graph, shapes: Graph, ontology: Graph) -> bool:
    """Whether any shape targets anything in the data; if none does, "no findings" says nothing.

    Classes are matched with their subclasses in the ontology; a SPARQL target may match anything.
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


def _leave_out(report: Graph, background: Container[Node]) -> None:
    """Take the results about these focus nodes out of the report (SHACL, section 3.6)."""
    top = next(report.subjects(RDF.type, SH.ValidationReport), None)
    gone = [result for result in report.objects(top, SH.result) if report.value(result, SH.focusNode) in background]
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
    """The message in English if it is given in several languages."""
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    if not messages:
        return f"does not meet {shorten(str(component))}"
    messages.sort(key=lambda text: (text.language or "en") != "en")
    return " ".join(str(messages[0]).split())


def _node_text(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _named_shape(shape: Node | None, shapes: Graph) -> str | None:
    """A property shape seldom has a name: then the node shape that holds it."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(shapes.subjects(None, shape), None)
    return str(shape) if isinstance(shape, URIRef) else None
