"""The named queries on the real graph, as pages ask them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from strategy_graph.dataset import assemble, find_content
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.named_queries.result_table import read_table
from strategy_graph.namespaces import GRAPH_SHAPES

AskedWith = Callable[..., PageQueries]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(find_content().queries)


@pytest.fixture(scope="session")
def store() -> Store:
    graph = Store()
    graph.bulk_extend(quad for quad in assemble(find_content()).all())
    return graph


@pytest.fixture(scope="session")
def asked_with(catalogue: Catalogue, store: Store) -> AskedWith:
    """PageQueries with the parameters of a page."""
    visible: list[NamedNode | BlankNode | DefaultGraph] = [
        name for name in store.named_graphs() if name.value != GRAPH_SHAPES
    ]

    def run(query: str) -> bytes:
        result = store.query(query, default_graph=visible)
        assert isinstance(result, QuerySolutions | QueryBoolean)
        document = result.serialize(format=QueryResultsFormat.JSON)
        assert isinstance(document, bytes)
        return document

    def ask(**values: str) -> PageQueries:
        return PageQueries(catalogue, run, values, lambda sparql: read_table(run(sparql), lambda iri: iri))

    return ask
