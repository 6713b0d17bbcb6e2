"""RDFLib graphs for pySHACL, optimised for repeated queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from rdflib import RDF, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor, Result
from rdflib.store import Store
from rdflib.term import Identifier

from strategy_graph.dataset.validation import graph_patterns  # noqa: F401 - registers the evaluator of graph patterns
from strategy_graph.dataset.validation.memory_store import GraphMemory

_SOME: Mapping[str, Any] = {"rdf": RDF}


@lru_cache(maxsize=1000)
def _parsed(query: str, prefixes: tuple[tuple[str, URIRef], ...]) -> Query:
    return prepareQuery(query, initNs=dict(prefixes))


class QueryCachingGraph(Graph):
    """A graph that parses each query text once, as all graphs with its prefixes.

    pySHACL runs the same few queries for each focus node, and RDFLib takes ten times as long to parse as to evaluate.
    """

    def __init__(self, store: Store | str = "default") -> None:
        super().__init__(store=store, bind_namespaces="none")
        self._prepared: dict[str, Query] = {}

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
                self._prepared[query_object] = _parsed(query_object, tuple(self.namespaces()))
            query_object = self._prepared[query_object]
            # A parsed query needs no prefixes, but without any RDFLib collects them again.
            initNs = _SOME
        return super().query(query_object, processor, result, initNs, initBindings, *args, **kwargs)


class MemoryGraph(QueryCachingGraph):
    """A graph in a :class:`GraphMemory`; the two most frequent lookups of pySHACL bypass RDFLib."""

    def __init__(self) -> None:
        self._memory = GraphMemory()
        super().__init__(self._memory)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if isinstance(subject, Identifier) and isinstance(predicate, URIRef):
            return iter(self._memory.objects(subject, predicate))
        return super().objects(subject, predicate, unique)

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if isinstance(object, Identifier) and isinstance(predicate, URIRef):
            return iter(self._memory.subjects(predicate, object))
        return super().subjects(predicate, object, unique)
