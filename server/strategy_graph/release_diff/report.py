"""Tells a difference between releases as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from strategy_graph.dumps.nquads import Statement
from strategy_graph.prefixed_names import shorten
from strategy_graph.release_diff.changes import Changes, Kind, ResourceChange
from strategy_graph.text import counted

_SIGNS: Final = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}
_WORDS: Final = {"+": "added", "-": "removed"}


def as_text(changes: Changes) -> str:
    """Return the changes for a terminal: a resource with ``+``, ``-`` or ``~``, and its statements below it."""
    lines = [summary(changes)]
    for change in changes.resources.values():
        lines += ["", f"{_SIGNS[change.kind]} {_name(change.resource)}"]
        lines += [f"    {sign} {_told(statement, change)}" for sign, statement in _signed(change)]
    return "\n".join(lines) + "\n"


def as_markdown(changes: Changes) -> str:
    """Return the changes as Markdown: a section for each kind, a list for each resource."""
    lines = [f"# Changes from {changes.old.digest[:16]} to {changes.new.digest[:16]}", "", summary(changes)]
    for kind in Kind:
        found = changes.of(kind)
        if found:
            lines += ["", f"## {kind.value.capitalize()} ({len(found)})"]
        for change in found:
            lines += ["", f"### {_code(_name(change.resource))}", ""]
            lines += [f"- {_WORDS[sign]}: {_code(_told(statement, change))}" for sign, statement in _signed(change)]
    return "\n".join(lines) + "\n"


def as_json(changes: Changes) -> str:
    """Return the changes as JSON; terms are written as in N-Triples."""
    document: dict[str, Any] = {
        "old": changes.old.digest,
        "new": changes.new.digest,
        "added": len(changes.added),
        "removed": len(changes.removed),
        "resources": [
            {
                "resource": change.resource,
                "change": change.kind.value,
                "added": [_terms(statement) for statement in change.added],
                "removed": [_terms(statement) for statement in change.removed],
            }
            for change in changes.resources.values()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def summary(changes: Changes) -> str:
    """Return the counts in one sentence."""
    if not changes:
        return "Nothing differs"
    resources = ", ".join(f"{len(changes.of(kind)):,} {kind.value}" for kind in Kind)
    triples = f"{counted(len(changes.added), 'triple')} added, {len(changes.removed):,} removed"
    return f"Resources: {resources}; {triples}"


def _signed(change: ResourceChange) -> Iterator[tuple[str, Statement]]:
    signed = [*(("-", statement) for statement in change.removed), *(("+", statement) for statement in change.added)]
    # What replaces a value stands below the value that it replaces.
    yield from sorted(signed, key=lambda item: (item[1].subject, item[1].predicate, item[0] == "+", item[1].object))


def _told(statement: Statement, change: ResourceChange) -> str:
    subject = "" if statement.subject == f"<{change.resource}>" else f"{_term(statement.subject)} "
    return f"{subject}{_term(statement.predicate)} {_term(statement.object)}"


def _name(resource: str) -> str:
    return shorten(resource)


def _term(term: str) -> str:
    if term.startswith("<") and not term.startswith("<<"):
        return shorten(term[1:-1])
    text, mark, datatype = term.rpartition('"^^<')
    return f'{text}"^^{shorten(datatype[:-1])}' if mark and term.endswith(">") else term


def _terms(statement: Statement) -> dict[str, str]:
    terms = {"subject": statement.subject, "predicate": statement.predicate, "object": statement.object}
    return {**terms, "graph": statement.graph} if statement.graph else terms


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks} {text} {ticks}" if ticks == "``" else f"`{text}`"
