"""A query with its source, and the release in which its parameters are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from strategy_graph.dataset import Release
from strategy_graph.dataset.release.engine import create_engine
from strategy_graph.dataset.release.folder import locked_for_reading
from strategy_graph.engine import Engine, Guard, QueryRequest
from strategy_graph.http.formats import RESULT_FORMATS
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.named_queries.resource_lookup import resolve_resources
from strategy_graph.settings import Settings


@dataclass(frozen=True)
class QuerySource:
    """A query with the name of its source, and for a named query the parameter values."""

    text: str
    where: str
    named: NamedQuery | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_resources(self) -> bool:
        """Whether a value is given that names a thing in the graph."""
        return self.named is not None and any(self.named.parameter(name).names_a_resource for name in self.values)


def bound_query(release: Release, source: QuerySource) -> str:
    """Return the query with the IRIs of the resources in the release that its parameters name."""
    with opened(release) as engine:
        return resolved(engine, source)


@contextmanager
def opened(release: Release) -> Iterator[Engine]:
    """Yield an engine over the release, which is kept from removal meanwhile."""
    engine = create_engine(Settings.from_environment(), release)
    try:
        with locked_for_reading(release.directory):
            yield engine
    finally:
        engine.close()


def resolved(engine: Engine, source: QuerySource) -> str:
    """Return the query with the IRIs of the things that its parameters name."""
    if source.named is None:
        return source.text

    def run_query(text: str) -> bytes:
        return engine.query(QueryRequest(Guard().admit(text), RESULT_FORMATS[0].media_type)).body

    return source.named.bind(resolve_resources(source.named, source.values, run_query))
