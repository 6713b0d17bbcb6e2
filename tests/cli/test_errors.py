"""Every error is one clear line with a documented exit code, and no traceback without ``--debug``."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from strategy_graph import __version__
from strategy_graph.cli import BROKEN_PIPE, INTERNAL_ERROR, INTERRUPTED, main
from strategy_graph.dataset import Content
from tests.cli.conftest import Run
from tests.support.content import write


def test_help_names_every_command(run_process: Run) -> None:
    result = run_process("--help")
    assert result.returncode == 0
    for name in ("build", "publish", "query", "serve", "validate", "verify-sources"):
        assert f"\n  {name} " in result.stdout


def test_version(run_process: Run) -> None:
    assert run_process("--version").stdout.split()[-1] == __version__


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "No such command 'bild'"),
        (["build", "--nonsense"], "No such option"),
        (["verify-sources"], "Missing option '--text'"),
        (["validate", "--format", "xml"], "'xml' is not one of"),
        (["verify-sources", "--text", "summary"], "SOURCE=PATH, not 'summary'"),
        (["verify-sources", "--text", "a=x", "--text", "A=y"], "given twice"),
    ],
)
def test_wrong_usage_is_one_line_and_2(run: Run, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("error: ")
    assert said in result.stderr
    assert "--help" in result.stderr


def test_no_command_shows_the_help(run_process: Run) -> None:
    result = run_process()
    assert result.returncode == 2
    assert "Commands:" in result.stderr


def test_broken_input_is_one_line_with_its_place_and_2(run: Run, content: Content) -> None:
    path = write(content.data / "broken.ttl", "<http://e/s> <http://e/p>\n  oops .")
    for command in ("build", "validate"):
        result = run(command)
        assert result.returncode == 2
        assert result.stdout == ""
        assert result.stderr == (
            f"error: {path}:2:3: not valid Turtle: oops is not a valid RDF object. "
            "Correct the file there, or just before\n"
        )


def test_a_broken_rule_is_one_line_with_its_place_and_2(run: Run, content: Content) -> None:
    path = write(content.rules / "99-broken.rq", "CONSTRUCT { ?s ?p ?o }\nWHERE [ ?s ?p ?o ]")
    result = run("build")
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {path}:2:7: ")
    assert result.stderr.count("\n") == 1


def test_a_missing_folder_is_one_line_and_2(run: Run, content: Content) -> None:
    content.data.rename(content.root / "facts")
    result = run("build")
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {content.root}: there is no folder data")


@pytest.mark.parametrize("arguments", [["--debug", "validate", "missing.ttl"], ["validate", "missing.ttl", "--debug"]])
def test_debug_shows_the_traceback_wherever_it_is_typed(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert "Traceback" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("error: missing.ttl: no such file")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (
            ValueError("so\nit goes"),
            INTERNAL_ERROR,
            "error: unexpected ValueError: so it goes. This is a bug. Run it again",
        ),
        (KeyboardInterrupt(), INTERRUPTED, ""),
    ],
)
def test_bugs_and_interrupts(monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, said: str) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(importlib.import_module("strategy_graph.cli.build"), "find_content", fail)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == code
    assert result.stderr.strip().startswith(said)
    assert len(result.stderr.split("\n")) == 2
    assert bool(result.stderr.strip()) is bool(said)


def test_a_broken_pipe_is_no_error(content: Content) -> None:
    command = [sys.executable, "-m", "strategy_graph.cli", "validate", "--format", "json"]
    environment = {**os.environ, "STRATEGY_GRAPH_CONTENT": str(content.root)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(60) == BROKEN_PIPE
    assert "rror" not in said
