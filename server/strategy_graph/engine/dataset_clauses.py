"""Builds the dataset of a remote query, and edits dataset clauses: always names both default and named graphs.

Engines differ in their defaults. Virtuoso's default graph is the union of all its graphs, Oxigraph's is the unnamed
graph. With default graphs alone in a request, Virtuoso still offers every graph to GRAPH.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from strategy_graph.engine.api import QueryForbidden, QueryRequest
from strategy_graph.engine.base_iri import resolved
from strategy_graph.sparql_tokens import Kind, tokens, unescape

NO_GRAPH: Final = "urn:uuid:7b0d4e0e-3d0c-4a8e-9d1a-5f2c8e6b9a10"
"""A graph that does not exist: an omitted parameter would mean every graph."""


@dataclass(frozen=True)
class RemoteDatasets:
    """The dataset of queries that name none, and the names of graphs at the remote engine.

    :ivar default_graphs: their merge is the default graph.
    :ivar named_graphs: the named graphs. If both are empty, the defaults of the remote engine apply.
    :ivar names: remote names by local names, for graphs whose names differ.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def apply(self, request: QueryRequest) -> tuple[str, list[tuple[str, str]]]:
        """Return the query to send and the parameters of the protocol (SPARQL 1.1 Protocol, section 2.1.4).

        :raises QueryForbidden: graphs have other names at the remote engine and the query names graphs in its text.
            Parameters can be translated; query texts and graph names in results cannot be translated reliably.
        """
        query = request.query
        if self._renames and _names_graphs(query.text):
            raise QueryForbidden(
                "this query names graphs with GRAPH or FROM, and the graphs have other names in the remote store",
                hint="Name them as default-graph-uri, or have the release published under its own graph names",
            )
        if request.default_graphs or request.named_graphs:
            # The request overrides FROM, and Virtuoso would merge the two.
            text = remove_dataset_clauses(query.text) if query.names_dataset else query.text
            return text, self._parameters(request.default_graphs, request.named_graphs)
        if query.names_dataset or not (self.default_graphs or self.named_graphs):
            return query.text, []
        return query.text, self._parameters(self.default_graphs, self.named_graphs)

    @property
    def _renames(self) -> bool:
        return any(ours != theirs for ours, theirs in self.names.items())

    def _parameters(self, default: Iterable[str], named: Iterable[str]) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for parameter, graphs in (("default-graph-uri", default), ("named-graph-uri", named)):
            # Each once: Oxigraph counts the triples of a graph as often as it is named.
            places = dict.fromkeys(self.names.get(graph, graph) for graph in graphs)
            pairs += [(parameter, graph) for graph in places or (NO_GRAPH,)]
        return pairs


def remove_dataset_clauses(query: str) -> str:
    """Return the query with its dataset clauses blanked; all offsets stay the same."""
    return _blank_out(query, _clauses(query))


def each_graph_once(query: str) -> str:
    """Return the query with repeated dataset clauses of one graph blanked; all offsets stay the same.

    A dataset contains a graph once (SPARQL 1.1 Query, section 13.2). Oxigraph counts its triples once for each
    time that it is named.
    """
    seen: set[tuple[bool, str]] = set()
    again = []
    for clause in _clauses(query):
        key = (clause.named, clause.graph)
        if key in seen:
            again.append(clause)
        seen.add(key)
    return _blank_out(query, again)


class _Clause(NamedTuple):
    """A dataset clause: whether it is FROM NAMED, its IRI, and its offsets in the text."""

    named: bool
    graph: str
    start: int
    end: int


def _clauses(query: str) -> list[_Clause]:
    clauses = []
    base, prefixes = "", dict[str, str]()
    stream = list(tokens(query))
    for index, token in enumerate(stream):
        word = token.text.upper() if token.kind is Kind.WORD else ""
        following = stream[index + 1 : index + 3]
        if word == "BASE" and following:
            base = resolved(base, unescape(following[0].text[1:-1]))
        elif word == "PREFIX" and len(following) == 2:
            prefixes[following[0].text] = resolved(base, unescape(following[1].text[1:-1]))
        elif word == "FROM" and following:
            named = following[0].kind is Kind.WORD and following[0].text.upper() == "NAMED"
            graph = following[-1] if named else following[0]
            if graph.kind is Kind.IRI:
                clauses.append(_Clause(named, resolved(base, unescape(graph.text[1:-1])), token.start, graph.end))
            elif graph.kind is Kind.NAME:
                prefix, _, local = graph.text.partition(":")
                iri = prefixes.get(f"{prefix}:", f"{prefix}:") + local
                clauses.append(_Clause(named, iri, token.start, graph.end))
    return clauses


def _blank_out(query: str, clauses: Iterable[_Clause]) -> str:
    text = list(query)
    for clause in clauses:
        for place in range(clause.start, clause.end):
            if text[place] not in "\r\n":
                text[place] = " "
    return "".join(text)


def _names_graphs(query: str) -> bool:
    return any(
        token.kind is Kind.WORD and token.text.upper() in {"GRAPH", "FROM"}
        for text in {query, unescape(query)}
        for token in tokens(text)
    )
