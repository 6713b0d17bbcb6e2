"""The content folders are found, and their fingerprint detects changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from strategy_graph.dataset import Content, find_content
from strategy_graph.dataset.content import data_files, fingerprint, query_files, rule_files
from strategy_graph.dataset.load import load_content
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, GRAPH_SHAPES
from tests.support.content import make_content, write

ROOT = Path(__file__).resolve().parents[2]


def test_the_checkout_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRATEGY_GRAPH_CONTENT", raising=False)
    assert find_content().root == ROOT


def test_the_environment_names_another(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_GRAPH_CONTENT", str(content.root))
    assert find_content() == content


def test_an_argument_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_GRAPH_CONTENT", str(tmp_path / "nowhere"))
    root = make_content(tmp_path / "given")
    assert find_content(root).root == root


@pytest.mark.parametrize("folder", ["ontology", "data", "shapes"])
def test_a_missing_folder_is_named(content: Content, folder: str) -> None:
    (content.root / folder).rename(content.root / "elsewhere")
    with pytest.raises(StrategyGraphError, match=f"there is no folder {folder}") as raised:
        find_content(content.root)
    assert raised.value.where == str(content.root)
    assert raised.value.hint


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(StrategyGraphError, match="holds no RDF file"):
        data_files(Content(tmp_path))


def test_data_and_shapes_are_read_with_the_folders_below_and_the_ontology_without(content: Content) -> None:
    before = fingerprint(content)
    for folder in (content.data, content.shapes, content.ontology):
        write(folder / "deep" / "er" / "more.ttl", f"<http://e/s> <http://e/p> '{folder.name}' .")
    read = load_content(content)
    values = {name: {quad.object for quad in quads} for name, quads in read.graphs.items()}
    assert Literal("ontology") not in values[GRAPH_ONTOLOGY]
    assert Literal("data") in values[GRAPH_DATA]
    assert Literal("shapes") in values[GRAPH_SHAPES]
    assert fingerprint(content) != before


@pytest.mark.parametrize("name", ["deep/config.xml", "deep/package.json"])
def test_xml_and_json_that_are_no_rdf_are_an_error_in_a_content(content: Content, name: str) -> None:
    path = write(content.data / name, "<project/>" if name.endswith("xml") else "name: no JSON")
    with pytest.raises(StrategyGraphError) as raised:
        data_files(content)
    assert raised.value.where == str(path)


def test_rules_run_in_the_order_of_their_names_and_may_be_absent(content: Content, tmp_path: Path) -> None:
    write(content.rules / "05-first.rq", "")
    assert [path.name for path in rule_files(content)] == ["05-first.rq", "10-contributes-to.rq"]
    assert rule_files(Content(tmp_path)) == []


def test_queries_are_optional_and_in_order(content: Content) -> None:
    assert query_files(content) == []
    for name in ("b.rq", "a.rq", "notes.txt"):
        write(content.queries / name, "")
    assert [path.name for path in query_files(content)] == ["a.rq", "b.rq"]


def test_the_fingerprint_changes_with_a_query(content: Content) -> None:
    before = fingerprint(content)
    write(content.queries / "a.rq", "SELECT * {}")
    assert fingerprint(content) != before


@pytest.mark.parametrize(
    "name", ["ontology/terms.ttl", "ontology/rules/10-contributes-to.rq", "data/claims.ttl", "shapes/initiative.ttl"]
)
def test_the_fingerprint_covers_every_input(content: Content, name: str) -> None:
    before = fingerprint(content)
    assert fingerprint(content) == before
    path = content.root / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fingerprint(content) != before


def test_the_fingerprint_ignores_what_is_not_loaded(content: Content) -> None:
    before = fingerprint(content)
    write(content.ontology / "examples" / "another.ttl", "")
    write(content.data / "notes.md", "")
    assert fingerprint(content) == before
