"""The documents of the stream, in Turtle: a root that lists the pages, and pages that never change.

All their own addresses are relative, so that they are right wherever the stream is served, whoever's plan it is of. The
resources keep their IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from strategy_graph.dataset import Release
from strategy_graph.dumps.nquads import TYPE, Statement
from strategy_graph.dumps.turtle import write_turtle
from strategy_graph.event_stream.members import MODIFIED, VERSION_OF, Member, members_of
from strategy_graph.namespaces import PREFIXES
from strategy_graph.release_diff import read_state

_STREAM: Final = "#stream"
"""The fragment of the root that is the stream."""

PAGE_MEMBERS: Final = 250
"""Members of a page at most."""

_TREE: Final = "https://w3id.org/tree#"
_LDES: Final = "https://w3id.org/ldes#"
_ROOT: Final = "../../ldes"
"""The address of the root, relative to that of a page."""

_PREFIXES: Final = {**PREFIXES, "as": "https://www.w3.org/ns/activitystreams#", "ldes": _LDES, "tree": _TREE}


@dataclass(frozen=True)
class Step:
    """The publication of a release, and the release before it; the first that is kept has none before it.

    :ivar old: the folder of the release before.
    :ivar new: the folder of the release.
    :ivar name: names both releases and the time, so that the pages of a name never change.
    :ivar date: when the release became the current one, as ``xsd:dateTime``.
    """

    old: Path | None
    new: Path
    name: str
    date: str


def steps(releases: Sequence[Release]) -> list[Step]:
    """Return the steps of a history of releases, the earliest first."""
    return [_step(old, new) for old, new in zip((None, *releases), releases, strict=False)]


def _step(old: Release | None, new: Release) -> Step:
    names = [release.digest[:16] for release in (old, new) if release is not None]
    time = re.sub("[-:.]", "", new.current_since)
    return Step(old.directory if old else None, new.directory, f"{'..'.join(names)}-{time}", new.current_since)


@lru_cache(maxsize=16)
def step_pages(step: Step) -> tuple[bytes, ...]:
    """Return the pages of a step; none if nothing in the default view has changed.

    :raises StrategyGraphError: a release cannot be read.
    """
    old = read_state(step.old) if step.old is not None else None
    members = members_of(old, read_state(step.new), step.date)
    return tuple(
        write_turtle(_page(members[start : start + PAGE_MEMBERS]), _PREFIXES)
        for start in range(0, len(members), PAGE_MEMBERS)
    )


def _page(members: Iterable[Member]) -> Iterator[Statement]:
    """Yield the statements of a page, whose address is two segments below that of the root."""
    yield from _of_stream(_ROOT)
    yield from _link("<>", TYPE, f"<{_TREE}Node>")
    for member in members:
        yield from _link(f"<{_ROOT}{_STREAM}>", f"<{_TREE}member>", member.iri)
        yield from member.statements


def root_page(history: Iterable[Step]) -> bytes:
    """Return the root: a relation for each page of each step.

    :raises StrategyGraphError: a release cannot be read.
    """
    statements = [*_of_stream(""), *_link("<>", TYPE, f"<{_TREE}RootNode>", f"<{_TREE}Node>")]
    for step in history:
        for number in range(1, len(step_pages(step)) + 1):
            relation = f"_:{step.name.replace('..', '-')}-{number}"
            statements += _link("<>", f"<{_TREE}relation>", relation)
            statements += _link(relation, TYPE, f"<{_TREE}GreaterThanOrEqualToRelation>")
            statements += _link(relation, f"<{_TREE}path>", MODIFIED)
            statements += _link(relation, f"<{_TREE}value>", f'"{step.date}"^^<{PREFIXES["xsd"]}dateTime>')
            statements += _link(relation, f"<{_TREE}node>", f"<ldes/{step.name}/{number}>")
    return write_turtle(statements, _PREFIXES)


def _of_stream(root: str) -> Iterator[Statement]:
    stream = f"<{root}{_STREAM}>"
    yield from _link(stream, TYPE, f"<{_LDES}EventStream>")
    yield from _link(stream, f"<{_LDES}timestampPath>", MODIFIED)
    yield from _link(stream, f"<{_LDES}versionOfPath>", VERSION_OF)
    yield from _link(stream, f"<{_TREE}view>", f"<{root}>")


def _link(subject: str, predicate: str, *values: str) -> Iterator[Statement]:
    yield from (Statement(subject, predicate, value, "") for value in values)
