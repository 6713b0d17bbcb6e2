"""Labels blank nodes by a hash of their content, so that unchanged nodes keep their labels.

The labels of the canonical form are numbered over the whole dataset: one change moves all of them. Here a label is a
hash of the statements about a node and about all blank nodes that it is connected with (colour refinement), and of
nothing else.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from strategy_graph.dumps.nquads import Statement

_LENGTH: Final = 16
"""Hexadecimal digits of a label."""


def with_stable_labels(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements with the labels of blank nodes replaced; distinct nodes keep distinct labels."""
    every = list(statements)
    labels = stable_labels(every)
    if not labels:
        yield from every
        return
    for subject, predicate, value, graph in every:
        yield Statement(labels.get(subject, subject), predicate, labels.get(value, value), labels.get(graph, graph))


def stable_labels(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the stable label of each blank node.

    It is empty if a triple term holds a blank node: then the labels stay as they are.
    """
    incident: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.object.startswith("<<") and "_:" in statement.object:
            return {}
        for node in _blank_nodes(statement):
            incident[node].append(statement)
    labels: dict[str, str] = {}
    taken: dict[str, int] = defaultdict(int)
    for component in _components(incident):
        colours = _colours(component, incident)
        whole = _hash("\n".join(sorted(colours.values())))
        for node in component:
            label = _hash(colours[node] + whole)[:_LENGTH]
            taken[label] += 1
            # Nodes that nothing tells apart are numbered.
            labels[node] = f"_:b{label}" + (f"-{taken[label]}" if taken[label] > 1 else "")
    return labels


def _blank_nodes(statement: Statement) -> set[str]:
    return {term for term in (statement.subject, statement.object, statement.graph) if term.startswith("_:")}


def _components(incident: Mapping[str, list[Statement]]) -> Iterator[list[str]]:
    """Yield the sets of blank nodes that are connected with each other, in the order of their canonical labels."""
    seen: set[str] = set()
    for start in sorted(incident, key=_number):
        if start in seen:
            continue
        seen.add(start)
        component, pending = [], [start]
        while pending:
            node = pending.pop()
            component.append(node)
            for statement in incident[node]:
                new = _blank_nodes(statement) - seen
                seen |= new
                pending += sorted(new)
        yield sorted(component, key=_number)


def _number(label: str) -> tuple[int, str]:
    # c14n2 comes before c14n10.
    return len(label), label


def _colours(component: list[str], incident: Mapping[str, list[Statement]]) -> dict[str, str]:
    colours = dict.fromkeys(component, "")
    count = 0
    while True:
        colours = {
            node: _hash("\n".join(sorted(_seen_from(node, statement, colours) for statement in incident[node])))
            for node in component
        }
        if len(set(colours.values())) <= count:
            return colours
        count = len(set(colours.values()))


def _seen_from(node: str, statement: Statement, colours: Mapping[str, str]) -> str:
    return " ".join("self" if term == node else f"_:{colours[term]}" if term in colours else term for term in statement)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
