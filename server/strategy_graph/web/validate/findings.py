"""Arranges the findings on an upload by what they are about, with the line of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from strategy_graph.prefixed_names import shorten

_LINE: Final = 160
"""The most characters of a line that are shown."""


@dataclass(frozen=True)
class Subject:
    """A node with its findings of one severity.

    :ivar where: file and line.
    :ivar line: the text of that line.
    """

    name: str
    where: str
    line: str
    findings: list[dict[str, Any]] = field(default_factory=list)


def by_subject(findings: Iterable[dict[str, Any]], severity: str, text: str) -> list[Subject]:
    """Return the nodes that have findings of a severity; equal ones by several shapes are shown once."""
    lines = text.splitlines()
    chosen = [finding for finding in findings if finding["severity"] == severity]
    subjects = []
    for (node, where), about in groupby(chosen, key=lambda finding: (finding["focus_node"], finding["where"] or "")):
        number = where.rpartition(":")[2]
        line = lines[int(number) - 1].strip() if number.isdigit() and 0 < int(number) <= len(lines) else ""
        shown = {(each["path"], each["message"], each["value"]): _shown(each) for each in about}
        cut = line if len(line) <= _LINE else line[: _LINE - 1] + "…"
        subjects.append(Subject(shorten(node), where, cut, list(shown.values())))
    return subjects


def _shown(finding: dict[str, Any]) -> dict[str, Any]:
    value = finding["value"]
    repeated = value is None or value in finding["message"]
    return {"path": finding["path"] or "", "message": finding["message"], "value": "" if repeated else value}
