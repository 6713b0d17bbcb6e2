"""The number of triples that a SPARQL constraint reads grows linearly with the data, however the data grow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rdflib import SH, Graph, URIRef

from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation import graph_patterns as patterns
from strategy_graph.dataset.validation.memory_store import GraphMemory
from strategy_graph.dataset.validation.validate import validate_graphs
from tests.shapes.mutable_dataset import SHAPE, all_shapes, named_shapes, shapes_around
from tests.support.copies import facts_and_shapes

pytestmark = pytest.mark.slow(reason="validates graphs of several sizes")

# The first is our own content: with the size the join order may change too, and hide what is slow at this one.
SMALL, LARGE = 1, 3
IN_SPARQL = [shape for shape in named_shapes() if (shape, SH.sparql, None) in all_shapes()]


@cache
def graph(copies: int, together: bool) -> Graph:
    asserted, derived, _shapes = facts_and_shapes(copies, together=together)
    return to_graph([*asserted, *derived])


def triples_read(shape: URIRef, data: Graph, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the triples that validation against the shape reads from the data."""
    read = 0

    def counted(self: GraphMemory, pattern: Any, context: Any = None) -> Iterator[Any]:
        nonlocal read
        for triple in triples(self, pattern, context):
            read += self is data.store
            yield triple

    triples = GraphMemory.triples
    with monkeypatch.context() as patch:
        patch.setattr(GraphMemory, "triples", counted)
        # Else the few matches in a small graph would be read one by one.
        patch.setattr(patterns, "STAR_LOOKUP_THRESHOLD", 0)
        assert validate_graphs(data, shapes_around(shape)).valid
    return read


@pytest.mark.parametrize("together", [False, True], ids=["apart", "together"])
@pytest.mark.parametrize("shape", IN_SPARQL, ids=lambda shape: shape.removeprefix(SHAPE))
def test_the_triples_read_grow_linearly(shape: URIRef, together: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = graph(SMALL, together), graph(LARGE, together)
    before, after = (triples_read(shape, data, monkeypatch) for data in (small, large))
    # The ontology does not grow, so the data grow a little faster than the graph.
    assert math.log(max(after, 1) / max(before, 1)) / math.log(LARGE / SMALL) < 1.1, (before, after)
