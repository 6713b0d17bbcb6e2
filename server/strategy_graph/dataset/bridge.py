"""Takes terms from Oxigraph to RDFLib, in which pySHACL works, without changing a letter of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.term import IdentifiedNode, Identifier, Node

from strategy_graph.dataset import patterns
from strategy_graph.dataset.memory import GraphMemory
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import PREFIXES


class PreparingGraph(Graph):
    """A graph that parses each query text once.

    pySHACL asks the same few queries for each focus node, and RDFLib takes ten times as long to parse as to answer.
    """

    def __init__(self) -> None:
        self._memory = GraphMemory()
        super().__init__(store=self._memory, bind_namespaces="none")
        self._prepared: dict[str, Query] = {}

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if isinstance(subject, Identifier) and isinstance(predicate, URIRef):
            return iter(self._memory.objects(subject, predicate))
        return super().objects(subject, predicate, unique)

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if isinstance(object, Identifier) and isinstance(predicate, URIRef):
            return iter(self._memory.subjects(predicate, object))
        return super().subjects(predicate, object, unique)

    def query(
        self,
        query_object: str | Query,
        processor: str | Processor = "sparql",
        result: str | type[Result] = "sparql",
        initNs: Mapping[str, Any] | None = None,
        initBindings: Mapping[str, Identifier] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> Result:
        if isinstance(query_object, str) and initNs is None:
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, processor, result, initNs, initBindings, *args, **kwargs)


def to_graph(quads: Iterable[ox.Quad]) -> Graph:
    """The triples of the quads as one RDFLib graph with the project's prefixes."""
    graph = new_graph()
    # Equal terms become one object: dictionaries find that at once, and ask RDFLib's slow equality only of others.
    terms: dict[object, Any] = {}
    for quad in quads:
        triple = (quad.subject, quad.predicate, quad.object)
        for term in triple:
            if term not in terms:
                terms[term] = to_term(term)
        graph.add((terms[triple[0]], terms[triple[1]], terms[triple[2]]))
    return graph


def new_graph() -> Graph:
    """An empty graph with the project's prefixes and no others."""
    graph = PreparingGraph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def to_term(term: object) -> Node:
    """One term; the lexical form of a literal stays as it was written."""
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    return _resource(term)


def _resource(term: object) -> IdentifiedNode:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise StrategyGraphError(
        f"triples inside triples cannot be validated: {term}", hint="Describe the statement with a node of its own"
    )
