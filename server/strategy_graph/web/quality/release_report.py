"""Reads the validation report that is part of a release, and arranges it by shape."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from strategy_graph.dataset.release.build import REPORT, REPORT_TURTLE, SHAPES
from strategy_graph.errors import StrategyGraphError

_ABSOLUTE: Final = re.compile(r"/.*/(?=[^/]+$)")

_NO_SHAPE: Final = {"name": "Without a named shape", "description": "", "group": "", "severity": "", "message": ""}


class NoReport(StrategyGraphError):
    """A release without a validation report."""


@dataclass(frozen=True)
class ShapeResults:
    """A shape with its findings.

    :ivar shape: the texts of the shape and ``focus_nodes``, as ``shapes.json`` has them.
    :ivar findings: as ``report.json`` has them.
    """

    iri: str
    shape: dict[str, Any]
    findings: list[dict[str, Any]]

    @property
    def anchor(self) -> str:
        """The fragment of the shape on the page."""
        return "s-" + re.sub(r"[^A-Za-z0-9_-]", "-", self.iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1])


@dataclass(frozen=True)
class Group:
    """The shapes that are shown together; those without a group have an empty name."""

    name: str
    shapes: list[ShapeResults]

    @property
    def finding_count(self) -> int:
        return sum(len(shape.findings) for shape in self.shapes)


@dataclass(frozen=True)
class ReleaseReport:
    """The validation report of a release.

    :ivar document: the content of ``report.json``, with the names of files but not the folders of the machine.
    :ivar shapes: those that were checked; empty for a release of an earlier version.
    """

    document: dict[str, Any]
    shapes: list[dict[str, Any]]

    def by_shape(self) -> list[ShapeResults]:
        """Return every shape with its findings, in the order of the shapes."""
        findings: dict[str, list[dict[str, Any]]] = {}
        for finding in self.document["findings"]:
            findings.setdefault(finding["shape"] or "", []).append(finding)
        results = [ShapeResults(shape["iri"], shape, findings.pop(shape["iri"], [])) for shape in self.shapes]
        return [*results, *(ShapeResults(iri, _NO_SHAPE, found) for iri, found in findings.items())]

    def to_json(self, digest: str) -> str:
        """Return the report with the shapes and the digest of the release as JSON."""
        whole = {"release": digest, **self.document, "shapes": self.shapes}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def groups_of(results: Sequence[ShapeResults]) -> list[Group]:
    """Arrange the shapes by their groups, which keep their order."""
    groups: dict[str, list[ShapeResults]] = {}
    for result in results:
        groups.setdefault(result.shape["group"], []).append(result)
    return [Group(name, shapes) for name, shapes in groups.items()]


def read_report(directory: Path) -> ReleaseReport:
    """Read the report of the release in that folder.

    :raises NoReport: it has none.
    """
    document = json.loads(_text(directory / REPORT))
    for finding in document["findings"]:
        if finding["where"]:
            finding["where"] = _ABSOLUTE.sub("", finding["where"])
    shapes = json.loads(_text(directory / SHAPES)) if (directory / SHAPES).is_file() else []
    return ReleaseReport(document, shapes)


def read_turtle(directory: Path) -> str:
    """Read the report graph of the release in that folder.

    :raises NoReport: it has none.
    """
    return _text(directory / REPORT_TURTLE)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise NoReport(
            "this release has no validation report", hint="Data of a user's own is served without a check"
        ) from error
