"""The commands new, import and export as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.plan_tables import plan_tables, save_tables


def test_new_writes_a_folder_with_the_base(run_process: Run, tmp_path: Path) -> None:
    done = run_process("new", tmp_path / "plan", "--base", "https://harbour.example.org/id")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"next     strategy-graph serve --content {tmp_path / 'plan'}"
    texts = [path.read_text() for path in (tmp_path / "plan").rglob("*.*") if path.is_file()]
    assert 'base = "https://harbour.example.org/id/"' in "".join(texts)
    assert not any("example.org/plan/" in text for text in texts)


@pytest.mark.slow(reason="builds a release and validates it")
def test_what_new_writes_builds_and_passes(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "plan")
    checked = run("validate", tmp_path / "plan")
    assert checked.stdout.startswith("0 violations, 0 warnings, 0 notes")
    built = run("build", "--content", tmp_path / "plan")
    assert built.returncode == 0, built.stderr


@pytest.mark.parametrize("arguments", [[], ["folder", "--workbook", "plan.xlsx"]])
def test_new_takes_a_folder_or_a_workbook(run: Run, arguments: list[str]) -> None:
    done = run("new", *arguments)
    assert done.returncode == 2
    assert "Name a folder, or --workbook with a file" in done.stderr


def test_new_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "mine.txt").write_text("mine")
    (tmp_path / "plan.xlsx").write_text("mine")
    for arguments in ([tmp_path / "plan"], ["--workbook", tmp_path / "plan.xlsx"]):
        done = run("new", *arguments)
        assert done.returncode == 2
        assert "there is something already" in done.stderr


def test_a_base_that_is_none(run: Run, tmp_path: Path) -> None:
    done = run("new", tmp_path / "plan", "--base", "my plan")
    assert done.stderr == "error: 'my plan/' is no base. Give a web address, such as https://example.org/plan/\n"


def test_import_says_what_it_wrote_and_what_comes_next(run_process: Run, tmp_path: Path) -> None:
    book = save_tables(plan_tables(), tmp_path / "plan.xlsx")
    done = run_process("import", book, tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    assert "imported 23 resources in " in done.stdout
    again = run_process("import", book, tmp_path / "plan")
    assert "nothing has changed" in again.stdout


def test_import_tells_all_problems_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Contributions"][0]["basis"] = "guessed"
    tables["Themes"][0]["order"] = "first"
    done = run("import", save_tables(tables, tmp_path / "plan.xlsx"), tmp_path / "plan")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith("plan.xlsx: Themes!B2 (order): 'first' is no whole number.")
    assert lines[1].startswith("plan.xlsx: Contributions!C2 (basis): 'guessed' is not in the list.")
    assert lines[2].endswith("2 problems, so nothing was written. Correct them in the file and import it again")
    assert not (tmp_path / "plan").exists()


def test_an_ending_that_is_not_known(run: Run, tmp_path: Path) -> None:
    done = run("import", "plan.ods", tmp_path / "plan")
    assert done.stderr == "error: plan.ods: the ending '.ods' is not known. Name .xlsx, .csv or .xml\n"


def test_stratml_lists_what_it_left_out(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xml"
    plan.write_text(
        "<PerformancePlanOrReport><Name>Plan</Name><StrategicPlanCore><Mission><Description>Sail on</Description>"
        "</Mission><Goal><Name>Goal</Name></Goal></StrategicPlanCore><AdministrativeInformation>"
        "<StartDate>2026</StartDate></AdministrativeInformation></PerformancePlanOrReport>"
    )
    done = run("import", plan, tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    line = "line 1: /PerformancePlanOrReport/StrategicPlanCore[1]/Mission[1]/Description[1]: Sail on"
    assert f"note: not imported: {line}" in done.stderr
    assert (tmp_path / "plan" / "stratml-not-imported.txt").read_text() == line + "\n"


def test_export_and_import_again(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "plan")
    done = run("export", "--workbook", tmp_path / "plan.xlsx", "--content", tmp_path / "plan")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert run("import", tmp_path / "plan.xlsx", tmp_path / "again").returncode == 0
    second = run("export", "--workbook", tmp_path / "again.xlsx", "--content", tmp_path / "again")
    assert second.stdout.splitlines()[1] == done.stdout.splitlines()[1]


def test_export_writes_the_claims_as_reifiers(run_process: Run, tmp_path: Path) -> None:
    done = run_process("export", "--reifiers", tmp_path / "claims.nt")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "claims.nt").read_text("utf-8").splitlines()
    assert done.stdout.splitlines()[-1] == f"holds    {len(lines)} reifiers"
    assert lines == sorted(lines)
    assert all(" <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <" in line for line in lines)


def test_export_needs_a_file_that_can_be_written(run: Run, tmp_path: Path) -> None:
    done = run("export")
    assert done.returncode == 2
    assert done.stderr == "error: there is nothing to write. Give --workbook FILE.xlsx or --reifiers FILE.nt\n"
    for option in ("--workbook", "--reifiers"):
        done = run("export", option, tmp_path / "absent" / "file")
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
