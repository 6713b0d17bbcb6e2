"""The import of the initiatives and their contributions from one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset import Content, assemble
from strategy_graph.workbook.errors import ImportRefused
from strategy_graph.workbook.importing import Outcome, import_file
from strategy_graph.workbook.read_csv import read_csv
from strategy_graph.workbook.starter_folder import write_starter

HEADER = "name,description,tier,order,outcome,basis,strength,rationale,source,section,phrase\n"
LAMPS = "Street lamps,Lamps are put up.,flagship,2,Example outcome,named,,,PLAN,plan-overview,lamps in streets"
DOORS = (
    'Open doors,"Doors are kept open, all day.",supporting-activity,2,'
    "Example outcome,inferred,content,Open doors help.,PLAN,plan-overview,open doors"
)
ROWS = f"{LAMPS}\n,,,,,,,,,,\n{DOORS}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_starter(tmp_path / "plan", "https://csv.example.org/")
    return tmp_path / "plan"


def imported(text: str, folder: Path) -> Outcome:
    path = folder.with_suffix(".csv")
    path.write_text(text, encoding="utf-8")
    return import_file(path, folder, read_csv, "csv", None)


def problems(text: str, folder: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        imported(text, folder)
    return [str(problem) for problem in refused.value.problems]


def test_initiatives_listings_and_contributions(folder: Path) -> None:
    assert imported(HEADER + ROWS, folder).things == 6
    written = sorted(path.name for path in (folder / "data/imported").iterdir())
    assert written == [f"csv-{name}.ttl" for name in ("contributions", "evidence", "initiatives", "listings")]
    report = assemble(Content(folder)).validate()
    # A lead is no column of the table.
    violations = {finding.message.split(":")[0] for finding in report.findings if finding.severity.name == "VIOLATION"}
    assert violations == {"An initiative has no lead and no reason for it"}


def test_a_further_contribution_leaves_the_initiative_empty(folder: Path) -> None:
    again = ROWS + ",,,,outcome-2,named,,,PLAN,plan-overview,a second phrase\n"
    assert problems(HEADER + again, folder) == [
        "plan.csv!E5 (outcome): there is no outcome 'outcome-2'. Write the id or name of a row of Outcomes"
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_a_byte_order_mark(delimiter: str, folder: Path) -> None:
    text = "\ufeffname,description,tier,order\nLamps,Lamps are put up.,flagship,2\n".replace(",", delimiter)
    assert imported(text, folder).things == 2


def test_problems_have_row_and_column(folder: Path) -> None:
    text = HEADER.replace("tier", "rank") + "Lamps,Text,first,2,Example outcome,guessed,,,PLAN,,words\n"
    found = problems(text, folder)
    assert found[0].startswith("plan.csv!C1: there is no column 'rank' in this sheet.")
    assert any(one.startswith("plan.csv!F2 (basis): 'guessed' is not in the list.") for one in found)


def test_a_row_before_the_first_initiative(folder: Path) -> None:
    assert problems(HEADER + ",,,,Example outcome,named,,,PLAN,,words\n", folder) == [
        "plan.csv!2 (name): it names no initiative. Write its name"
    ]


def test_a_value_beyond_the_headers(folder: Path) -> None:
    assert problems("name,description\nLamps,One, two\n", folder) == [
        "plan.csv!C2: it stands under no header. Quote a value that holds a comma"
    ]
