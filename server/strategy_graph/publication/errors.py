"""Errors of a publication."""

from __future__ import annotations

from strategy_graph.errors import StrategyGraphError


class PublicationFailed(StrategyGraphError):
    """The release or a part of it is not in the store."""


class CountsDiffer(StrategyGraphError):
    """The store accepted every graph, and holds other numbers of triples than were sent."""

    exit_code = 1
