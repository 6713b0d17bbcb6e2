"""What holds for all named queries: each is tested, ordered, and answered alike by another engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from rdflib import Graph
from rdflib.query import ResultRow

from strategy_graph.dataset import assemble, find_content
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import GRAPH_SHAPES
from tests.queries.conftest import Ask

# Every query that counts links of initiatives to outcomes lets its reader choose these.
COUNTS_LINKS = {
    "agencies-by-outcomes-reached",
    "cross-theme-initiatives",
    "goals-and-initiatives-behind-them",
    "initiative-outcome-matrix",
    "initiative-pairs-by-shared-outcomes",
    "initiatives-feeding-multiple-outcomes",
    "measures-and-initiatives-behind-them",
    "network-of-initiatives",
    "outcomes-hanging-on-one-initiative",
    "outcomes-with-feeders",
    "outcomes-without-a-measure",
    "theme-combinations",
    "vision-elements-and-initiatives",
    "what-if-an-initiative-stopped",
}


def test_every_query_is_tested_here(catalogue: Catalogue) -> None:
    text = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    assert len(catalogue) >= 38
    for query in catalogue:
        assert f'ask("{query.name}"' in text, f"{query.name} has no test"


def test_every_query_puts_its_rows_in_order(catalogue: Catalogue) -> None:
    for query in catalogue:
        assert "\nORDER BY" in query.text, f"{query.name} leaves its order to chance"


@pytest.mark.parametrize("name", sorted(COUNTS_LINKS))
def test_a_query_that_counts_links_takes_basis_and_prospective(catalogue: Catalogue, name: str) -> None:
    parameters = {parameter.name: parameter for parameter in catalogue[name].parameters}
    assert "own-words" in parameters["basis"].values
    assert parameters["prospective"].values == ("exclude", "include", "only")


@pytest.mark.slow(reason="RDFLib runs the queries too")
@pytest.mark.parametrize(
    "name",
    [
        *("initiatives-feeding-multiple-outcomes", "multiple-outcomes-headline", "outcomes-with-feeders"),
        *("theme-coverage", "money", "measures-and-initiatives-behind-them", "planned-and-actual"),
    ],
)
def test_another_engine_gives_the_same_rows(ask: Ask, catalogue: Catalogue, whole_graph: Graph, name: str) -> None:
    """RDFLib runs the file as it is; lists joined in a cell may come in another order there."""
    variables = list(ask(name)[0])
    theirs = Counter(
        tuple(None if cell is None else _comparable(str(cell)) for cell in cast(ResultRow, row))
        for row in whole_graph.query(catalogue[name].text)
    )
    ours = Counter(tuple(None if row[v] is None else _comparable(str(row[v])) for v in variables) for row in ask(name))
    assert theirs == ours


def _comparable(text: str) -> str:
    last = text.rsplit("/", 1)[-1] if text.startswith("http") else text
    return "; ".join(sorted(last.split("; ")))


@pytest.fixture(scope="module")
def whole_graph() -> Graph:
    graphs = assemble(find_content())
    return to_graph(graphs.of(*(name for name in graphs.quads if name != GRAPH_SHAPES)))
