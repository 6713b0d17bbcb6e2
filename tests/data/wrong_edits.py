"""Edits of the data that are false: correct Turtle, and most of it valid by the shapes."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode
from rdflib import Graph, URIRef
from rdflib.term import Node

from strategy_graph.dataset.rdflib_terms import to_term
from strategy_graph.namespaces import PREFIXES
from tests.shapes.mutable_dataset import triples_of


@dataclass(frozen=True)
class WrongEdit:
    """A wrong edit of the data.

    :ivar wrong: the triples that come in, in Turtle; all values that their subjects had for the same properties go.
    :ivar replaced: things, with those that stand in their place wherever something points at them.
    :ivar of_core: the table written by hand (``core_data.py``) must notice it too.
    :ivar seen_by: the comparison that must notice it.
    """

    name: str
    seen_by: str
    wrong: str
    replaced: tuple[tuple[str, str], ...] = ()
    of_core: bool = False

    def made_in(self, data: Graph) -> Graph:
        """A copy of the data with the edit in it."""
        graph = Graph()
        graph += data
        triples = [(_term(t.subject), _term(t.predicate), _term(t.object)) for t in triples_of(self.wrong)]
        for subject, predicate in {(subject, predicate) for subject, predicate, _ in triples}:
            assert (subject, predicate, None) in graph, f"{self.name}: there is nothing to replace"
            graph.remove((subject, predicate, None))
        for triple in triples:
            graph.add(triple)
        for old, new in self.replaced:
            found = list(graph.subject_predicates(_name(old)))
            assert found, f"{self.name}: nothing points at {old}"
            for subject, predicate in found:
                graph.remove((subject, predicate, _name(old)))
                graph.add((subject, predicate, _name(new)))
        assert set(graph) != set(data), f"{self.name}: nothing changes"
        return graph


def _term(term: object) -> Node:
    assert isinstance(term, NamedNode | OxLiteral)
    return to_term(term)


def _name(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


WRONG_EDITS = [
    WrongEdit(
        "two Māori names exchanged",
        "organisations",
        'organisation:dia rdfs:label "Department of Internal Affairs"@en , "Hīkina Whakatutuki"@mi .'
        ' organisation:mbie rdfs:label "Ministry of Business, Innovation and Employment"@en , "Te Tari Taiwhenua"@mi .',
        of_core=True,
    ),
    WrongEdit(
        "two homepages exchanged",
        "organisations",
        "organisation:msd foaf:homepage <https://www.mpp.govt.nz> ."
        " organisation:mpp foaf:homepage <https://www.msd.govt.nz> .",
    ),
    WrongEdit(
        "a partner taken for another",
        "responsibilities",
        "claim:responsibility-remote-users-scheme-partner-cip dsg:organisation organisation:tuanz .",
    ),
    WrongEdit(
        "a piece of evidence taken for another",
        "responsibilities",
        "claim:responsibility-government-cloud-adoption-partner-gcsb dsg:hasEvidence evidence:rc3-objective-a .",
    ),
    WrongEdit(
        "evidence that points at another source",
        "milestones",
        "evidence:cl1-on-4-april-2023-the-cabinet-external-relations-and oa:hasSource source:ar3 .",
    ),
    WrongEdit(
        "planned and called done",
        "milestones",
        "milestone:christchurch-call-leaders-meet dsg:status milestone-status:done .",
    ),
    WrongEdit(
        "a last day a year late",
        "milestones",
        'milestone:christchurch-call-leaders-meet dsg:latest "2023-12-31"^^xsd:date .',
    ),
    WrongEdit(
        "a date and its days a day late",
        "milestones",
        'milestone:christchurch-call-call-adopted-in-paris dsg:date "2019-05-16"^^edtf:EDTF ;'
        ' dsg:earliest "2019-05-16"^^xsd:date ; dsg:latest "2019-05-16"^^xsd:date .',
    ),
    WrongEdit(
        "a relation of another kind",
        "relations",
        "claim:relation-digital-safety-group-christchurch-call dsg:relationKind relation-kind:continues .",
        of_core=True,
    ),
    WrongEdit(
        "an organisation of another kind",
        "organisations",
        "organisation:nzte org:classification organisation-kind:crown-company .",
    ),
    WrongEdit(
        "another Wikidata item",
        "organisations",
        "organisation:stats-nz schema:sameAs <https://ror.org/055qjgz33> , <http://www.wikidata.org/entity/Q1819198> .",
    ),
    WrongEdit("another title", "sources", 'source:cap dcterms:title "Digital Strategy launched"@en .'),
    WrongEdit("another date of a source", "sources", 'source:ka dcterms:issued "2022-09-15"^^edtf:EDTF .'),
    WrongEdit(
        "a measure reworded",
        "measures",
        'measure:m4 rdfs:label "“High-speed internet is available” to firms"@en .',
        of_core=True,
    ),
    WrongEdit(
        "a sum bounded otherwise",
        "figures",
        "figure:digital-health-transformation-budget-2022 dsg:bound bound:exact .",
    ),
    WrongEdit(
        "a reading called stronger",
        "theme alignments",
        "claim:theme-digital-twins-growth-read dsg:strength strength:content .",
    ),
    WrongEdit(
        "another member of the board",
        "governance",
        "claim:governance-board-member-dpmc dsg:organisation organisation:msd .",
    ),
    WrongEdit(
        "inferred and called named",
        "contributions",
        "claim:contribution-te-pae-tawhiti-wellbeing dsg:basis basis:named .",
        of_core=True,
    ),
    WrongEdit(
        "another tier", "initiatives", "listing:2022-23-digital-twins dsg:tier tier:supporting-activity .", of_core=True
    ),
    WrongEdit(
        "another lead",
        "responsibilities",
        "claim:responsibility-te-pae-tawhiti-lead-msd dsg:organisation organisation:dia .",
        of_core=True,
    ),
    WrongEdit(
        "a parent that ends earlier", "organisations", 'claim:affiliation-cert-nz-mbie dsg:validUntil "2022-08" .'
    ),
    WrongEdit(
        "another theme", "theme alignments", "claim:theme-m5-inclusion dsg:alignedTheme theme:growth .", of_core=True
    ),
    WrongEdit("another goal served", "outcomes", "", replaced=(("goal:trust-3", "goal:trust-1"),)),
]
