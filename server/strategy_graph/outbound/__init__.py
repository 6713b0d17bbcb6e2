"""Connections to other servers: addresses, credentials, exchanges. No other code opens any.

A connection goes only to the server that the operator has named. This package knows nothing of SPARQL.
"""

from strategy_graph.outbound.address import Address
from strategy_graph.outbound.connection import HttpConnection
from strategy_graph.outbound.credentials import Authorizer, Credentials
from strategy_graph.outbound.errors import BrokenOff, CredentialsRefused, ExchangeStopped, OutboundError, Unreachable
from strategy_graph.outbound.exchange import Exchange, StopReason
from strategy_graph.outbound.response import HttpResponse

__all__ = [
    "Address",
    "Authorizer",
    "BrokenOff",
    "Credentials",
    "CredentialsRefused",
    "Exchange",
    "ExchangeStopped",
    "HttpConnection",
    "HttpResponse",
    "OutboundError",
    "StopReason",
    "Unreachable",
]
