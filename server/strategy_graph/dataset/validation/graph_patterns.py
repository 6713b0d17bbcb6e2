"""Evaluates the basic graph patterns of SPARQL queries with a join order by selectivity.

RDFLib orders triple patterns with equally many unbound variables alphabetically, and evaluates them one at a time: for
"which other claim has this subject, object and predicate?" it scans all claims with the object. Here the most selective
pattern is evaluated first, and a star pattern is looked up in one step. RDFLib evaluates filters, functions and
everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import BNode, Graph, URIRef, Variable
from rdflib.paths import AlternativePath
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext

from strategy_graph.dataset.validation.memory_store import GraphMemory

Bindings = dict[Any, Any]
Pattern = tuple[Any, Any, Any]

STAR_LOOKUP_THRESHOLD = 4
"""The number of matches of a pattern above which a star pattern is looked up in one step."""

_PATH_COUNT = 4
"""The guessed number of matches of a property path from or to a bound node: fewer than a class has members."""

_UNBOUND_COUNT = 100
"""Added where no node is bound: such a pattern has at least as many matches as its predicate has objects."""

_ALL_COUNT = 10**9


def evaluate(context: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
    """Return the solutions of a basic graph pattern on a graph in a :class:`GraphMemory`.

    :raises NotImplementedError: for any other graph or algebra operator, which RDFLib evaluates itself.
    """
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
    counts = [_estimate(store, pattern) for pattern in bound]
    best = min(range(len(patterns)), key=counts.__getitem__)
    together = _star(patterns, bound) if counts[best] > STAR_LOOKUP_THRESHOLD else {}
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
    # A blank node in a query acts as a variable (SPARQL 1.1, section 4.1.4).
    return bindings.get(term) if isinstance(term, Variable | BNode) else term


def _bind(pattern: Pattern, triple: tuple[Any, Any, Any], bindings: Bindings) -> Bindings | None:
    """Extend the bindings by those of the triple; return ``None`` if a variable would have two values."""
    more = dict(bindings)
    for term, value in zip(pattern, triple, strict=True):
        if isinstance(term, Variable | BNode) and more.setdefault(term, value) != value:
            return None
    return more


def _estimate(store: GraphMemory, pattern: Pattern) -> int:
    """Return the number of matches of a pattern, or a guess where counting would mean evaluating it."""
    subject, predicate, value = pattern
    names = _predicates(predicate)
    if names is None:
        return _PATH_COUNT if subject is not None or value is not None else _ALL_COUNT
    if subject is not None:
        return 1 if value is not None else sum(store.count_objects(subject, name) for name in names)
    if value is not None:
        return sum(store.count_subjects(name, value) for name in names)
    return _UNBOUND_COUNT + sum(store.count_pairs(name) for name in names)


def _predicates(predicate: Any) -> tuple[URIRef, ...] | None:
    """Return the predicates of a pattern whose path has length one, else ``None``."""
    if isinstance(predicate, URIRef):
        return (predicate,)
    if isinstance(predicate, AlternativePath) and all(isinstance(step, URIRef) for step in predicate.args):
        return tuple(predicate.args)  # type: ignore[arg-type]
    return None


def _star(patterns: list[Pattern], bound: list[Pattern]) -> dict[int, tuple[tuple[URIRef, ...], Any]]:
    """Return the largest star pattern with an unbound subject and bound objects: predicates and object by position."""
    stars: dict[Any, dict[int, tuple[tuple[URIRef, ...], Any]]] = {}
    for place, (subject, predicate, value) in enumerate(bound):
        names = _predicates(predicate)
        if subject is None and names is not None and value is not None:
            stars.setdefault(patterns[place][0], {})[place] = (names, value)
    found = max(stars.values(), key=len, default={})
    return found if len(found) > 1 else {}


CUSTOM_EVALS["strategy_graph.graph_patterns"] = evaluate
