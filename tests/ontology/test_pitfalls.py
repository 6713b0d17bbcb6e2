"""The ontology shows none of the pitfalls, save where it says why; and each search finds an ontology that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from tests.ontology.pitfalls import PITFALLS

ROOT = Path(__file__).resolve().parents[2]

OUTSIDE_OWL = "its datatype is outside the OWL 2 datatype map, so a range would leave the DL profile; a shape checks it"
OF_MANY = "things of many classes have it"
OF_ANYTHING = "what it leads to can be anything, a property or a class"
ON_A_CLAIM = "it is an end of a claim, and read with the claim"
OF_A_LIST = "it leads to a concept of a controlled list or to a note, from which nobody starts"
ONE_WAY = "SPARQL follows it backwards (^); a second name would add triples and no information"
MEMBERS = "dsg:ofStrategy has an inverse for each class of member"


def exceptions(**reasons: str) -> dict[str, str]:
    """Return the reason for each term, from terms by reason."""
    return {term: globals()[reason] for reason, terms in reasons.items() for term in terms.split()}


EXCEPTIONS: dict[str, dict[str, str]] = {
    "P11": exceptions(
        OUTSIDE_OWL="date earliest latest validFrom validUntil seenOn year targetYear horizonEndYear refreshInterval",
        OF_MANY="order basis hasEvidence rationale",
        OF_ANYTHING="linkSubject linkPredicate linkObject concerns aboutProperty countsClass inStrategy",
    ),
    "P13": exceptions(
        ON_A_CLAIM="aboutInitiative aboutOutcome aboutGoal aboutVisionElement aboutMeasure alignedThing "
        "alignedTheme organisation person governed parentOrganisation role viaPart relationFrom relationTo "
        "relationKind aboutTreaty aboutTargetGroup targetRole "
        "strength linkSubject linkPredicate linkObject edition endedBy holdsIn restates",
        OF_A_LIST="tier origin basis hasEvidence inSection status purpose bound countsTier countsClass sourceKind "
        "seenAs noteKind concerns aboutProperty",
        ONE_WAY="implements involvesAgency underTheme servesGoal relatedTo refersToTreaty targets governedBy "
        "developedBy responsibleMinister memberOrganisation servicedBy milestoneOf figureOf",
        MEMBERS="ofStrategy hasTheme hasGoal hasMeasure hasOutcome inStrategy latestPlan listedIn",
    ),
}

HEADER = """
@prefix : <https://example.org/terms#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
<https://example.org/terms> vann:preferredNamespaceUri "https://example.org/terms#" .
"""
SOUND = """
<https://example.org/terms> a owl:Ontology ; dcterms:license <https://example.org/licence> .
:Plan a owl:Class ; rdfs:label "plan" ; skos:definition "A plan." ; owl:disjointWith :Item .
:Item a owl:Class ; rdfs:label "item" ; skos:definition "An item." .
:lists a owl:ObjectProperty ; rdfs:label "lists" ; skos:definition "An item." ; rdfs:domain :Plan ; rdfs:range :Item .
:listedIn a owl:ObjectProperty ; rdfs:label "listed in" ; skos:definition "A plan." ;
    owl:inverseOf :lists ; rdfs:domain :Item ; rdfs:range :Plan .
:beside a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "beside" ; skos:definition "Another item." ;
    rdfs:domain :Item ; rdfs:range :Item .
"""
LABELS = 'rdfs:label "a label" ; skos:definition "A definition."'

# What is added to the sound ontology, or what stands in place of it, and what is to be found.
BROKEN: list[tuple[str, str, str]] = [
    ("P04", SOUND + f":Island a owl:Class ; {LABELS} .", "Island"),
    ("P04", SOUND + f":floating a owl:ObjectProperty ; {LABELS} .", "floating"),
    (
        "P05",
        SOUND.replace("rdfs:domain :Item ; rdfs:range :Plan .", "rdfs:domain :Plan ; rdfs:range :Item ."),
        "listedIn",
    ),
    ("P07", SOUND + f":PlanOrItem a owl:Class ; {LABELS} .", "PlanOrItem"),
    ("P07", SOUND.replace('"item"', '"item and part"'), "Item"),
    ("P08", SOUND.replace('rdfs:label "plan" ; ', ""), "Plan"),
    ("P08", SOUND.replace(' skos:definition "An item." .', " rdfs:seeAlso :Plan ."), "Item"),
    ("P10", SOUND.replace(" ; owl:disjointWith :Item", ""), "Item/Plan"),
    ("P10", SOUND + f":Part a owl:Class ; {LABELS} ; owl:disjointWith :Plan .", "Item/Part"),
    ("P11", SOUND.replace("rdfs:domain :Plan ; ", ""), "lists"),
    ("P11", SOUND + f":size a owl:DatatypeProperty ; {LABELS} ; rdfs:domain :Plan .", "size"),
    ("P13", SOUND.replace("owl:inverseOf :lists ; ", ""), "lists"),
    ("P19", SOUND + ":lists rdfs:range :Plan .", "lists"),
    ("P22", SOUND + f":a_plan a owl:Class ; {LABELS} .", "a_plan"),
    ("P22", SOUND + f":Lists a owl:ObjectProperty ; {LABELS} .", "Lists"),
    ("P25", SOUND + ":beside owl:inverseOf :beside .", "beside"),
    ("P26", SOUND + f":besides a owl:ObjectProperty ; {LABELS} ; owl:inverseOf :beside .", "beside"),
    ("P27", SOUND + ":listedIn owl:equivalentProperty :lists .", "listedIn"),
    ("P28", SOUND + ":lists a owl:SymmetricProperty .", "lists"),
    ("P29", SOUND + ":lists a owl:TransitiveProperty .", "lists"),
    ("P36", "<https://example.org/terms.ttl> a owl:Ontology .", "https://example.org/terms.ttl"),
    ("P38", SOUND.replace(" a owl:Ontology ;", ""), "ontology"),
    ("P41", SOUND.replace(" ; dcterms:license <https://example.org/licence>", ""), "terms"),
]


def turtle(text: str) -> Graph:
    return Graph().parse(data=HEADER + text, format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    graph = Graph()
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.mark.parametrize("number", PITFALLS)
def test_the_ontology_shows_no_pitfall_save_for_a_reason(ontology: Graph, number: str) -> None:
    assert PITFALLS[number](ontology) == set(EXCEPTIONS.get(number, {}))


@pytest.mark.parametrize("number", PITFALLS)
def test_a_sound_ontology_shows_no_pitfall(number: str) -> None:
    assert PITFALLS[number](turtle(SOUND)) == set()


@pytest.mark.parametrize(("number", "text", "term"), BROKEN, ids=[f"{b[0]} {b[2].split('/')[-1]}" for b in BROKEN])
def test_an_ontology_that_shows_a_pitfall_is_found(number: str, text: str, term: str) -> None:
    assert term in PITFALLS[number](turtle(text))


def test_every_pitfall_has_an_ontology_that_shows_it() -> None:
    assert {number for number, _, _ in BROKEN} == set(PITFALLS)
