"""The commands in docs/your-own-plan.md run as they stand there, but for the server, which is tested elsewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from strategy_graph.workbook.read_csv import csv_columns

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "your-own-plan.md").read_text(encoding="utf-8")
BLOCKS = [block.strip().splitlines() for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)]


def run(line: str, work: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(line.removeprefix("$ "))
    assert program == "strategy-graph"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server"), "STRATEGY_GRAPH_RELEASE": str(work / "release")}
    command = [sys.executable, "-m", "strategy_graph.cli", *arguments]
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow(reason="starts the command for each line of the document")
def test_the_quick_way_passes_without_a_finding(tmp_path: Path) -> None:
    new, validate, serve = BLOCKS[0]
    assert run(new, tmp_path).returncode == 0
    checked = run(validate, tmp_path)
    assert (checked.returncode, checked.stdout.split(" in ")[0]) == (0, "0 violations, 0 warnings, 0 notes")
    # What serve does first; the page itself is asked for in tests/cli.
    assert serve.startswith("$ strategy-graph serve --content my-plan")
    built = run("strategy-graph build --content my-plan", tmp_path)
    assert built.returncode == 0, built.stderr


@pytest.mark.slow(reason="starts the command for each line of the document")
def test_the_workbook_of_the_quick_way_comes_back_through_the_spreadsheet(tmp_path: Path) -> None:
    new_workbook, import_, validate = BLOCKS[1]
    assert run(new_workbook, tmp_path).returncode == 0
    run(BLOCKS[0][0].replace("my-plan", "filled-in"), tmp_path)
    # The filling in: what new writes, exported.
    (tmp_path / "plan.xlsx").unlink()
    assert run("strategy-graph export --workbook plan.xlsx --content filled-in", tmp_path).returncode == 0
    imported = run(import_, tmp_path)
    assert imported.returncode == 0, imported.stderr
    checked = run(validate, tmp_path)
    assert (checked.returncode, checked.stdout.split(" in ")[0]) == (0, "0 violations, 0 warnings, 0 notes")


def test_the_columns_of_a_csv_file_are_those_of_the_document() -> None:
    table = TEXT[TEXT.index("| of the initiative |") : TEXT.index("A further contribution")]
    assert re.findall(r"`([^`]+)`", table) == [*csv_columns()][:5] + [*csv_columns()][9:] + [*csv_columns()][5:9]
