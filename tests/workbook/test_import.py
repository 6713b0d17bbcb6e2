"""The import of a workbook: what it writes, what it leaves alone, and that it is valid."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from strategy_graph.dataset import Content, assemble
from strategy_graph.workbook.errors import ImportRefused
from strategy_graph.workbook.importing import Outcome, import_file
from strategy_graph.workbook.read import read_workbook
from tests.support.plan_tables import Rows, plan_tables, save_tables

BASE = "https://harbour.example.org/id/"


def imported(tables: dict[str, Rows], folder: Path) -> Outcome:
    return import_file(save_tables(tables, folder.with_suffix(".xlsx")), folder, read_workbook, "workbook", BASE)


def graph(folder: Path) -> Store:
    store = Store()
    for path in folder.rglob("*.ttl"):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "data" / "imported").iterdir()}


def test_the_smallest_plan_is_valid(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    report = assemble(Content(tmp_path / "plan")).validate()
    assert [finding.message for finding in report.findings] == [
        "This measure tracks no outcome: if it does, write its progress tracking.",
        "No measure tracks this outcome: if one does, write a progress tracking.",
    ]


def test_a_new_folder_gets_a_manifest_with_the_base_and_the_languages(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Themes"][0]["name@mi"] = "Haumaru"
    imported(tables, tmp_path / "plan")
    manifest = Content(tmp_path / "plan").manifest
    assert (manifest.base, manifest.languages, manifest.title) == (BASE, ("en", "mi"), "plan")


def test_what_is_imported_again_unchanged_is_not_written(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "plan").rglob("*.ttl")}
    assert imported(plan_tables(), tmp_path / "plan").changes == []
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_an_edit_changes_only_its_own_lines(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    before = files(tmp_path / "plan")
    tables = plan_tables()
    tables["Initiatives"][0]["description@en"] = "Lights are put up along the quay and on the pier."
    changes = imported(tables, tmp_path / "plan").changes
    assert [(change.path.name, change.what) for change in changes] == [("workbook-initiatives.ttl", "changed")]
    after = files(tmp_path / "plan")
    old, new = (set(one["workbook-initiatives.ttl"].decode().splitlines()) for one in (before, after))
    assert old - new == {'    dcterms:description "Lights are put up along the quay."@en ;'}
    assert len(new - old) == 1
    assert {name for name in before if before[name] != after[name]} == {"workbook-initiatives.ttl"}


def test_the_order_of_rows_and_sheets_does_not_matter(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "one")
    turned = {title: rows[::-1] for title, rows in reversed(plan_tables().items())}
    imported(turned, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_sheet_that_is_empty_now_loses_its_file(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    tables = plan_tables()
    del tables["Goal alignments"]
    changes = imported(tables, tmp_path / "plan").changes
    assert [(change.path.name, change.what) for change in changes] == [("workbook-goal-alignments.ttl", "removed")]


def test_what_was_authored_beside_is_untouched_and_can_be_referred_to(tmp_path: Path) -> None:
    authored = tmp_path / "plan" / "data" / "outcomes.ttl"
    authored.parent.mkdir(parents=True)
    text = f"""@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
<{BASE}outcome/authored> a dsg:Outcome ; <http://www.w3.org/2000/01/rdf-schema#label> "Authored outcome"@en ."""
    authored.write_text(text)
    own = tmp_path / "plan" / "data" / "imported" / "workbook-outcomes.ttl"
    own.parent.mkdir()
    own.write_text("# Not written by import.\n")
    tables = plan_tables()
    tables["Contributions"][0]["outcome"] = "Authored outcome"
    del tables["Outcomes"]
    tables["Contributions"].pop()
    del tables["Goal alignments"]
    imported(tables, tmp_path / "plan")
    assert authored.read_text() == text
    assert own.read_text() == "# Not written by import.\n"
    claims = (own.parent / "workbook-contributions.ttl").read_text()
    assert "outcome:authored" in claims


def test_a_thing_that_is_described_elsewhere_is_a_conflict(tmp_path: Path) -> None:
    authored = tmp_path / "plan" / "data" / "themes.ttl"
    authored.parent.mkdir(parents=True)
    authored.write_text(f"""# First line.
<{BASE}theme/safety> a <https://w3id.org/digital-strategy-graph/ontology#Theme> .""")
    with pytest.raises(ImportRefused) as refused:
        imported(plan_tables(), tmp_path / "plan")
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row) == ("Themes", 2)
    assert problem.message == f"theme/safety is described in {authored}:2 too"
    assert not (tmp_path / "plan" / "data" / "imported").exists()


def test_another_base_than_the_folders_is_refused(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    book = save_tables(plan_tables(), tmp_path / "again.xlsx")
    with pytest.raises(Exception, match="the folder has the base"):
        import_file(book, tmp_path / "plan", read_workbook, "workbook", "https://other.example.org/")


def test_decomposed_macrons_are_composed(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Themes"][0]["name@mi"] = unicodedata.normalize("NFD", "Tāmaki Mākaurau")
    imported(tables, tmp_path / "plan")
    assert '"Tāmaki Mākaurau"@mi' in (tmp_path / "plan/data/imported/workbook-themes.ttl").read_text(encoding="utf-8")


def test_a_name_without_latin_letters_is_named_by_its_english_one(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Themes"][0] = {"name@ar": "السلامة", **tables["Themes"][0]}
    imported(tables, tmp_path / "plan")
    assert "theme:safety a dsg:Theme" in (tmp_path / "plan/data/imported/workbook-themes.ttl").read_text()


def test_rows_with_the_same_passage_share_its_evidence(tmp_path: Path) -> None:
    imported(plan_tables(), tmp_path / "plan")
    query = "SELECT (COUNT(*) AS ?n) { ?e a <https://w3id.org/digital-strategy-graph/ontology#Evidence> }"
    assert [row["n"].value for row in graph(tmp_path / "plan").query(query)] == ["1"]  # type: ignore[union-attr]


def test_a_passage_that_the_sheet_evidence_has_is_not_made_again(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Evidence"] = [{"id": "my-own", "source": "PLAN", "phrase@en": "a phrase of the plan"}]
    imported(tables, tmp_path / "plan")
    text = (tmp_path / "plan/data/imported/workbook-evidence.ttl").read_text()
    assert text.count("a dsg:Evidence") == 1
    assert "evidence:my-own a dsg:Evidence" in text


def test_two_passages_that_begin_alike_get_different_evidence_whatever_else_there_is(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Themes"][0]["phrase@en"] = "A phrase, of the plan"
    imported(tables, tmp_path / "plan")
    text = (tmp_path / "plan/data/imported/workbook-evidence.ttl").read_text()
    assert text.count("a dsg:Evidence") == 2


def test_a_milestone_gets_the_first_and_last_day_of_its_date(tmp_path: Path) -> None:
    tables = plan_tables()
    tables["Milestones"] = [
        {
            "name@en": "Opening",
            "of": "New lights",
            "status": "done",
            "date": "2026-02",
            "source": "PLAN",
            "phrase@en": "opened in February",
        }
    ]
    imported(tables, tmp_path / "plan")
    text = (tmp_path / "plan/data/imported/workbook-milestones.ttl").read_text()
    assert 'dsg:earliest "2026-02-01"^^xsd:date' in text
    assert 'dsg:latest "2026-02-28"^^xsd:date' in text
