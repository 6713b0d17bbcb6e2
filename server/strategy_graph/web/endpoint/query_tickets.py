"""Cancellation tickets: a client obtains a ticket, sends a query with it, and may cancel the query by ``DELETE``.

A response is sent only when it is complete, so it can't carry the identifier of its running query: the ticket does.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from strategy_graph.engine import Cancellation

LIFETIME: Final = 3600.0
"""Seconds that a ticket is valid."""

MAX_TICKETS: Final = 10_000
"""Maximum number of tickets; the oldest are evicted first."""


_REASON: Final = "the query was stopped, as its client asked"


class State(StrEnum):
    """State of a ticket."""

    UNUSED = "unused"
    RUNNING = "running"
    ENDED = "ended"
    STOPPED = "stopped"


@dataclass
class Ticket:
    """Permission to cancel the query that is sent with its ``id``; the secret ``token`` authorises its client."""

    id: str
    token: str
    made: float = field(default_factory=time.monotonic)
    state: State = State.UNUSED
    cancellation: Cancellation | None = None


class Tickets:
    """The tickets of one process; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tickets: OrderedDict[str, Ticket] = OrderedDict()

    def issue(self) -> Ticket:
        """Create a ticket."""
        ticket = Ticket(secrets.token_urlsafe(12), secrets.token_urlsafe(24))
        with self._lock:
            self._tickets[ticket.id] = ticket
            while len(self._tickets) > MAX_TICKETS:
                self._tickets.popitem(last=False)
        return ticket

    def find(self, name: str, token: str | None) -> Ticket | None:
        """Return the ticket with that id if the token matches, otherwise ``None``."""
        with self._lock:
            ticket = self._get(name)
        # Compared even if the ticket does not exist, against timing attacks.
        known = hmac.compare_digest((ticket.token if ticket else "-").encode(), (token or "").encode())
        return ticket if known else None

    def use(self, name: str, cancellation: Cancellation) -> Ticket | None:
        """Bind a ticket to the cancellation of its query; return ``None`` if it does not exist or was used before.

        If the ticket has been stopped already, the query is cancelled at once.
        """
        with self._lock:
            ticket = self._get(name)
            if ticket is None or ticket.cancellation is not None:
                return None
            ticket.cancellation = cancellation
            if ticket.state is State.STOPPED:
                cancellation.cancel(_REASON)
            else:
                ticket.state = State.RUNNING
            return ticket

    def end(self, ticket: Ticket) -> None:
        """Record that the query of the ticket has ended."""
        with self._lock:
            if ticket.state is State.RUNNING:
                ticket.state = State.ENDED

    def stop(self, ticket: Ticket) -> bool:
        """Cancel the query, or prevent its start; return False if it has ended."""
        with self._lock:
            if ticket.state is State.ENDED:
                return False
            ticket.state = State.STOPPED
            if ticket.cancellation is not None:
                ticket.cancellation.cancel(_REASON)
        return True

    def _get(self, name: str) -> Ticket | None:
        ticket = self._tickets.get(name)
        if ticket is not None and time.monotonic() - ticket.made > LIFETIME:
            del self._tickets[name]
            return None
        return ticket
