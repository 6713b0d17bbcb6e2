"""The members of the stream: versions of resources, as a release made them.

A member has an IRI of its own, says of what it is a version and since when, and holds what the release says of the
resource. The member of a resource that was removed holds nothing but its type, ``as:Delete``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from strategy_graph.dumps.nquads import TYPE, Statement
from strategy_graph.namespaces import BASE, PREFIXES
from strategy_graph.release_diff import State
from strategy_graph.release_diff.changes import owners

DELETE: Final = "<https://www.w3.org/ns/activitystreams#Delete>"
VERSION_OF: Final = f"<{PREFIXES['dcterms']}isVersionOf>"
MODIFIED: Final = f"<{PREFIXES['dcterms']}modified>"

_ESCAPED: Final = str.maketrans({"%": "%25", "#": "%23", ":": "%3A"})
"""The colon too: some readers take what is before it for a scheme."""


@dataclass(frozen=True)
class Member:
    """A version of a resource.

    :ivar iri: its own IRI, in angle brackets: a fragment of the page that it is on.
    """

    iri: str
    statements: tuple[Statement, ...]


def members_of(old: State | None, new: State, modified: str) -> list[Member]:
    """Return a member for each resource that differs between two states; without an old one, for every resource.

    Resources are those of the default view that have an IRI, parts of things included.

    :param modified: when the new state was published, as ``xsd:dateTime``.
    """
    before = _by_resource(old.default_view) if old is not None else {}
    after = _by_resource(new.default_view)
    date = f'"{modified}"^^<{PREFIXES["xsd"]}dateTime>'
    members = []
    different = [resource for resource in sorted({*before, *after}) if before.get(resource) != after.get(resource)]
    for resource in different:
        # Relative to the page, so that it leads there wherever the page is served.
        iri = f"<#{resource.removeprefix(BASE).translate(_ESCAPED)}>"
        about = [
            Statement(iri, VERSION_OF, f"<{resource}>", ""),
            Statement(iri, MODIFIED, date, ""),
            *(_of_version(statement, resource, iri) for statement in after.get(resource, ())),
        ]
        if resource not in after:
            about.append(Statement(iri, TYPE, DELETE, ""))
        members.append(Member(iri, tuple(about)))
    return members


def _by_resource(state: State) -> dict[str, frozenset[Statement]]:
    """Return the statements by resource, those of its blank nodes included; what has no IRI is left out."""
    owner = owners(state.statements, parts=True)
    found: dict[str, set[Statement]] = defaultdict(set)
    for statement in state.statements:
        resource = owner[statement.subject]
        if not resource.startswith("_:"):
            found[resource].add(statement)
    return {resource: frozenset(statements) for resource, statements in found.items()}


def _of_version(statement: Statement, resource: str, iri: str) -> Statement:
    return statement._replace(subject=iri) if statement.subject == f"<{resource}>" else statement
