"""Commands with folders of releases or content that cannot be written or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset import Content
from tests.cli.conftest import Run
from tests.support.content import PREFIXES, UNLABELLED, write
from tests.support.permissions import enforce_file_modes

pytestmark = pytest.mark.slow(reason="builds releases of the real content")


@pytest.fixture
def ask(content: Content) -> Path:
    return write(content.root / "ask.rq", "ASK { ?s ?p ?o }")


def test_a_build_into_a_read_only_folder_ends_before_it_begins(
    run: Run, run_process: Run, content: Content, tmp_path: Path
) -> None:
    assert run("build").returncode == 0
    (tmp_path / "release").chmod(0o555)
    write(content.data / "more.ttl", "<http://e/s> <http://e/p> <http://e/o> .")
    result = run_process("build", preexec_fn=enforce_file_modes)
    (tmp_path / "release").chmod(0o755)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"error: {tmp_path / 'release'}: cannot write there: Permission denied. "
        "Name another folder with --to or STRATEGY_GRAPH_RELEASE\n"
    )


def test_where_no_release_can_be_written_the_last_good_one_answers(
    run: Run, run_process: Run, content: Content, tmp_path: Path, ask: Path
) -> None:
    assert run("build").returncode == 0
    (tmp_path / "release").chmod(0o555)
    write(content.data / "more.ttl", "<http://e/s> <http://e/p> <http://e/o> .")
    result = run_process("query", "--file", ask, preexec_fn=enforce_file_modes)
    (tmp_path / "release").chmod(0o755)
    assert (result.returncode, result.stdout) == (0, "true\n")
    assert result.stderr.startswith(f"warning: {tmp_path / 'release'}: cannot write there: Permission denied, so the ")
    assert "warning" not in run("query", "--file", ask).stderr


@pytest.mark.parametrize(
    "name",
    ["data/claims.ttl", "data", "ontology/rules/10-contributes-to.rq", "ontology/rules", "shapes/initiative.ttl"],
)
def test_what_cannot_be_read_is_named(run_process: Run, content: Content, name: str) -> None:
    path = content.root / name
    path.chmod(0)
    result = run_process("build", preexec_fn=enforce_file_modes)
    path.chmod(0o755)
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {path}: cannot be read: Permission denied")
    assert result.stderr.count("\n") == 1


def test_a_link_to_nothing_among_the_data(run: Run, content: Content) -> None:
    link = content.data / "lost.ttl"
    link.symlink_to("nowhere.ttl")
    for command in ("build", "validate"):
        result = run(command)
        assert result.returncode == 2
        assert result.stderr == f"error: {link}: the link points to nothing. Correct it or remove it\n"


def test_a_refused_release_shows_its_violations_and_what_shows_the_rest(
    run: Run, run_process: Run, content: Content, tmp_path: Path, ask: Path
) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    for command in (["build"], ["query", "--file", str(ask)], ["serve", "--port", "0"]):
        for named in ([], ["--content", str(content.root)]):
            result = (run_process if "serve" in command else run)(*command, *named)
            assert result.returncode == 1
            assert "An initiative needs a label" in result.stderr
            assert "Warnings" not in result.stderr
            more = " ".join(["strategy-graph validate", *named])
            assert result.stderr.endswith(f"{more} shows the warnings and notes too\n")
            shown = run("validate", *named)
            assert "Warnings (1)" in shown.stdout


def test_without_the_rules_the_folder_is_what_is_named(run: Run, content: Content) -> None:
    content.rules.rename(content.ontology / "elsewhere")
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    checked = run("validate")
    assert (checked.returncode, checked.stdout) == (2, "")
    assert checked.stderr.startswith(
        f"error: {content.ontology}: 1 violation, 1 warning, 0 notes, as there is no folder"
    )
    built = run("build")
    assert built.returncode == 1
    assert f"There is no folder {content.rules}" in built.stderr
    assert built.stderr.count("\n") == 1


def test_a_build_that_is_up_to_date_cleans_up_too(run: Run, tmp_path: Path) -> None:
    run("build")
    left = tmp_path / "release" / ".building-left"
    left.mkdir()
    assert "up to date" in run("build").stdout
    assert not left.exists()
