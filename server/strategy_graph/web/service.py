"""Application context of the views, stored in ``app.extensions``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, cast

from flask import current_app

from strategy_graph.dataset import Manifest, Release
from strategy_graph.engine import Engine, Guard
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.named_queries.result_table import Table
from strategy_graph.settings import Settings
from strategy_graph.web.public_address import PublicAddress
from strategy_graph.web.query_result_cache import QueryResultCache, document_cache, table_cache

KEY: Final = "strategy_graph"


@dataclass(frozen=True)
class Service:
    """The served release with its engine, guard and named queries.

    :ivar answers: the answers of the service's own queries, as documents; ``tables``, the same as tables.
    :ivar manifest: what the content says about itself; that of RDF of a user's own says nothing.
    """

    settings: Settings
    release: Release
    engine: Engine
    guard: Guard
    catalogue: Catalogue
    manifest: Manifest
    cache_statistics: Callable[[], dict[str, int]]
    answers: QueryResultCache[bytes] = field(default_factory=document_cache)
    tables: QueryResultCache[Table] = field(default_factory=table_cache)

    @cached_property
    def address(self) -> PublicAddress:
        """The origin of absolute addresses, and the prefix of relative ones."""
        return PublicAddress.of(self.settings)


def service() -> Service:
    """Return the service of the current Flask application."""
    return cast(Service, current_app.extensions[KEY])
