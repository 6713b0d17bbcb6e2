"""Which resources are the members of a kind, in a small graph."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from strategy_graph.named_queries.resource_lookup import ResourceNotFound, find_member, members
from strategy_graph.namespaces import THINGS

GRAPH = f"""
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX organisation: <{THINGS}organisation/>
organisation:one a org:Organization ; rdfs:label "One" ; adms:identifier <{THINGS}organisation/one#identifier.x> .
<{THINGS}organisation/one#identifier.x> a adms:Identifier ; rdfs:label "X" .
<{THINGS}organisation/two> a org:FormalOrganization ; rdfs:label "Two" .
<https://example.org/plan#three> a org:Organization ; rdfs:label "Three" .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    graph = Store()
    graph.load(GRAPH.encode(), RdfFormat.TURTLE)
    return graph


def test_a_part_of_a_thing_is_no_member(store: Store) -> None:
    """An identifier has the IRI of its organisation with a fragment; another plan may use fragments for its things."""

    def run(query: str) -> bytes:
        result = store.query(query)
        assert isinstance(result, QuerySolutions | QueryBoolean)
        document = result.serialize(format=QueryResultsFormat.JSON)
        assert isinstance(document, bytes)
        return document

    assert {*members("organisation", run)} == {"one", "two", "https://example.org/plan#three"}
    assert find_member("organisation", "https://example.org/plan#three", run).name == "Three"
    with pytest.raises(ResourceNotFound):
        find_member("organisation", f"{THINGS}organisation/one#identifier.x", run)
