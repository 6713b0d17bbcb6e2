"""Compares two states of the graph, statement by statement and resource by resource."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from strategy_graph.dumps.nquads import Statement
from strategy_graph.namespaces import THINGS
from strategy_graph.release_diff.states import State, read_state


class Kind(StrEnum):
    """What became of a resource."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class ResourceChange:
    """What was added and removed about one resource, its blank nodes and its parts included.

    :ivar resource: the IRI; the label of a blank node that no resource points to.
    """

    resource: str
    kind: Kind
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]


@dataclass(frozen=True)
class Changes:
    """The difference between two states."""

    old: State
    new: State

    @cached_property
    def added(self) -> list[Statement]:
        """The statements that only the new state holds, in order."""
        return sorted(self.new.statements - self.old.statements)

    @cached_property
    def removed(self) -> list[Statement]:
        """The statements that only the old state holds, in order."""
        return sorted(self.old.statements - self.new.statements)

    @cached_property
    def resources(self) -> dict[str, ResourceChange]:
        """The changes by the IRI of the resource, in the order of the IRIs."""
        if not self.added and not self.removed:
            return {}
        before, after = owners(self.old.statements), owners(self.new.statements)
        added, removed = _by_resource(self.added, after), _by_resource(self.removed, before)
        old, new = set(before.values()), set(after.values())
        return {
            resource: ResourceChange(
                resource, _kind(resource, old, new), tuple(added[resource]), tuple(removed[resource])
            )
            for resource in sorted({*added, *removed})
        }

    def of(self, kind: Kind) -> list[ResourceChange]:
        """Return the changes of one kind."""
        return [change for change in self.resources.values() if change.kind is kind]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def resource_changes(old: Path, new: Path, *, default_view: bool = True) -> dict[str, ResourceChange]:
    """Return what changed between two releases or dumps, by the IRI of the resource.

    :param default_view: compare the triples of the default view, whatever graph they are in; else all graphs.
    :raises StrategyGraphError: one of them cannot be read.
    """
    return compare(read_state(old), read_state(new), default_view=default_view).resources


def compare(old: State, new: State, *, default_view: bool = False) -> Changes:
    """Return the difference between two states."""
    return Changes(old.default_view, new.default_view) if default_view else Changes(old, new)


def owners(statements: Iterable[Statement], *, parts: bool = False) -> dict[str, str]:
    """Return the resource of each subject.

    A part of a thing, whose IRI is that of the thing with a fragment, belongs to the thing. A blank node belongs to the
    resource that points to it, of several to the first.

    :param parts: parts of things are resources of their own.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    subjects = set()
    for subject, _, value, _ in statements:
        subjects.add(subject)
        if value.startswith("_:"):
            parents[value].add(subject)
    return {subject: _owner(subject, parents, parts) for subject in subjects}


def _owner(subject: str, parents: Mapping[str, set[str]], parts: bool) -> str:
    seen, pending, found = {subject}, [subject], []
    while pending:
        node = pending.pop()
        if not node.startswith("_:"):
            found.append(node)
            continue
        new = parents.get(node, set()) - seen
        seen |= new
        pending += new
    if not found:
        return min(seen)
    iri = min(found)[1:-1]
    return iri.partition("#")[0] if iri.startswith(THINGS) and not parts else iri


def _by_resource(statements: Iterable[Statement], owner: Mapping[str, str]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[owner[statement.subject]].append(statement)
    return grouped


def _kind(resource: str, old: set[str], new: set[str]) -> Kind:
    if resource not in old:
        return Kind.ADDED
    return Kind.CHANGED if resource in new else Kind.REMOVED
