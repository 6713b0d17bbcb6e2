"""What is wrong in a workbook is told with its sheet, row and column and with what to do, all of it at once."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from strategy_graph.errors import StrategyGraphError
from strategy_graph.workbook import read as reading
from strategy_graph.workbook.errors import ImportRefused, Problem
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.read import read_workbook
from tests.support.plan_tables import plan_tables, save_tables

Damage = Callable[[Workbook], None]


def column(book: Workbook, sheet: str, header: str) -> str:
    """The letters of a column."""
    return next(cell.column_letter for cell in book[sheet][1] if cell.value == header)


def put(sheet: str, row: int, header: str, value: object) -> Damage:
    def damage(book: Workbook) -> None:
        book[sheet][f"{column(book, sheet, header)}{row}"] = value  # type: ignore[assignment]

    return damage


def rename(sheet: str, header: str, new: str) -> Damage:
    def damage(book: Workbook) -> None:
        book[sheet][f"{column(book, sheet, header)}1"] = new

    return damage


def both(*damages: Damage) -> Damage:
    def damage(book: Workbook) -> None:
        for one in damages:
            one(book)

    return damage


def empty_rows_and_then(damage_after: Damage) -> Damage:
    def damage(book: Workbook) -> None:
        book["Contributions"].insert_rows(2, 3)
        damage_after(book)

    return damage


def merge(book: Workbook) -> None:
    book["Contributions"].merge_cells("A2:A3")


def drop_column(sheet: str, header: str) -> Damage:
    def damage(book: Workbook) -> None:
        book[sheet].delete_cols(openpyxl.utils.column_index_from_string(column(book, sheet, header)))

    return damage


def renamed_sheet(book: Workbook) -> None:
    book["Themes"].title = "Pillars"
    del book["Theme alignments"]


def problems_of(damage: Damage, tmp_path: Path) -> tuple[Problem, ...]:
    path = save_tables(plan_tables(), tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    damage(book)
    book.save(path)
    with pytest.raises(ImportRefused) as refused:
        import_file(path, tmp_path / "plan", read_workbook, "workbook", None)
    assert not (tmp_path / "plan").exists()
    return refused.value.problems


CASES: dict[str, tuple[Damage, str]] = {
    "a wrong header": (
        rename("Contributions", "rationale@en", "reason@en"),
        "Contributions!G1: there is no column 'reason@en' in this sheet. Remove the column, or call it one of id, "
        "source, section, phrase, place, initiative, outcome, via part, prospective, edition, ended by, why ended, "
        "revises, basis, strength, rationale, evidence, made on, note",
    ),
    "a language where none is due": (
        rename("Contributions", "basis", "basis@en"),
        "Contributions!C1: the column basis has no language. Remove the column, or call it one of",
    ),
    "a language that is none": (
        rename("Themes", "name@en", "name@the first"),
        "Themes!A1: 'the first' is not a language tag. Remove the column, or call it one of",
    ),
    "the same header twice": (
        rename("Contributions", "strength", "basis"),
        "Contributions!F1 (basis): the column is there twice. Remove one of them",
    ),
    "a column that is missing": (
        drop_column("Contributions", "outcome"),
        "Contributions!1 (outcome): the column is missing. Add it: write its header in the first row",
    ),
    "an unknown reference": (
        put("Contributions", 3, "outcome", "Fewer acidents"),
        "Contributions!B3 (outcome): there is no outcome 'Fewer acidents'. Did you mean fewer-accidents? Write the",
    ),
    "a reference with a slip": (
        put("Contributions", 3, "outcome", "fewer-acidents"),
        "Contributions!B3 (outcome): there is no outcome 'fewer-acidents'. Did you mean fewer-accidents? Write the id",
    ),
    "a reference to another kind": (
        put("Contributions", 3, "outcome", "new-lights"),
        "Contributions!B3 (outcome): there is no outcome 'new-lights'",
    ),
    "the same name twice": (
        both(
            put("Themes", 2, "name@en", "Nobody is hurt"),
            put("Theme alignments", 2, "theme", "Nobody is hurt"),
            put("Goals", 3, "name@en", "Nobody is hurt"),
            put("Goals", 3, "code", "G2"),
            put("Goals", 3, "phrase@en", "another"),
            put("Goals", 3, "source", "PLAN"),
        ),
        "Goals!3 (id): its id 'nobody-is-hurt' is that of row 2 too. Remove one of the rows, or give them different",
    ),
    "the same link twice": (
        put("Contributions", 3, "initiative", "New lights"),
        "Contributions!3 (id): its id 'contribution-new-lights-fewer-accidents' is that of row 2 too",
    ),
    "a missing value": (
        put("Contributions", 3, "basis", None),
        "Contributions!3 (basis): it is missing. How the link is known.",
    ),
    "a value that is not in the list": (
        put("Contributions", 3, "basis", "guessed"),
        "Contributions!C3 (basis): 'guessed' is not in the list. Choose one of stated, named, derived, inferred",
    ),
    "a value of the list with a slip": (
        put("Contributions", 3, "basis", "inferrred"),
        "Contributions!C3 (basis): 'inferrred' is not in the list. Did you mean inferred? Choose one of",
    ),
    "a formula": (
        put("Measures", 2, "target year", "=2029+1"),
        "Measures!D2 (target year): it holds a formula. Replace it by its value (copy, paste values only)",
    ),
    "merged cells": (
        merge,
        "Contributions!A2: the cells A2:A3 are merged. Split them and write the value in each row",
    ),
    "a slip after empty rows": (
        empty_rows_and_then(put("Contributions", 6, "basis", "guessed")),
        "Contributions!C6 (basis): 'guessed' is not in the list",
    ),
    "a number where text is due": (
        put("Themes", 2, "name@en", 5),
        "Themes!A2 (name@en): 5 is a number where text is due. Format the cell as text and write it again",
    ),
    "a truth value where text is due": (
        put("Themes", 2, "name@en", True),
        "Themes!A2 (name@en): is a truth value where text is due",
    ),
    "text where a number is due": (
        put("Themes", 2, "order", "first"),
        "Themes!B2 (order): 'first' is no whole number. Write digits only",
    ),
    "a date that the program made": (
        put("Plans", 2, "issued", datetime.date(2026, 3, 1)),
        "Plans!C2 (issued): the spreadsheet program has made a date of it. Format the cell as text",
    ),
    "a date in words": (
        put("Plans", 2, "issued", "March 2026"),
        "Plans!C2 (issued): 'March 2026' is no date. Write it as exact as the source and no more: 2022, 2022-09,",
    ),
    "a web address without its beginning": (
        put("Sources", 2, "page", "www.example.org"),
        "Sources!H2 (page): 'www.example.org' is no web address. Write it whole, from https:// on",
    ),
    "several lines where one value is due": (
        put("Initiatives", 2, "description@en", "One line.\nAnother line."),
        "Initiatives!B2 (description@en): has more than one line. Write one value on one line",
    ),
    "an id with capitals": (
        put("Outcomes", 2, "id", "Fewer Accidents"),
        "Outcomes!A2 (id): 'Fewer Accidents' is no id. Write fewer-accidents",
    ),
    "a name of which no id can be made": (
        put("Initiatives", 2, "name@en", "…"),
        "Initiatives!2 (id): no id can be made from name. Write an id: small letters, digits and hyphens",
    ),
    "a source without a phrase": (
        put("Themes", 2, "phrase@en", None),
        "Themes!C2 (source): a source without a phrase or a place grounds nothing. Write the phrase, or the place",
    ),
    "a phrase without a source": (
        put("Themes", 2, "source", None),
        "Themes!2 (source): a phrase stands in a source. Name the source, or the section of it",
    ),
    "a sheet that is not known": (
        renamed_sheet,
        "Pillars: there is no sheet of this name. Remove it, or call it one of Strategies, Themes, Goals,",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_problem_has_its_place_and_advice(case: str, tmp_path: Path) -> None:
    damage, expected = CASES[case]
    assert any(str(problem).startswith(expected) for problem in problems_of(damage, tmp_path)), [
        str(problem) for problem in problems_of(damage, tmp_path)
    ]


def test_a_value_under_no_header_is_told(tmp_path: Path) -> None:
    def damage(book: Workbook) -> None:
        book["Themes"]["J2"] = "lost"

    assert [str(problem) for problem in problems_of(damage, tmp_path)] == [
        "Themes!J2: it stands under no header. Write the header, or empty the cell"
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_rows(tmp_path: Path) -> None:
    damage = both(
        put("Contributions", 2, "basis", "guessed"),
        put("Contributions", 3, "outcome", "none"),
        put("Measures", 2, "target year", "soon"),
    )
    places = [(problem.sheet, problem.row, problem.column) for problem in problems_of(damage, tmp_path)]
    assert places == [("Measures", 2, "D"), ("Contributions", 2, "C"), ("Contributions", 3, "B")]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("not a ZIP archive")
    with pytest.raises(StrategyGraphError, match="it is no workbook"):
        read_workbook(path, "en", [])


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(StrategyGraphError, match="it cannot be read as a workbook"):
        read_workbook(path, "en", [])


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", 1000)
    path = save_tables(plan_tables(), tmp_path / "plan.xlsx")
    with pytest.raises(StrategyGraphError, match="it unpacks to more than"):
        read_workbook(path, "en", [])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StrategyGraphError, match="no such file"):
        read_workbook(tmp_path / "none.xlsx", "en", [])
