"""Mutations of the real data, for mutation tests of the shapes."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from strategy_graph.dataset.validation.report import Finding, Severity
from tests.shapes.mutable_dataset import SHAPE, Change, Term, iri, triples_of


@dataclass(frozen=True)
class Mutation:
    """A mutation of the data and the finding that must detect it.

    :ivar shape: the shape that reports it.
    :ivar without: lines of subject, property and optionally object to remove, as in the bad examples.
    :ivar after_rules: the mutation is applied to the derived graph.
    """

    name: str
    focus: str
    shape: str
    without: str = ""
    extra: str = ""
    after_rules: bool = False

    @property
    def change(self) -> Change:
        without: list[tuple[NamedNode, NamedNode | None, Term | None]] = []
        for line in self.without.strip().splitlines():
            subject, predicate, *value = line.split()
            without.append((iri(subject), iri(predicate), iri(value[0]) if value else None))
        return Change(tuple(without), tuple(triples_of(self.extra)), self.after_rules)

    @property
    def affected_nodes(self) -> set[str]:
        change = self.change
        nodes = {iri(self.focus).value, *(subject.value for subject, _, _ in change.without)}
        return nodes | {triple.subject.value for triple in change.extra if isinstance(triple.subject, NamedNode)}

    def is_found_in(self, findings: tuple[Finding, ...]) -> bool:
        return any(
            finding.severity is Severity.VIOLATION
            and finding.focus_node == iri(self.focus).value
            and finding.shape == SHAPE + self.shape
            for finding in findings
        )


def swapped(name: str, node: str, predicate: str, value: str, shape: str) -> Mutation:
    """Return a mutation that replaces all values of one property by another value."""
    kind, _, slug = node.partition("/")
    return Mutation(name, node, shape, f"{node} {predicate}", f"{kind}:{slug} {predicate} {value} .")


def dropped(name: str, node: str, predicate: str, shape: str) -> Mutation:
    """Return a mutation that removes all values of one property."""
    return Mutation(name, node, shape, f"{node} {predicate}")


def added(name: str, node: str, extra: str, shape: str) -> Mutation:
    """Return a mutation that adds triples."""
    return Mutation(name, node, shape, "", extra)
