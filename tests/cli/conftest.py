from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from strategy_graph.dataset import Content
from tests.support.content import make_content

Run = Callable[..., "subprocess.CompletedProcess[Any]"]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(make_content(tmp_path / "content"))


@pytest.fixture
def run(content: Content, tmp_path: Path) -> Run:
    """Return a function that runs the command in a subprocess, in its own folder, on the minimal content.

    The keyword ``more`` adds to the environment; the others are those of ``subprocess.run``.
    """
    work = tmp_path / "work"
    work.mkdir()
    environment = {
        **os.environ,
        "STRATEGY_GRAPH_CONTENT": str(content.root),
        "STRATEGY_GRAPH_RELEASE": str(tmp_path / "release"),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "server"),
    }

    def run_command(
        *arguments: str | Path, more: Mapping[str, str] = MappingProxyType({}), **how: Any
    ) -> subprocess.CompletedProcess[Any]:
        command = [sys.executable, "-m", "strategy_graph.cli", *map(str, arguments)]
        how = {"stdout": subprocess.PIPE, "text": True, **how}
        return subprocess.run(
            command, cwd=work, env={**environment, **more}, stderr=subprocess.PIPE, timeout=60, check=False, **how
        )

    return run_command
