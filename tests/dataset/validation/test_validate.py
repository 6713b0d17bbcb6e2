"""The validation report gives message, severity, location and shape of each finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal
from rdflib.collection import Collection

from strategy_graph.dataset import Content, Severity, assemble, assemble_with
from strategy_graph.dataset.rdf_files.discovery import find_rdf
from strategy_graph.dataset.validation.property_paths import path_text
from strategy_graph.dataset.validation.validate import ShapesError
from strategy_graph.namespaces import TERMS, THINGS
from strategy_graph.prefixed_names import shorten
from tests.support.content import PREFIXES, UNLABELLED, write


def test_a_valid_graph_conforms(content: Content) -> None:
    report = assemble(content).validate()
    assert report.conforms
    assert report.findings == ()


def test_a_finding_has_node_path_message_shape_and_location(content: Content) -> None:
    path = write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    report = assemble(content).validate()
    violation, warning = report.findings
    assert not report.conforms
    assert report.counts == {"violation": 1, "warning": 1, "info": 0}
    assert violation.severity is Severity.VIOLATION
    assert violation.focus_node == THINGS + "initiative/nameless"
    assert violation.path == "rdfs:label"
    assert violation.message == "An initiative needs a label: add rdfs:label."
    assert violation.component == str(SH.MinCountConstraintComponent)
    assert violation.shape == TERMS + "InitiativeShape"
    assert violation.where == f"{path}:{len(PREFIXES.splitlines()) + 2}"
    assert warning.severity is Severity.WARNING


def test_warnings_alone_are_valid_and_do_not_conform(content: Content) -> None:
    write(content.data / "short.ttl", PREFIXES + UNLABELLED.replace(" .", ' ; rdfs:label "Short"@en .'))
    report = assemble(content).validate()
    assert report.valid
    assert not report.conforms
    assert report.counts["warning"] == 1


def test_subclasses_in_the_ontology_are_targets_too(content: Content) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED.replace("dsg:Initiative", "dsg:Flagship"))
    assert not assemble(content).validate().conforms


def test_shapes_see_what_the_rules_derived(content: Content) -> None:
    write(
        content.shapes / "outcome.ttl",
        PREFIXES
        + """
        dsg:O a sh:NodeShape ; sh:targetClass dsg:Outcome ; sh:property [
            sh:path [ sh:inversePath dsg:contributesTo ] ; sh:minCount 2 ; sh:message "Too few."@en ] .
        """,
    )
    (finding,) = assemble(content).validate().findings
    assert finding.path == "^dsg:contributesTo"
    assert finding.focus_node == THINGS + "outcome/safe"


def test_a_sparql_constraint_is_asked_of_each_focus_node(content: Content) -> None:
    write(
        content.shapes / "sparql.ttl",
        PREFIXES
        + """
        dsg:S a sh:NodeShape ; sh:targetClass dsg:Initiative ; sh:sparql [
            sh:message "{?value} is not a good name."@en ;
            sh:prefixes dsg:prefixes ;
            sh:select "SELECT $this ?value WHERE { $this rdfs:label ?value FILTER(STRLEN(?value) = 5) }" ] .
        dsg:prefixes sh:declare [ sh:prefix "rdfs" ;
            sh:namespace "http://www.w3.org/2000/01/rdf-schema#"^^<http://www.w3.org/2001/XMLSchema#anyURI> ] .
        """,
    )
    (finding,) = assemble(content).validate().findings
    assert finding.focus_node == THINGS + "initiative/boost"
    assert finding.message == "Boost is not a good name."
    assert finding.value == '"Boost"@en'
    assert finding.component == str(SH.SPARQLConstraintComponent)


def test_a_blank_focus_node_has_the_location_of_the_subject_that_refers_to_it(content: Content) -> None:
    write(
        content.shapes / "blank.ttl",
        PREFIXES
        + "dsg:B a sh:NodeShape ; sh:targetObjectsOf dsg:detail ; sh:property [ sh:path dsg:x ; sh:minCount 1 ] .",
    )
    report = assemble(content).validate()
    lines = (content.data / "initiatives.ttl").read_text(encoding="utf-8").splitlines()
    starts = [number for number, text in enumerate(lines, 1) if "/initiative/" in text]
    assert len(starts) == 2
    assert {finding.where for finding in report.findings} == {
        f"{content.data / 'initiatives.ttl'}:{number}" for number in starts
    }


def test_the_message_in_english_is_taken(content: Content) -> None:
    shape = content.shapes / "initiative.ttl"
    text = shape.read_text(encoding="utf-8")
    shape.write_text(text.replace("sh:message", 'sh:message "He ingoa."@mi , ', 1), encoding="utf-8")
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    assert assemble(content).validate().findings[0].message == "An initiative needs a label: add rdfs:label."


def test_json_and_turtle_say_the_same(content: Content) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    report = assemble(content).validate()
    document = json.loads(report.to_json())
    assert document["conforms"] is False
    assert document["counts"] == {"violation": 1, "warning": 1, "info": 0}
    assert [finding["path"] for finding in document["findings"]] == [str(RDFS.label), TERMS + "detail"]
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    assert len(list(graph.objects(None, SH.result))) == 2
    assert list(graph.objects(None, SH.conforms)) == [Literal(False)]


@pytest.mark.parametrize(
    "broken",
    [
        "dsg:B a sh:NodeShape ; sh:targetClass dsg:Initiative ; sh:property [ sh:minCount 1 ] .",
        'dsg:B a sh:NodeShape ; sh:targetClass dsg:Initiative ; sh:sparql [ sh:select "SELECT $this WHERE {" ] .',
    ],
)
def test_broken_shapes_are_one_clear_error(content: Content, broken: str) -> None:
    write(content.shapes / "broken.ttl", PREFIXES + broken)
    with pytest.raises(ShapesError, match="the shapes cannot be used: ") as raised:
        assemble(content).validate()
    assert "\n" not in str(raised.value)


def test_a_users_own_data_are_validated_with_our_ontology_rules_and_shapes(content: Content, tmp_path: Path) -> None:
    theirs = write(tmp_path / "theirs.ttl", PREFIXES + UNLABELLED)
    graphs = assemble_with(content, find_rdf(theirs))
    report = graphs.validate()
    assert {finding.focus_node for finding in report.findings} == {THINGS + "initiative/nameless"}
    assert graphs.any_target()


def test_data_that_no_shape_targets_are_known_as_such(content: Content, tmp_path: Path) -> None:
    theirs = write(tmp_path / "theirs.ttl", "<http://e/s> a <http://e/Thing> .")
    assert not assemble_with(content, find_rdf(theirs)).any_target()


@pytest.mark.parametrize(
    ("turtle", "text"),
    [
        ("dsg:a", "dsg:a"),
        ("[ sh:inversePath dsg:a ]", "^dsg:a"),
        ("( dsg:a [ sh:inversePath dsg:b ] )", "dsg:a/^dsg:b"),
        ("[ sh:alternativePath ( dsg:a ( dsg:b dsg:c ) ) ]", "dsg:a|dsg:b/dsg:c"),
        ("( dsg:a [ sh:alternativePath ( dsg:b dsg:c ) ] )", "dsg:a/(dsg:b|dsg:c)"),
        ("[ sh:zeroOrMorePath [ sh:inversePath dsg:a ] ]", "(^dsg:a)*"),
        ("[ sh:inversePath [ sh:oneOrMorePath dsg:a ] ]", "^dsg:a+"),
        ("[ sh:zeroOrOnePath dsg:a ]", "dsg:a?"),
    ],
)
def test_paths_are_written_as_in_sparql(turtle: str, text: str) -> None:
    graph = Graph().parse(data=f"{PREFIXES} <urn:s> sh:path {turtle} .", format="turtle")
    (path,) = graph.objects(None, SH.path)
    assert path_text(path, graph) == text
    assert (path, RDF.first, None) not in graph or len(Collection(graph, path)) == 2


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        (THINGS + "initiative/digital-boost", "initiative:digital-boost"),
        (TERMS + "Claim", "dsg:Claim"),
        ("http://example.org/x", "<http://example.org/x>"),
        (THINGS + "initiative/a/b", f"<{THINGS}initiative/a/b>"),
        ("_:b0", "_:b0"),
    ],
)
def test_iris_are_shortened_where_a_prefix_fits(iri: str, text: str) -> None:
    assert shorten(iri) == text
