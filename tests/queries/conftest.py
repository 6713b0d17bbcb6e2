"""The real graph, built once, and a way to ask it a named query."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from strategy_graph.dataset import assemble, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import GRAPH_SHAPES

Row = dict[str, str | None]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(find_content().queries)


@pytest.fixture(scope="session")
def store() -> Store:
    graph = Store()
    graph.bulk_extend(quad for quad in assemble(find_content()).all())
    return graph


@pytest.fixture(scope="session")
def ask(catalogue: Catalogue, store: Store) -> Ask:
    """Rows as plain strings; an IRI is cut to what follows its last slash or hash."""
    visible: list[NamedNode | BlankNode | DefaultGraph] = [
        name for name in store.named_graphs() if name.value != GRAPH_SHAPES
    ]

    def run(name: str, **values: str) -> list[Row]:
        result = store.query(catalogue[name].bind(values), default_graph=visible)
        assert isinstance(result, QuerySolutions)
        names = [variable.value for variable in result.variables]
        return [{name: _plain(solution[name]) for name in names} for solution in result]

    return run


def _plain(term: object) -> str | None:
    if isinstance(term, NamedNode):
        return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    if term is None:
        return None
    assert isinstance(term, Literal)
    return term.value
