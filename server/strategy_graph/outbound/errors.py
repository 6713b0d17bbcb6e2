"""Errors of an exchange before there is a response."""

from __future__ import annotations

from strategy_graph.errors import StrategyGraphError


class OutboundError(StrategyGraphError):
    """A request to another server failed."""


class Unreachable(OutboundError):
    """No connection was established, so nothing was sent."""


class BrokenOff(OutboundError):
    """The connection ended or timed out before the response was complete."""


class CredentialsRefused(OutboundError):
    """The server requires other credentials (401, 403)."""


class ExchangeStopped(OutboundError):
    """The exchange was stopped; :attr:`Exchange.stopped` is the reason."""
