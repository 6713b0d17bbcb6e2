"""A small store on disk and an engine with tight limits over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from strategy_graph.engine import EmbeddedEngine, Guard, Limits, PoolLimits, QueryRequest

EX = "http://example.org/"
SHOWN, HIDDEN = EX + "graph/shown", EX + "graph/hidden"
GUARD = Guard(max_characters=50_000, max_nesting=100)
CSV = "text/csv"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CROSS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (STRLEN(CONCAT(?c, ?f, ?i)) = 1) }"


def asked(query: str, media_type: str = CSV, **extra: tuple[str, ...] | float | str) -> QueryRequest:
    return QueryRequest(GUARD.admit(query), media_type, **extra)  # type: ignore[arg-type]


def ask(engine: EmbeddedEngine, query: str, media_type: str = CSV, **extra: tuple[str, ...] | float | str) -> bytes:
    return engine.query(asked(query, media_type, **extra)).body


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1000 triples in the default graph, in a named one and in its copy, and one more in another."""
    folder = tmp_path_factory.mktemp("engine") / "store"
    store = Store(str(folder))
    for graph in (NamedNode(SHOWN), NamedNode(SHOWN + "/copy"), DefaultGraph()):
        store.bulk_extend(
            Quad(NamedNode(f"{EX}s{n}"), NamedNode(EX + "p"), Literal(f"value {n}"), graph) for n in range(1000)
        )
    store.add(Quad(NamedNode(EX + "secret"), NamedNode(EX + "p"), Literal("hidden"), NamedNode(HIDDEN)))
    store.flush()
    del store
    return folder


@pytest.fixture(scope="package")
def engine(store: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(
        store,
        pool_limits=PoolLimits(size=2, per_client=2, queue=2, wait=0.5),
        limits=Limits(timeout=1.0, memory=256 << 20, result_bytes=2 << 20),
        prefixes={"ex": EX},
    )
    yield engine
    engine.close()
    assert engine.pids == set()


@pytest.fixture
def make_engine(store: Path) -> Iterator[Callable[..., EmbeddedEngine]]:
    """Makes engines of one's own, and closes them."""
    made: list[EmbeddedEngine] = []

    def make(limits: Limits | None = None, **pool_limits: int | float) -> EmbeddedEngine:
        made.append(EmbeddedEngine(store, pool_limits=PoolLimits(**pool_limits), limits=limits))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for engine in made:
        engine.close()
