"""Releases of content that another test validates: validation is most of the time of a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from strategy_graph.dataset import Content, Graphs, Release, build_release
from strategy_graph.dataset.validation.report import ValidationReport


def build_unvalidated(content: Content, target: Path) -> Release:
    """Build a release without a look at the shapes; its report has no finding.

    For content of which another test says that it has no violation.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Graphs, "validate", lambda _: ValidationReport((), Graph()))
        return build_release(content, target)
