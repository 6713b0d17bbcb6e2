"""A workbook holds the rows as they are: texts are texts, numbers are numbers, and nothing is cut."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from strategy_graph.explorer import spreadsheet
from strategy_graph.explorer.presentation import display_table, headings
from strategy_graph.explorer.spreadsheet import TooLargeForSpreadsheet
from strategy_graph.named_queries.result_table import Cell, Table
from tests.explorer.conftest import AskedWith


def read(document: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(document)).worksheets[0].iter_rows(values_only=True))


def test_the_rows_of_a_query(asked_with: AskedWith) -> None:
    table = asked_with().ask("initiatives-feeding-multiple-outcomes")
    head, *rows = read(spreadsheet.write(table, "name"))
    assert list(head) == table.columns and len(rows) == len(table.rows)
    name, outcomes = table.columns.index("name"), table.columns.index("outcomes")
    assert [row[name] for row in rows] == [row["name"].text for row in table.rows if row["name"]]
    assert all(isinstance(row[outcomes], int) for row in rows)
    assert any("ā" in str(row[name]) for row in rows)


def test_the_first_row_has_the_headings_of_the_page_and_stays_in_sight(asked_with: AskedWith) -> None:
    queries = asked_with()
    query = queries.catalogue["initiatives-feeding-multiple-outcomes"]
    table = queries.ask(query.name)
    on_page = [column.title for column in display_table(table, query.columns).columns]
    sheet = load_workbook(io.BytesIO(spreadsheet.write(table, "name", headings(table, query.columns)))).worksheets[0]
    first = [cell.value for cell in sheet[1]]
    assert [text for text in first if text in on_page] == on_page
    assert len(first) == len(set(first)) == len(table.columns)
    assert all(cell.font.bold for cell in sheet[1]) and not any(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "A2"
    assert max(sheet.column_dimensions[letter].width for letter in "ABC") <= 62


def test_no_heading_is_a_variable_name(asked_with: AskedWith) -> None:
    queries = asked_with()
    for query in queries.catalogue:
        if query.name == "what-if-an-initiative-stopped" or not query.parameters:
            table = queries.ask(query.name)
            found = headings(table, query.columns)
            assert not any(text in table.columns for text in found), query.name
            assert len(set(found)) == len(found), query.name


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\t=1", "\u202e=1", "a\x00\x0bb", "#N/A", "1e9"]
)
def test_no_text_is_a_formula(text: str) -> None:
    document = spreadsheet.write(Table(["x"], [{"x": Cell(text)}]), "name")
    cell = load_workbook(io.BytesIO(document)).worksheets[0]["A2"]
    assert cell.data_type == "s" and cell.value == text.replace("\x00", "").replace("\x0b", "")


def test_numbers_and_what_is_not_bound() -> None:
    row: dict[str, Cell | None] = {"a": Cell("7", number=True), "b": Cell("1.5", number=True), "c": None}
    row["d"] = Cell("NaN-like", number=True)
    row["e"] = Cell("x:1", iri="https://example.org/1")
    assert read(spreadsheet.write(Table([*row], [row]), "n"))[1] == (7, 1.5, None, "NaN-like", "https://example.org/1")


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TooLargeForSpreadsheet, match="32,768 characters"):
        spreadsheet.write(Table(["x"], [{"x": Cell("x" * 32_768)}]), "name")


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(["x"], [{"x": Cell("y")}])
    first = spreadsheet.write(table, "name")
    monkeypatch.setattr("time.localtime", lambda *_: (2030, 1, 1, 0, 0, 0, 0, 0, 0))
    assert spreadsheet.write(table, "name") == first


def test_a_second_sheet_says_what_the_rows_are() -> None:
    about = [("Rows", "=1+1"), ("Date of the release", "2026-01-02")]
    book = load_workbook(io.BytesIO(spreadsheet.write(Table(["x"], [{"x": Cell("y")}]), "name", about=about)))
    assert book.sheetnames == ["name", "About"]
    assert [*book["About"].iter_rows(values_only=True)] == about
    assert all(cell.data_type == "s" for row in book["About"] for cell in row)
    assert load_workbook(io.BytesIO(spreadsheet.write(Table(["x"], []), "name"))).sheetnames == ["name"]
