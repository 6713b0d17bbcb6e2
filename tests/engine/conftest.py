"""A small store on disk and an engine with tight limits over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from strategy_graph.engine import EmbeddedEngine, Guard
from strategy_graph.engine.embedded import Limits

EX = "http://example.org/"
SHOWN, HIDDEN = EX + "graph/shown", EX + "graph/hidden"


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engine") / "store"
    store = Store(str(folder))
    quads = [
        Quad(NamedNode(f"{EX}s{n}"), NamedNode(EX + "p"), Literal(f"value {n}"), NamedNode(SHOWN)) for n in range(1000)
    ]
    quads.append(Quad(NamedNode(EX + "secret"), NamedNode(EX + "p"), Literal("hidden"), NamedNode(HIDDEN)))
    store.bulk_extend(quads)
    store.flush()
    del store
    return folder


@pytest.fixture(scope="package")
def engine(store: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(
        store,
        workers=2,
        limits=Limits(timeout=1.0, wait=0.5, memory=256 << 20, result_bytes=1 << 20),
        guard=Guard(max_characters=50_000, max_nesting=100),
        hidden_graphs=(HIDDEN,),
        prefixes={"ex": EX},
    )
    yield engine
    engine.close()
    assert engine.worker_pids == set()
