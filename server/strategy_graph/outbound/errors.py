"""How a request to another machine fails before there is an answer to judge."""

from __future__ import annotations

from strategy_graph.errors import StrategyGraphError


class OutboundError(StrategyGraphError):
    """A request to another machine failed."""


class Unreachable(OutboundError):
    """No connection came about, so nothing was sent."""


class BrokenOff(OutboundError):
    """The connection ended, or the server fell silent, before its answer was whole."""


class CredentialsRefused(OutboundError):
    """The server wants credentials that we do not have, or refuses those that we have (401, 403)."""


class CallStopped(OutboundError):
    """We ended it ourselves: its time was over, or somebody asked. :attr:`Call.stopped` says which."""
