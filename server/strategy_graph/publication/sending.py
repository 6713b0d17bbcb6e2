"""Sends a release graph by graph and reports the state of each graph."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Final
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, serialize

from strategy_graph.dataset import Release
from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import (
    Address,
    Authorizer,
    Credentials,
    Exchange,
    ExchangeStopped,
    HttpConnection,
    HttpResponse,
    OutboundError,
)
from strategy_graph.publication.counting import COUNT_LIMIT, count, cut_at
from strategy_graph.publication.errors import CountsDiffer, PublicationFailed
from strategy_graph.publication.remote_store import RemoteStore

SILENCE: Final = 600.0
"""Time limit for loading one graph, in seconds."""


class Sent(StrEnum):
    """Whether a graph was sent."""

    NOT_YET = "not sent"
    BEGUN = "begun"
    DONE = "sent"


@dataclass
class GraphState:
    """The state of one graph of the release.

    :ivar there: triples in the store; ``None`` until counted.
    """

    name: str
    triples: int
    remote_name: str
    sent: Sent = Sent.NOT_YET
    there: int | None = None

    @property
    def complete(self) -> bool:
        return self.sent is Sent.DONE and self.there == self.triples

    def __str__(self) -> str:
        held = "not known what is there" if self.there is None else f"{self.there:,} of {self.triples:,} triples there"
        match self.sent:
            case Sent.DONE:
                return "sent, " + held
            case Sent.BEGUN:
                return "not taken, " + held
            case _:
                return "not sent, " + held + (" from before" if self.there else "")


@dataclass
class Publication:
    """The publication of one release to one store; its states are valid after a failure too.

    :ivar names: names of graphs in the store that differ from those of the release.
    """

    release: Release
    store: RemoteStore
    credentials: Credentials | None = None
    names: dict[str, str] = field(default_factory=dict)
    states: list[GraphState] = field(init=False)
    cut_at: int | None = field(init=False, default=None)
    """Row limit of the store, if it reports one."""

    def __post_init__(self) -> None:
        """Check that the release can be sent.

        :raises StrategyGraphError: it has triples outside named graphs, or a name fits no graph of it.
        """
        if unnamed := self.release.graphs.get(""):
            raise StrategyGraphError(
                f"the release has {unnamed:,} triples in no named graph, and only named graphs can be published",
                hint="Put them into a graph, for example as N-Quads or TriG",
            )
        for name in self.names:
            if name not in self.release.graphs:
                raise StrategyGraphError(
                    f"the release has no graph <{name}>", hint="It has: " + ", ".join(self.release.graphs)
                )
        self.states = [GraphState(name, n, self.names.get(name, name)) for name, n in self.release.graphs.items()]
        if len({state.remote_name for state in self.states}) < len(self.states):
            raise StrategyGraphError("two graphs would get the same name", hint="Give each a name of its own")
        self._authorizers: dict[str, Authorizer] = {}

    def send(self, tell: Callable[[str], None]) -> None:
        """Send every graph; stop at the first failure.

        :raises PublicationFailed: the store was unreachable, refused a graph, or failed.
        """
        local = Store.read_only(str(self.release.store))
        with self._channel(self.store.graphs) as connection:
            for state in self.states:
                tell(f"sending {state.name} ({state.triples:,} triples)")
                with tempfile.TemporaryFile("w+b") as file:
                    _write(local, state.name, file)
                    self._put(connection, state, file)

    def verify(self, tell: Callable[[str], None], *, seconds: float = COUNT_LIMIT) -> None:
        """Count every graph in the store, sent or not.

        :param seconds: time limit for counting one graph.
        :raises PublicationFailed: the endpoint returned no count; earlier counts are kept.
        :raises CountsDiffer: everything was sent, and the counts differ.
        """
        with self._channel(self.store.endpoint) as connection:
            for state in self.states:
                tell(f"counting {state.name}")
                state.there = count(connection, self.store.endpoint, state.remote_name, seconds)
            if all(state.complete for state in self.states):
                largest = max(self.states, key=lambda state: state.triples)
                self.cut_at = cut_at(connection, self.store.endpoint, largest.remote_name, seconds)
        differing = [state for state in self.states if state.sent is Sent.DONE and not state.complete]
        if differing:
            raise CountsDiffer(
                "the store holds other numbers of triples than were sent: "
                + "; ".join(f"<{state.remote_name}> {state.there:,} and not {state.triples:,}" for state in differing),
                hint="Check that nothing else writes to it and both addresses are of one store, then run it again",
            )

    @contextmanager
    def _channel(self, address: Address) -> Iterator[HttpConnection]:
        # Credentials are valid for both addresses of the store.
        authorizer = self._authorizers.setdefault(address.place, Authorizer(self.credentials))
        connection = HttpConnection(address, authorizer, read_timeout=SILENCE)
        try:
            yield connection
        except ExchangeStopped as error:
            raise PublicationFailed(
                f"the store at {address.place} did not answer in time",
                hint="Wait until it has finished loading, then run the command again",
            ) from error
        except OutboundError as error:
            raise PublicationFailed(f"the store at {error.message}", hint=error.hint) from error
        finally:
            connection.close()

    def _put(self, connection: HttpConnection, state: GraphState, file: BinaryIO) -> None:
        address = self.store.graphs
        target = address.target + ("&" if "?" in address.target else "?") + "graph=" + quote(state.remote_name, safe="")
        with Exchange() as exchange:
            # First without a body: a server that requires credentials would close the connection during a large one.
            answer = connection.send("HEAD", target, exchange)
            answer.text_excerpt()
            state.sent = Sent.BEGUN
            answer = connection.send(
                "PUT", target, exchange, headers={"Content-Type": "application/n-triples"}, body=file
            )
            if answer.status not in {200, 201, 204}:
                raise _refusal(answer, address, state)
            answer.text_excerpt()
        state.sent = Sent.DONE


def _write(store: Store, graph: str, file: BinaryIO) -> None:
    quads = store.quads_for_pattern(None, None, None, NamedNode(graph))
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    serialize(triples, file, format=RdfFormat.N_TRIPLES)


def _refusal(answer: HttpResponse, address: Address, state: GraphState) -> PublicationFailed:
    words = answer.text_excerpt()
    said = f": {words}" if words else ""
    if answer.status in {404, 405, 501}:
        return PublicationFailed(
            f"nothing takes graphs at {address} ({answer.status}){said}",
            hint="Check the path (…/store for Oxigraph, …/sparql-graph-crud-auth for Virtuoso), and that the store can "
            "be written to",
        )
    return PublicationFailed(
        f"the store at {address.place} did not take <{state.remote_name}> ({answer.status}){said}",
        hint="Correct what it names, then run the command again: graphs that are there already are replaced",
    )
