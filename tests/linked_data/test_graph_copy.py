"""A small default graph is copied into the process: its documents take no query of the engine, and say the same."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Triple

from strategy_graph.engine import QueryTimeout
from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.catalogue import ReleaseCatalogue
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.triple_index import MAX_COPIED, TripleIndex, copied
from tests.linked_data.made import BASE, PREFIXES, SMALL, theme_with_links
from tests.linked_data.memory_engine import MemoryEngine


def catalogue_of(engine: MemoryEngine, copy: bool) -> ReleaseCatalogue:
    return ReleaseCatalogue(GraphSource(engine), Addresses((BASE,)), len(engine.store), "en", copy)


@pytest.mark.parametrize("turtle", [SMALL, theme_with_links(300)], ids=["small", "many links"])
def test_the_documents_say_the_same_and_ask_the_engine_nothing(turtle: str) -> None:
    engine = MemoryEngine(turtle)
    plain, copy = catalogue_of(engine, False), catalogue_of(engine, True)
    assert copy.index is not None and plain.index is not None
    assert copy.captions.names.all_of(BASE + "id/theme/trust") == plain.captions.names.all_of(BASE + "id/theme/trust")
    assert copy.vocabulary == plain.vocabulary
    assert copy.index.containers == plain.index.containers
    for folder in plain.index.containers:
        for iri in plain.index.documents_in(folder):
            members = plain.find(iri.removeprefix(BASE))
            assert copy.find(iri.removeprefix(BASE)) == members
            for page in (1, 2):
                expected = plain.describe(members, page).description
                before = engine.queries
                assert copy.describe(members, page).description.triples == expected.triples
                assert engine.queries == before


def test_a_graph_that_is_too_large_or_not_whole_is_not_copied() -> None:
    engine = MemoryEngine(SMALL)
    source = GraphSource(engine)
    assert copied(source, MAX_COPIED + 1) is None
    assert engine.queries == 0
    assert copied(source, len(engine.store) + 1) is None
    assert isinstance(copied(source, len(engine.store)), TripleIndex)


BLANK = (
    PREFIXES
    + """
initiative:deep dsg:says [ rdfs:label "one" ; dsg:says [ rdfs:label "two" ; dsg:says ( 1 [ dsg:order 3 ] ) ] ] .
initiative:a dsg:says [ rdfs:label "three" ] ; dsg:about initiative:a ; rdfs:label "A" .
theme:t rdfs:label "T" ; rdfs:label "Te"@mi ; <http://xmlns.com/foaf/0.1/name> "not the best" ; dsg:about initiative:a .
claim:c dsg:linkSubject initiative:a ; dsg:linkPredicate dsg:about ; dsg:linkObject theme:t ;
    dsg:hasEvidence [ oa:hasSelector [ oa:exact "phrase" ] ] .
"""
)


def test_no_query_is_asked_of_the_engine_for_a_thing_with_blank_nodes() -> None:
    engine = MemoryEngine(BLANK)
    plain, copy = catalogue_of(engine, False), catalogue_of(engine, True)
    for name in ("id/initiative/deep", "id/initiative/a", "id/theme/t", "id/claim/c"):
        members = plain.find(name)
        expected = plain.describe(members).description
        before = engine.queries
        found = copy.describe(members).description
        assert found.triples == expected.triples and engine.queries == before
        assert any(isinstance(triple.object, BlankNode) for triple in found.triples)


def test_a_vocabulary_is_described_from_the_copy() -> None:
    engine = MemoryEngine(
        PREFIXES
        + """
<ontology> <http://www.w3.org/2002/07/owl#versionIRI> <ontology/1> ; rdfs:label "Words" .
dsg:Theme rdfs:label "theme" ; rdfs:subClassOf [ rdfs:label "unnamed" ] .
<http://www.w3.org/2004/02/skos/core#Concept> rdfs:label "concept" .
theme:trust a dsg:Theme .
""".replace("<ontology", f"<{BASE}ontology")
    )
    plain, copy = catalogue_of(engine, False), catalogue_of(engine, True)
    for name in ("ontology", "ontology/1"):
        expected = plain.describe(plain.find(name))
        before = engine.queries
        found = copy.describe(copy.find(name))
        assert (found.description.triples, found.is_vocabulary) == (expected.description.triples, True)
        assert engine.queries == before and len(found.description.triples) == 6


def test_a_graph_that_cannot_be_read_is_asked_about_each_thing() -> None:
    class Refusing(GraphSource):
        def construct(self, query: str) -> list[Triple]:
            if "WHERE { ?s ?p ?o }" in query:
                raise QueryTimeout("refused by the engine", limit="time", value=1, hint="Ask for less")
            return super().construct(query)

    engine = MemoryEngine(SMALL)
    catalogue = ReleaseCatalogue(Refusing(engine), Addresses((BASE,)), len(engine.store), "en", True)
    assert catalogue.index is None and not catalogue.is_in_memory
    assert catalogue.describe(catalogue.find("id/theme/trust")).description.found
