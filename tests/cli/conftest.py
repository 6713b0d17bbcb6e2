from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from strategy_graph.cli import main
from strategy_graph.dataset import Content
from tests.support.content import make_content

Run = Callable[..., "subprocess.CompletedProcess[Any]"]

SERVER = Path(__file__).resolve().parents[2] / "server"
LIMIT = 60
"""Seconds after which a command counts as hanging."""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(make_content(tmp_path / "content"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder in which commands run."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def environment(content: Content, tmp_path: Path) -> dict[str, str]:
    """The variables that name the minimal content and a release folder for it."""
    return {"STRATEGY_GRAPH_CONTENT": str(content.root), "STRATEGY_GRAPH_RELEASE": str(tmp_path / "release")}


@pytest.fixture
def run(environment: dict[str, str], work: Path) -> Run:
    """Return a function that runs the command in this process, in its own folder, on the minimal content.

    The start of Python and the imports take longer than most commands. ``run_process`` is for what a process has of its
    own: descriptors, encodings, signals, permissions.
    """
    return in_process(environment, work)


def in_process(environment: Mapping[str, str | None], folder: Path) -> Run:
    """Return a function that runs the command in this process.

    :param environment: the variables to set; ``None`` removes one.
    """

    def run_command(*arguments: str | Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
        given = [str(each) for each in arguments]
        with contextlib.chdir(folder), time_limit():
            done = CliRunner().invoke(main, given, input=input, env=environment)
        return subprocess.CompletedProcess(given, done.exit_code, done.stdout, done.stderr)

    return run_command


def without_steps(told: str) -> str:
    """Return what a command told, without the steps: they are told after a second, which a busy machine may take."""
    return "".join(line for line in told.splitlines(keepends=True) if not line.endswith(" …\n"))


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Raise an error inside after :data:`LIMIT` seconds."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise TimeoutError(f"the command ran for {LIMIT} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def run_process(environment: dict[str, str], work: Path) -> Run:
    """Return a function that runs the command in a process of its own, as a user does, on the minimal content.

    The keyword ``more`` adds to the environment; the others are those of ``subprocess.run``.
    """
    whole = {**os.environ, **environment, "PYTHONPATH": str(SERVER)}

    def run_command(
        *arguments: str | Path, more: Mapping[str, str] = MappingProxyType({}), **how: Any
    ) -> subprocess.CompletedProcess[Any]:
        command = [sys.executable, "-m", "strategy_graph.cli", *map(str, arguments)]
        how = {"stdout": subprocess.PIPE, "text": True, **how}
        return subprocess.run(
            command, cwd=work, env={**whole, **more}, stderr=subprocess.PIPE, timeout=LIMIT, check=False, **how
        )

    return run_command
