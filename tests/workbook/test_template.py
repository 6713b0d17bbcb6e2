"""The empty workbook: its sheets, its lists to choose from, and that an import accepts it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from strategy_graph.dataset import find_content
from strategy_graph.dataset.load import load_content
from strategy_graph.namespaces import GRAPH_ONTOLOGY
from strategy_graph.workbook.columns import Value
from strategy_graph.workbook.read import read_workbook
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.sheets import BY_TITLE, SHEETS
from strategy_graph.workbook.table import Tables
from strategy_graph.workbook.write import write_workbook


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "plan.xlsx"
    index = Index("https://harbour.example.org/")
    index.add_graph(load_content(find_content()).graphs[GRAPH_ONTOLOGY])
    write_workbook(path, Tables(), index, ("en", "mi"))
    return path


@pytest.fixture(scope="module")
def book(template: Path) -> Workbook:
    return openpyxl.load_workbook(template)


def offered(book: Workbook, sheet: str, header: str) -> list[str]:
    """The entries that a column offers."""
    worksheet = book[sheet]
    (letter,) = (cell.column_letter for cell in worksheet[1] if cell.value == header)
    for validation in worksheet.data_validations.dataValidation:
        if f"{letter}2" in validation.cells:
            formula = str(validation.formula1)
            if formula.startswith('"'):
                return formula.strip('"').split(",")
            title, area = next(iter(book.defined_names[formula].destinations))
            return [str(row[0].value) for row in book[title][area.replace("$", "")]]
    return []


def test_the_sheets_stand_between_the_instructions_and_the_lists(book: Workbook) -> None:
    assert book.sheetnames == ["Instructions", *BY_TITLE, "Choices"]


@pytest.mark.parametrize(
    ("sheet", "header", "some"),
    [
        ("Contributions", "basis", {"stated", "named", "derived", "inferred"}),
        ("Contributions", "strength", {"keyword", "content", "weak-content"}),
        ("Responsibilities", "role", {"lead", "partner", "owner", "other"}),
        ("Listings", "tier", {"flagship", "supporting-activity", "looking-ahead"}),
        ("Contributions", "prospective", {"yes", "no"}),
    ],
)
def test_the_lists_to_choose_from(book: Workbook, sheet: str, header: str, some: set[str]) -> None:
    assert set(offered(book, sheet, header)) == some


def test_each_choice_has_a_list(book: Workbook) -> None:
    choices = [
        (sheet.title, column.header) for sheet in SHEETS for column in sheet.columns if column.value is Value.CHOICE
    ]
    assert [place for place in choices if not offered(book, *place)] == []


def test_names_have_a_column_for_each_language(book: Workbook) -> None:
    headers = [cell.value for cell in book["Initiatives"][1]]
    assert headers[:4] == ["id", "name@en", "name@mi", "other names@en"]


def test_cells_of_text_are_formatted_as_text(book: Workbook) -> None:
    headers = {cell.value: cell.column_letter for cell in book["Listings"][1] if isinstance(cell, Cell)}
    formats = book["Listings"].column_dimensions
    assert formats[headers["tier"]].number_format == "@"
    assert formats[headers["order"]].number_format == "General"


def test_the_instructions_name_every_column(book: Workbook) -> None:
    said = {(row[0], row[2]) for row in book["Instructions"].iter_rows(values_only=True) if len(row) > 2}
    assert {(column.header, column.help) for sheet in SHEETS for column in sheet.columns} <= said


def test_an_empty_workbook_has_nothing_and_no_problem(template: Path) -> None:
    problems: list[object] = []
    tables = read_workbook(template, "en", problems)  # type: ignore[arg-type]
    assert (tables.records, tables.others, problems) == ([], [], [])
