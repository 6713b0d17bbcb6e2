"""A reader that knows PROV, DCAT, ORG, SKOS, OA, DQV and schema.org, and none of our terms, is answered.

Its queries name no term of this project. It reasons by RDFS with the ontology and with what the other vocabularies say.
"""

from __future__ import annotations

import owlrl
import pytest
from rdflib import Graph

from strategy_graph.namespaces import THINGS
from tests.ontology.rdfs_closure import close

PREFIXES = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dqv: <http://www.w3.org/ns/dqv#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def understood(stated: Graph) -> Graph:
    closed = Graph()
    closed += stated
    return close(closed)


def ask(graph: Graph, query: str) -> set[tuple[str, ...]]:
    assert "digital-strategy-graph" not in query and "dsg:" not in query
    return {tuple(str(value).removeprefix(THINGS) for value in row) for row in graph.query(PREFIXES + query)}  # type: ignore[union-attr]


def test_which_organisations_have_a_role_in_digital_boost(understood: Graph) -> None:
    found = ask(
        understood,
        """SELECT ?organisation ?role WHERE {
          ?item rdfs:label "Digital Boost"@en ; prov:qualifiedAttribution ?attribution .
          ?attribution a prov:Attribution ; prov:agent ?organisation ; dcat:hadRole/skos:prefLabel ?role .
          ?organisation a org:Organization }""",
    )
    assert found == {("organisation/mbie", "lead")}


def test_whom_an_item_is_attributed_to_without_the_role(understood: Graph) -> None:
    found = ask(
        understood,
        'SELECT ?agent WHERE { ?item a prov:Entity ; rdfs:label "Digital Boost"@en ; prov:wasAttributedTo ?agent }',
    )
    assert found == {("organisation/mbie",)}


def test_which_concept_scheme_the_themes_form(understood: Graph) -> None:
    found = ask(
        understood,
        """SELECT ?scheme ?name ?theme WHERE {
          ?trust skos:prefLabel "Trust"@en ; skos:topConceptOf ?scheme .
          ?scheme a skos:ConceptScheme ; skos:prefLabel ?name ; skos:hasTopConcept ?theme .
          ?theme skos:inScheme ?scheme }""",
    )
    scheme, name = "scheme/themes-of-digital-strategy-for-aotearoa", "Themes: The Digital Strategy for Aotearoa"
    assert found == {(scheme, name, f"theme/{word}") for word in ("trust", "inclusion", "growth")}


def test_which_groups_stand_at_the_top_of_their_scheme(understood: Graph) -> None:
    query = """SELECT ?top WHERE { ?group skos:prefLabel "Intermediate and secondary school students"@en ;
      skos:inScheme ?scheme ; skos:broader+ ?top . ?scheme skos:hasTopConcept ?top }"""
    assert ask(understood, query) == {("group/young-people",)}


def test_who_sits_on_the_board_and_who_chairs_it(understood: Graph) -> None:
    query = """SELECT ?who ?role WHERE { ?membership a org:Membership ; org:member ?who ;
      org:role/skos:prefLabel ?role ; org:organization/rdfs:label "Digital Executive Board"@en }"""
    found = ask(understood, query)
    assert ("person/mark-sowden", "chair") in found
    assert {who for who, role in found if role == "member"} == {
        who
        for (who,) in ask(understood, 'SELECT ?who { ?b rdfs:label "Digital Executive Board"@en ; org:hasMember ?who }')
    }
    assert ask(understood, 'SELECT ?who { ?who org:headOf/rdfs:label "Digital Executive Board"@en }') == {
        ("person/mark-sowden",)
    }


def test_what_a_claim_was_derived_from_by_whom_and_when(understood: Graph) -> None:
    query = """SELECT DISTINCT ?author ?date WHERE { ?claim prov:wasDerivedFrom/oa:hasSource ?source ;
      dcterms:creator/rdfs:label ?author ; dcterms:created ?date }"""
    assert ask(understood, query) == {("Digital Strategy Graph", "2026-11-23")}


def test_no_organisation_or_person_is_derived_from_a_passage(understood: Graph) -> None:
    assert ask(understood, "SELECT ?who { ?who a foaf:Agent ; prov:wasDerivedFrom ?passage }") == set()


def test_what_is_wrong_with_the_sources_of_an_item(understood: Graph) -> None:
    query = """SELECT ?note { ?note a dqv:QualityAnnotation ; oa:motivatedBy dqv:qualityAssessment ;
      oa:hasTarget/rdfs:label "Digital Identity Services Trust Framework"@en }"""
    assert ("note/url-typo",) in ask(understood, query)


def test_whom_an_item_is_for_leaves_out_those_who_take_part(understood: Graph) -> None:
    query = 'SELECT ?group { ?item rdfs:label "Christchurch Call"@en ; schema:audience ?group }'
    assert ("group/civil-society",) not in ask(understood, query)
    assert len(ask(understood, "SELECT DISTINCT ?item { ?item schema:audience ?group }")) > 5


def test_the_sums_of_money_by_their_numbers(understood: Graph) -> None:
    query = "SELECT ?sum ?number { ?sum schema:currency 'NZD' ; schema:value ?number }"
    assert ("figure/improving-rural-connectivity-extra-funding-for-rural-connectivity", "60000000") in ask(
        understood, query
    )


def test_the_publisher_of_a_source(understood: Graph) -> None:
    assert ("source/oga", "OpenGov Asia") in ask(understood, "SELECT ?source ?name { ?source dc:publisher ?name }")


def test_without_reasoning_our_own_words_would_be_needed(stated: Graph) -> None:
    assert ask(stated, "SELECT ?note { ?note a dqv:QualityAnnotation }") == set()


@pytest.mark.foreign
def test_another_maker_s_reasoner_derives_all_that_ours_does(stated: Graph) -> None:
    wanted = tuple("theme/ focus/ scheme/ role/ person/ initiative/ claim/governance- claim/responsibility-".split())
    few = Graph()
    for triple in stated:
        if not str(triple[0]).startswith(THINGS) or str(triple[0]).removeprefix(THINGS).startswith(wanted):
            few.add(triple)
    ours, theirs = Graph(), Graph()
    ours += few
    theirs += few
    close(ours)
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics, axiomatic_triples=False).expand(theirs)
    assert len(ours) > len(few) + 1000
    assert set(ours) <= set(theirs)
