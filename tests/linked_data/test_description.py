"""Descriptions of things: what stands in them, and how many queries they take."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Triple

from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.catalogue import ReleaseCatalogue
from strategy_graph.linked_data.claims import PAGE
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.queried_description import describe
from strategy_graph.linked_data.resource_index import MAX_TRIPLES
from tests.linked_data.made import BASE, PREFIXES, SMALL, theme_with_links
from tests.linked_data.memory_engine import MemoryEngine


def catalogue_of(turtle: str, triples: int = 100) -> ReleaseCatalogue:
    return ReleaseCatalogue(GraphSource(MemoryEngine(turtle)), Addresses((BASE,)), triples, "en")


def lines_of(triples: tuple[Triple, ...]) -> set[str]:
    return {str(triple).replace(BASE, "") for triple in triples}


def test_a_description_has_claims_with_their_evidence_and_the_names_of_neighbours() -> None:
    catalogue = catalogue_of(SMALL)
    found = lines_of(catalogue.describe(catalogue.find("id/theme/trust")).description.triples)
    for expected in (
        '<id/theme/trust> <http://www.w3.org/2000/01/rdf-schema#label> "Mahi Tika"@mi',
        "<id/initiative/call> <ontology#underTheme> <id/theme/trust>",
        "<id/claim/c> <ontology#hasEvidence> <id/evidence/e>",
        "<id/evidence/e> <http://www.w3.org/ns/oa#hasSource> <id/source/plan>",
        '<id/evidence/e-selector> <http://www.w3.org/ns/oa#exact> "safe online"@en',
        '<id/source/plan> <http://www.w3.org/2000/01/rdf-schema#label> "The plan"@en',
        '<id/initiative/call> <http://www.w3.org/2000/01/rdf-schema#label> "Call"@en',
    ):
        assert expected in found


def test_a_description_takes_two_queries() -> None:
    engine = MemoryEngine(SMALL)
    catalogue = ReleaseCatalogue(GraphSource(engine), Addresses((BASE,)), 100, "en")
    before = engine.queries
    members = catalogue.find("id/theme/trust")
    for _ in range(5):
        catalogue.describe(members)
    assert engine.queries - before == 2


def test_a_graph_too_large_to_index_is_described_alike() -> None:
    small, large = catalogue_of(SMALL), catalogue_of(SMALL, MAX_TRIPLES + 1)
    assert large.index is None
    for key in ("id/theme/trust", "id/claim/c", "id/source/plan"):
        assert large.find(key) == small.find(key)
        assert (
            large.describe(large.find(key)).description.triples == small.describe(small.find(key)).description.triples
        )
    assert large.find("id/theme/none") == large.find('id/theme/"> {') == ()


def test_inverse_links_come_in_pages_and_each_page_grounds_its_own() -> None:
    source = GraphSource(MemoryEngine(theme_with_links(2 * (PAGE + 50))))
    members = [BASE + "id/theme/big"]
    pages = [describe(source, members, page) for page in (1, 2, 3)]
    assert [len(page.inverse) for page in pages] == [PAGE, PAGE, 100]
    assert {page.total for page in pages} == {2 * (PAGE + 50)} and pages[0].pages == 3
    assert len({link for page in pages for link in page.inverse}) == 2 * (PAGE + 50)
    plain = [link for link in pages[0].inverse if link.predicate == NamedNode(BASE + "ontology#underTheme")]
    assert len(plain) == PAGE
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    assert sum(triple.predicate == exact for triple in pages[0].grounds) == PAGE


def test_blank_nodes_and_lists_are_described_to_their_end() -> None:
    turtle = (
        PREFIXES
        + f"""
        <{BASE}id/x/a> dsg:p [ dsg:q ( 1 2 [ dsg:r [ dsg:s [ dsg:t "deep" ] ] ] ) ] .
        <{BASE}id/x/b> dsg:p [ dsg:q "not of a" ] .
    """
    )
    found = describe(GraphSource(MemoryEngine(turtle)), [BASE + "id/x/a"]).own
    assert "deep" in {getattr(triple.object, "value", "") for triple in found}
    assert "not of a" not in str(found)
    opened = {triple.object for triple in found if isinstance(triple.object, BlankNode)}
    assert opened <= {triple.subject for triple in found}


@pytest.mark.parametrize("name", ["id/only/object", "id/only/predicate"])
def test_what_occurs_only_as_object_or_predicate_has_a_document(name: str) -> None:
    catalogue = catalogue_of(f"<{BASE}id/x> <{BASE}id/only/predicate> <{BASE}id/only/object> .")
    assert catalogue.find(name) == (BASE + name,)
    assert catalogue.describe(catalogue.find(name)).description.pages == 1
