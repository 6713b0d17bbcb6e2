"""Queries that their clients can stop: a ticket first, then the query with it, then ``DELETE`` if need be.

An answer begins only when it is whole, so the name of a running query can't be in its answer: it is given before.
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
"""Seconds that a ticket is good for."""

MOST: Final = 10_000
"""Tickets that exist at once; the oldest go first."""


_REASON: Final = "the query was stopped, as its client asked"


class State(StrEnum):
    """What became of a ticket."""

    UNUSED = "unused"
    RUNNING = "running"
    ENDED = "ended"
    STOPPED = "stopped"


@dataclass
class Ticket:
    """Leave to stop the query that is sent with its ``id``; the ``token`` proves it and is told to its client alone."""

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
        """A new ticket."""
        ticket = Ticket(secrets.token_urlsafe(12), secrets.token_urlsafe(24))
        with self._lock:
            self._tickets[ticket.id] = ticket
            while len(self._tickets) > MOST:
                self._tickets.popitem(last=False)
        return ticket

    def find(self, name: str, token: str | None) -> Ticket | None:
        """The ticket, if there is one of that name and the token is its own."""
        with self._lock:
            ticket = self._get(name)
        # Compared in either case, so that the time taken tells nothing.
        known = hmac.compare_digest((ticket.token if ticket else "-").encode(), (token or "").encode())
        return ticket if known else None

    def use(self, name: str, cancellation: Cancellation) -> Ticket | None:
        """Take a ticket for the query that comes with it; ``None`` if there is none, or it was taken before.

        A ticket that was stopped before its query came stops it now.
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
        """The query that ran with it has ended."""
        with self._lock:
            if ticket.state is State.RUNNING:
                ticket.state = State.ENDED

    def stop(self, ticket: Ticket) -> bool:
        """Stop its query, or keep it from beginning; False if it has ended before."""
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
