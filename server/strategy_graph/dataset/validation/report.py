"""The validation report: findings that can be sorted, and their serialisation as JSON and Turtle."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from strategy_graph.prefixed_names import expand
from strategy_graph.text import relative_location

if TYPE_CHECKING:
    from rdflib import Graph


class Severity(StrEnum):
    """The three severities of SHACL, gravest first."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One validation result.

    :ivar focus_node: an IRI, or ``_:label`` for a blank node.
    :ivar path: the property path in SPARQL syntax, if the constraint has one.
    :ivar value: the value node as a Turtle term, if there is one.
    :ivar component: the IRI of the constraint component.
    :ivar shape: the IRI of the shape, or of the named shape that contains it.
    :ivar where: ``file:line`` of the focus node's description, when known.
    """

    severity: Severity
    focus_node: str
    path: str | None
    value: str | None
    message: str
    component: str
    shape: str | None
    where: str | None = None

    @property
    def sort_key(self) -> tuple[int, str, str, str, str, str, str]:
        rank = list(Severity).index(self.severity)
        place = (self.focus_node, self.path or "", self.message, self.value or "")
        return rank, *place, self.component, self.shape or ""


@dataclass(frozen=True)
class ValidationReport:
    """The findings, gravest first, and the report graph of the SHACL standard."""

    findings: tuple[Finding, ...]
    graph: Graph = field(repr=False, compare=False)

    @property
    def conforms(self) -> bool:
        """Whether there is no result of any severity (SHACL, section 3.6.1.1)."""
        return not self.findings

    @property
    def valid(self) -> bool:
        """Whether there is no violation; warnings and notes are allowed."""
        return not self.of(Severity.VIOLATION)

    def of(self, severity: Severity) -> list[Finding]:
        """Return the findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]

    @property
    def counts(self) -> dict[str, int]:
        """The number of findings of each severity, zeros included."""
        return {severity.value: len(self.of(severity)) for severity in Severity}

    def to_json(self) -> str:
        """Serialise the findings as JSON, with full IRIs, and file names relative to the working directory."""
        findings = [
            {
                **asdict(finding),
                "severity": finding.severity.value,
                "path": finding.path and expand(finding.path),
                "value": finding.value and expand(finding.value),
                "where": finding.where and relative_location(finding.where),
            }
            for finding in self.findings
        ]
        document = {"conforms": self.conforms, "valid": self.valid, "counts": self.counts, "findings": findings}
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self) -> str:
        """Serialise the report graph in Turtle, with the lexical forms preserved."""
        from strategy_graph.dataset.validation.lexical_turtle import to_lexical_turtle

        return to_lexical_turtle(self.graph)
