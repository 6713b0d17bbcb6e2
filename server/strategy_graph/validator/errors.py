"""Why an upload could not be checked."""

from __future__ import annotations

from strategy_graph.errors import StrategyGraphError


class CheckRefused(StrategyGraphError):
    """The upload is not RDF, or is broken; ``where`` names line and column."""


class CheckTooLarge(StrategyGraphError):
    """The upload, or the report on it, is larger than its limit."""


class CheckTooCostly(StrategyGraphError):
    """The check met its limit of time or memory."""


class CheckBusy(StrategyGraphError):
    """As many checks as may run are running, and as many as may wait are waiting."""


class CheckFailed(StrategyGraphError):
    """The process could not be started or ended without an answer."""
