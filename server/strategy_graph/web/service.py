"""What every view of the service may use, kept with the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from flask import current_app

from strategy_graph.dataset import Release
from strategy_graph.engine import Engine, Guard
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings

KEY: Final = "strategy_graph"


@dataclass(frozen=True)
class Service:
    """The release that is served, the engine over it, and the named queries for it."""

    settings: Settings
    release: Release
    engine: Engine
    guard: Guard
    catalogue: Catalogue
    cache_figures: Callable[[], dict[str, int]]


def service() -> Service:
    """The service of the application that is answering."""
    return cast(Service, current_app.extensions[KEY])
