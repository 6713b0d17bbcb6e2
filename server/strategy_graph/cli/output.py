"""Text output shared by several commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from strategy_graph.cli.streams import say
from strategy_graph.dataset.rdf_files.discovery import Skipped, describe_skipped
from strategy_graph.dataset.validation.report import Finding, Severity, ValidationReport
from strategy_graph.prefixed_names import shorten
from strategy_graph.text import counted, relative_location

_HEADINGS = {Severity.VIOLATION: "Violations", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
_NOUNS = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_lines(report: ValidationReport, severities: Iterable[Severity] = Severity) -> Iterator[str]:
    """Format the findings as text, grouped by severity, gravest first, and then by focus node."""
    for severity in severities:
        findings = report.of(severity)
        if not findings:
            continue
        yield f"{_HEADINGS[severity]} ({len(findings)})"
        for node, about in groupby(findings, key=lambda finding: (finding.focus_node, finding.where)):
            yield f"  {location_prefix(node[1])}{shorten(node[0])}"
            for line, times in Counter(map(_detail, about)).items():
                yield f"    {line}" + (f" (by {times} shapes)" if times > 1 else "")
        yield ""


def _detail(finding: Finding) -> str:
    path = f"{finding.path}: " if finding.path else ""
    value = f" (value: {finding.value})" if finding.value and finding.value not in finding.message else ""
    return f"{path}{finding.message}{value}"


def location_prefix(where: str | None) -> str:
    """Return ``file:line: ``, the file relative to the working directory where that is shorter."""
    return "" if where is None else f"{relative_location(where)}: "


def summary(report: ValidationReport) -> str:
    """Return the counts by severity: ``1 violation, 2 warnings, 0 notes``."""
    return ", ".join(counted(len(report.of(severity)), _NOUNS[severity]) for severity in Severity)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Format rows as lines: the first column left-aligned, the others, which are numbers, right-aligned."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def say_skipped(skipped: Sequence[Skipped]) -> None:
    """Print the number and names of the skipped files on standard error, if there are any."""
    if skipped:
        say(f"note: {counted(len(skipped), 'path')} left out: {describe_skipped(list(skipped))}", err=True)
