"""The only code that opens connections to other machines: addresses, credentials, and channels to one server.

A channel goes to the server that its operator named and nowhere else. This package knows nothing of SPARQL.
"""

from strategy_graph.outbound.address import Address
from strategy_graph.outbound.answer import Answer
from strategy_graph.outbound.call import Call, Stopped
from strategy_graph.outbound.channel import Channel
from strategy_graph.outbound.credentials import Authorizer, Credentials
from strategy_graph.outbound.errors import BrokenOff, CallStopped, CredentialsRefused, OutboundError, Unreachable

__all__ = [
    "Address",
    "Answer",
    "Authorizer",
    "BrokenOff",
    "Call",
    "CallStopped",
    "Channel",
    "Credentials",
    "CredentialsRefused",
    "OutboundError",
    "Stopped",
    "Unreachable",
]
