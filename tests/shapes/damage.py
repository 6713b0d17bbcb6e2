"""What a damage to the real data is, and where it must be found."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from strategy_graph.dataset.validation.report import Finding, Severity
from tests.shapes.world import SHAPE, Change, Term, iri, triples_of


@dataclass(frozen=True)
class Mutation:
    """A damage and where it must be found.

    :ivar shape: the shape that reports it.
    :ivar without: lines of subject, property and perhaps object, as in the bad examples.
    :ivar after_rules: the damage is done to the derived graph.
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
    def touched(self) -> set[str]:
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
    """All values of one property replaced by another."""
    kind, _, slug = node.partition("/")
    return Mutation(name, node, shape, f"{node} {predicate}", f"{kind}:{slug} {predicate} {value} .")


def dropped(name: str, node: str, predicate: str, shape: str) -> Mutation:
    return Mutation(name, node, shape, f"{node} {predicate}")


def added(name: str, node: str, extra: str, shape: str) -> Mutation:
    return Mutation(name, node, shape, "", extra)
