"""Shared fixture: the graph as a harvester gets it, with what the other vocabularies say."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store
from rdflib import Graph

from strategy_graph.dataset import Release
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.namespaces import GRAPH_DERIVED
from tests.ontology.test_ontology import parse

FOREIGN_AXIOMS = Path(__file__).with_name("foreign-axioms.ttl")


@pytest.fixture(scope="session")
def stated(real_release: Release) -> Graph:
    """The ontology, the data, what the rules derive, and what the other vocabularies say; not to be changed."""
    store = Store.read_only(str(real_release.store))
    graph = to_graph(store.quads_for_pattern(None, None, None, NamedNode(GRAPH_DERIVED)))
    assert len(graph) > 2000
    graph += parse("ontology", "data")
    return graph.parse(FOREIGN_AXIOMS)
