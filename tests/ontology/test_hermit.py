"""HermiT, a reasoner for OWL 2 DL, finds no contradiction, and would find one."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from tests.ontology.test_ontology import BASE, DSG, EDTF

pytestmark = pytest.mark.foreign

THEME = URIRef(BASE + "id/theme/trust")
INITIATIVE = URIRef(BASE + "id/initiative/christchurch-call")


def in_the_datatype_map(node: Node) -> Node:
    """Dates, years and EDTF as strings: outside the OWL 2 datatype map, so a DL reasoner can't take them."""
    if isinstance(node, Literal) and node.datatype in {EDTF, XSD.date, XSD.gYear, XSD.duration}:
        return Literal(str(node))
    return node


def hermit_finds_inconsistent(graph: Graph, folder: Path) -> bool:
    """Run HermiT (carried by owlready2, needs Java); true if it finds no model or an unsatisfiable class."""
    plain = Graph()
    for s, p, o in graph:
        plain.add((s, p, in_the_datatype_map(o)))
    file = folder / "all.nt"
    plain.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return True
    return bool(list(world.inconsistent_classes()))


def terms_and(graph: Graph, *things: Node) -> Graph:
    """Return what a graph says about terms and about some things: a contradiction there is one in the whole graph."""
    few = Graph()
    for triple in graph:
        subject = triple[0]
        if subject in things or not (isinstance(subject, URIRef) and subject.startswith(BASE + "id/")):
            few.add(triple)
    return few


def test_it_finds_no_contradiction(stated: Graph, tmp_path: Path) -> None:
    """What is consistent with the rules' triples and with other vocabularies is so without them: OWL is monotonic."""
    assert not hermit_finds_inconsistent(stated, tmp_path)


@pytest.mark.parametrize(
    "mistake",
    [
        (THEME, RDF.type, DSG.Measure),
        (INITIATIVE, DSG.contributesTo, THEME),
        (URIRef(BASE + "id/listing/2022-23-christchurch-call"), DSG.order, Literal(99)),
        # Were the ends exchanged in a rule, a theme would be an initiative, goal, outcome or measure.
        (THEME, DSG.underTheme, INITIATIVE),
    ],
    ids=["two disjoint classes", "a range broken", "a functional property with two values", "a wrong rule"],
)
def test_it_would_notice(stated: Graph, tmp_path: Path, mistake: tuple[URIRef, URIRef, Node]) -> None:
    mistaken = terms_and(stated, *mistake)
    mistaken.add(mistake)
    assert hermit_finds_inconsistent(mistaken, tmp_path)


def test_it_would_notice_an_alignment_that_contradicts_another_vocabulary(stated: Graph, tmp_path: Path) -> None:
    mistaken = terms_and(stated, *stated.subjects(RDF.type, DSG.Milestone))
    mistaken.update(
        """PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        INSERT DATA { dsg:Milestone rdfs:subClassOf prov:InstantaneousEvent , prov:Entity }"""
    )
    assert hermit_finds_inconsistent(mistaken, tmp_path)
