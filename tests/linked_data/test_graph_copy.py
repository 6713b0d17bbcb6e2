"""A small default graph is copied into the process: its documents take no query of the engine, and say the same."""

from __future__ import annotations

import pytest

from strategy_graph.errors import StrategyGraphError
from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.catalogue import ReleaseCatalogue
from strategy_graph.linked_data.graph_source import MAX_COPIED, GraphCopy, GraphSource, copied
from tests.linked_data.made import BASE, SMALL, theme_with_links
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
    assert copied(source, MAX_COPIED + 1) is source
    assert engine.queries == 0
    assert copied(source, len(engine.store) + 1) is source
    assert isinstance(copied(source, len(engine.store)), GraphCopy)


def test_what_the_copy_refuses_the_engine_answers() -> None:
    class Refusing(GraphSource):
        def construct(self, query: str) -> list[object]:  # type: ignore[override]
            raise StrategyGraphError("refused by the engine")

        select = construct  # type: ignore[assignment]

    copy = GraphCopy((), Refusing(MemoryEngine("")))
    for ask in (copy.construct, copy.select):
        with pytest.raises(StrategyGraphError, match="refused by the engine"):
            ask("SELECT nothing")
