"""Validation on our store gives the reports of pySHACL on RDFLib's own store and SPARQL engine."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from strategy_graph.dataset.rdflib_terms import new_graph
from strategy_graph.dataset.validation import graph_patterns as patterns
from strategy_graph.dataset.validation.report import ValidationReport
from tests.shapes.examples import REPRESENTATIVE, read_example
from tests.shapes.mutable_dataset import (
    Change,
    all_shapes,
    iri,
    named_shapes,
    real_dataset,
    shapes_around,
    small_dataset,
    triples_of,
)
from tests.shapes.mutations import batches

pytestmark = pytest.mark.slow(reason="validates with pySHACL on the graph of RDFLib too")

# Numbers and dates that SPARQL engines compare differently.
ODD = (
    '2.0 "02"^^xsd:integer "+2"^^xsd:integer "2"^^xsd:int "2" "two"@en "two"^^xsd:integer 2e0 true "2022"^^xsd:gYear '
    '"2022-09"^^edtf:EDTF "123456789012345678901234567890"^^xsd:integer dsg:two'
).split()


@cache
def sparql_shapes(name: str) -> Graph:
    """Return the shapes with a query in which the property has a part."""
    shapes = new_graph()
    for shape in named_shapes():
        queries = [
            str(select)
            for constraint in all_shapes().objects(shape, SH.sparql)
            for select in all_shapes().objects(constraint, SH.select)
        ]
        if any(name in query for query in queries):
            for triple in shapes_around(shape):
                shapes.add(triple)
    assert len(shapes) > 0
    return shapes


def results(report: Graph) -> Counter[object]:
    """Return the properties of each validation result, without the labels of the results' blank nodes."""
    top = next(report.subjects(RDF.type, SH.ValidationReport))
    return Counter(_described(result, report) for result in report.objects(top, SH.result))


def _described(result: Node, report: Graph) -> object:
    return frozenset(
        (predicate, _described(value, report) if predicate == SH.detail else value)
        for predicate, value in report.predicate_objects(result)
    )


def assert_equal(reports: tuple[ValidationReport, ...]) -> None:
    ours, *references = reports
    for reference in references:
        assert results(ours.graph) == results(reference.graph)
        assert ours.findings == reference.findings
        assert list(ours.graph.objects(None, SH.conforms)) == list(reference.graph.objects(None, SH.conforms))


@pytest.mark.parametrize("file", REPRESENTATIVE, ids=lambda file: file.stem)
def test_bad_example_has_the_same_report(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that star patterns are looked up in one step in a small graph too.
    monkeypatch.setattr(patterns, "STAR_LOOKUP_THRESHOLD", 0)
    example = read_example(file)
    reports = small_dataset().reports(example.change, shapes=shapes_around(example.shape))
    assert example.is_found_in(reports[1].findings)
    assert_equal(reports)


def test_real_data_have_the_same_report() -> None:
    assert_equal(real_dataset().reports(shapes=all_shapes()))


@pytest.mark.parametrize("number", range(len(batches())))
def test_mutations_have_the_same_report(number: int) -> None:
    changes = [mutation.change for mutation in batches()[number]]
    reports = real_dataset().partial_references(*changes, shapes=all_shapes())
    assert not reports[1].conforms and not reports[2].conforms
    assert_equal(reports)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("thing", ["listing/2030-31-safer-schools dsg:order", "figure/2030-31-flagships dsg:value"])
def test_odd_values_have_the_same_report(thing: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "STAR_LOOKUP_THRESHOLD", 0)
    subject, predicate = (iri(name) for name in thing.split())
    change = Change([(subject, predicate, None)], triples_of(f"{subject} {predicate} {value} ."))
    assert_equal(small_dataset().reports(change, shapes=sparql_shapes(thing.split()[1])))
