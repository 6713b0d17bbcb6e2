"""Answers the basic graph patterns of SPARQL queries in a good order.

RDFLib takes triple patterns that have equally many free variables in alphabetical order, and can look up only one at a
time: "which other claim has this subject, object and predicate?" goes through all that have the object. Here the
pattern with the fewest answers comes first, and patterns on one free subject are looked up together. Filters,
functions and everything else stay RDFLib's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import BNode, Graph, URIRef, Variable
from rdflib.paths import AlternativePath
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext

from strategy_graph.dataset.validation.triple_store import GraphMemory

Bindings = dict[Any, Any]
Pattern = tuple[Any, Any, Any]

FEW = 4
"""So many answers are tried one by one before several patterns are looked up together."""

_UNKNOWN = 100
_ALL = 10**9


def evaluate(context: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """The solutions of a basic graph pattern on a graph in a :class:`GraphMemory`; RDFLib's for any other."""
    if part.name != "BGP" or not isinstance(context.graph, Graph) or not isinstance(context.graph.store, GraphMemory):
        raise NotImplementedError
    return _solutions(context, context.graph, context.graph.store, part.triples)


def _solutions(
    context: QueryContext, graph: Graph, store: GraphMemory, patterns: list[Pattern]
) -> Iterator[FrozenBindings]:
    for bindings in _solve(graph, store, patterns, dict(context.bindings.items())):
        yield FrozenBindings(context, bindings.items())


def _solve(graph: Graph, store: GraphMemory, patterns: list[Pattern], bindings: Bindings) -> Iterator[Bindings]:
    if not patterns:
        yield bindings
        return
    bound = [tuple(_value(term, bindings) for term in pattern) for pattern in patterns]
    counts = [_answers(store, pattern) for pattern in bound]
    best = min(range(len(patterns)), key=counts.__getitem__)
    together = _star(patterns, bound) if counts[best] > FEW else {}
    if together:
        star, values = zip(*(together[place] for place in sorted(together)), strict=True)
        subjects = store.subjects_of_star(star, values)
        if subjects is not None and len(subjects) < counts[best]:
            variable = patterns[next(iter(together))][0]
            rest = [pattern for place, pattern in enumerate(patterns) if place not in together]
            for subject in subjects:
                yield from _solve(graph, store, rest, {**bindings, variable: subject})
            return
    rest = patterns[:best] + patterns[best + 1 :]
    for triple in graph.triples(bound[best]):
        more = _bind(patterns[best], triple, bindings)
        if more is not None:
            yield from _solve(graph, store, rest, more)


def _value(term: Any, bindings: Bindings) -> Any:
    # A blank node in a query is a variable without a name.
    return bindings.get(term) if isinstance(term, Variable | BNode) else term


def _bind(pattern: Pattern, triple: tuple[Any, Any, Any], bindings: Bindings) -> Bindings | None:
    """The bindings with those of the triple; none if a variable would have two values."""
    more = dict(bindings)
    for term, value in zip(pattern, triple, strict=True):
        if isinstance(term, Variable | BNode) and more.setdefault(term, value) != value:
            return None
    return more


def _answers(store: GraphMemory, pattern: Pattern) -> int:
    """How many triples a pattern has, or a guess where counting would mean finding them."""
    subject, predicate, value = pattern
    names = _names(predicate)
    if names is None:
        return _UNKNOWN if subject is not None or value is not None else _ALL
    if subject is not None:
        return 1 if value is not None else sum(store.count_objects(subject, name) for name in names)
    if value is not None:
        return sum(store.count_subjects(name, value) for name in names)
    return _UNKNOWN + sum(store.count_pairs(name) for name in names)


def _names(predicate: Any) -> tuple[URIRef, ...] | None:
    """The properties that a pattern goes over, if it is one step."""
    if isinstance(predicate, URIRef):
        return (predicate,)
    if isinstance(predicate, AlternativePath) and all(isinstance(step, URIRef) for step in predicate.args):
        return tuple(predicate.args)  # type: ignore[arg-type]
    return None


def _star(patterns: list[Pattern], bound: list[Pattern]) -> dict[int, tuple[tuple[URIRef, ...], Any]]:
    """The most patterns that share a free subject and have all else, by place: their properties and their value."""
    stars: dict[Any, dict[int, tuple[tuple[URIRef, ...], Any]]] = {}
    for place, (subject, predicate, value) in enumerate(bound):
        names = _names(predicate)
        if subject is None and names is not None and value is not None:
            stars.setdefault(patterns[place][0], {})[place] = (names, value)
    found = max(stars.values(), key=len, default={})
    return found if len(found) > 1 else {}


CUSTOM_EVALS["strategy_graph.graph_patterns"] = evaluate
