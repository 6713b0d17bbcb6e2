"""The command ``build``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from strategy_graph.cli import INTERRUPTED
from strategy_graph.dataset import Content, current_release
from tests.cli.conftest import Run
from tests.support.content import PREFIXES, UNLABELLED, write


def test_it_says_what_it_built(run_process: Run, tmp_path: Path) -> None:
    result = run_process("build")
    assert result.returncode == 0
    release = current_release(tmp_path / "release")
    assert release is not None
    lines = result.stdout.splitlines()
    assert lines[0] == f"release  {release.directory}"
    assert lines[1] == f"digest   {release.digest}"
    assert lines[2] == "checked  0 violations, 0 warnings, 0 notes"
    counts = {line.split()[0]: line.split()[1] for line in lines[4:]}
    assert counts["derived"] == "1"
    assert counts["all"] == str(release.triples)


def test_it_builds_only_when_something_changed(run: Run, content: Content) -> None:
    first = run("build").stdout
    assert "up to date" not in first
    assert "up to date" in run("build").stdout
    assert "up to date" not in run("build", "--force").stdout
    write(content.data / "more.ttl", "<http://e/s> <http://e/p> <http://e/o> .")
    changed = run("build").stdout
    assert "up to date" not in changed
    assert changed.splitlines()[1] != first.splitlines()[1]


def test_to_and_content_are_followed(run: Run, content: Content, tmp_path: Path) -> None:
    target = tmp_path / "there"
    assert run("build", "--to", target, "--content", content.root).returncode == 0
    assert current_release(target) is not None
    assert current_release(tmp_path / "release") is None


def test_violations_are_shown_and_exit_1(run: Run, content: Content, tmp_path: Path) -> None:
    run("build")
    good = current_release(tmp_path / "release")
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    result = run("build")
    assert result.returncode == 1
    assert result.stdout == ""
    assert "initiative:nameless" in result.stderr
    assert "rdfs:label: An initiative needs a label: add rdfs:label." in result.stderr
    assert result.stderr.splitlines()[-1].startswith("error: no release was written: 1 violation")
    assert current_release(tmp_path / "release") == good


def test_a_quick_build_says_nothing_on_standard_error(run: Run) -> None:
    # Steps are printed only after a second; this build takes less unless the machine is busy.
    said = run("build").stderr
    assert all(line.endswith(" …") for line in said.splitlines())


@pytest.mark.parametrize("force", [False, True])
def test_ctrl_c_says_what_was_written(run: Run, tmp_path: Path, force: bool) -> None:
    run("build")
    before = current_release(tmp_path / "release")
    code = (
        "import sys, strategy_graph.cli.build as b\n"
        "from strategy_graph.cli import main\n"
        "def stop(*args, **more): raise KeyboardInterrupt\n"
        "b.build_release = stop\n"
        "b.is_stale = lambda *_: True\n"
        "main(['build', *sys.argv[1:]])"
    )
    environment = {
        **os.environ,
        "STRATEGY_GRAPH_CONTENT": str(tmp_path / "content"),
        "STRATEGY_GRAPH_RELEASE": str(tmp_path / "release"),
    }
    result = subprocess.run(
        [sys.executable, "-c", code, *(["--force"] if force else [])],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == INTERRUPTED
    assert result.stderr.strip() == "stopped; nothing was written"
    assert current_release(tmp_path / "release") == before
