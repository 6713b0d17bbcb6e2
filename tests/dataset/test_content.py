"""The content folders are found, and their fingerprint detects changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from strategy_graph.dataset import Content, find_content
from strategy_graph.dataset.content import data_files, ontology_files, query_files, rule_files, shape_files
from strategy_graph.dataset.fingerprint import fingerprint
from strategy_graph.dataset.load import load_content
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, GRAPH_SHAPES
from tests.support.content import PREFIXES, make_content, write

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


def test_a_missing_folder_of_data_is_named(content: Content) -> None:
    content.data.rename(content.root / "elsewhere")
    with pytest.raises(StrategyGraphError, match="there is no folder data") as raised:
        find_content(content.root)
    assert raised.value.where == str(content.root)
    assert "content.toml" in str(raised.value.hint)


def test_what_a_folder_lacks_comes_from_the_packaged_content(tmp_path: Path) -> None:
    write(tmp_path / "data" / "plan.ttl", "<http://e/s> <http://e/p> <http://e/o> .")
    content, packaged = find_content(tmp_path), find_content(ROOT)
    assert (content.ontology, content.queries) == (packaged.ontology, packaged.queries)
    assert ontology_files(content) == ontology_files(packaged)
    assert rule_files(content) == rule_files(packaged)
    assert query_files(content) == query_files(packaged)
    core = [file.path for file in shape_files(content).files]
    assert core == sorted((ROOT / "shapes" / "core").glob("*.ttl"))
    assert [file.path for file in data_files(content).files] == [tmp_path / "data" / "plan.ttl"]


def test_a_profile_is_read_beside_the_core(tmp_path: Path) -> None:
    write(tmp_path / "data" / "plan.ttl", "")
    write(tmp_path / "content.toml", "[content]\nprofile = 'aotearoa'\n")
    content = find_content(tmp_path)
    names = {file.path.relative_to(ROOT / "shapes").parts[:-1] for file in shape_files(content).files}
    assert names == {("core",), ("profiles", "aotearoa")}
    assert shape_files(content, core_only=True).files == shape_files(Content(tmp_path / "other")).files


def test_a_profile_and_shapes_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "data" / "plan.ttl", "")
    write(tmp_path / "content.toml", "[content]\nprofile = 'mine'\n")
    mine = write(tmp_path / "shapes" / "profiles" / "mine" / "names.ttl", PREFIXES)
    write(tmp_path / "shapes" / "profiles" / "other" / "names.ttl", PREFIXES)
    beside = write(tmp_path / "shapes" / "more.ttl", PREFIXES)
    below = write(tmp_path / "shapes" / "deep" / "more.ttl", PREFIXES)
    own = [file.path for file in shape_files(find_content(tmp_path)).files if tmp_path in file.path.parents]
    assert own == [beside, below, mine]
    assert len(shape_files(find_content(tmp_path)).files) > 30


def test_a_profile_that_does_not_exist(tmp_path: Path) -> None:
    write(tmp_path / "data" / "plan.ttl", "")
    write(tmp_path / "content.toml", "[content]\nprofile = 'zealandia'\n")
    with pytest.raises(StrategyGraphError, match="there is no profile 'zealandia'") as raised:
        shape_files(find_content(tmp_path))
    assert raised.value.where == str(tmp_path / "content.toml")
    assert raised.value.hint == "Put its shapes into shapes/profiles/zealandia/, or name one of: aotearoa"


def test_shapes_without_core_and_profiles_are_a_whole_set(content: Content) -> None:
    assert [file.path for file in shape_files(content).files] == [content.root / "shapes" / "initiative.ttl"]


def test_the_fingerprint_covers_the_manifest_and_what_is_packaged(tmp_path: Path) -> None:
    write(tmp_path / "data" / "plan.ttl", "<http://e/s> <http://e/p> <http://e/o> .")
    seen = {fingerprint(Content(tmp_path))}
    write(tmp_path / "content.toml", "[content]\n")
    seen.add(fingerprint(Content(tmp_path)))
    write(tmp_path / "content.toml", "[content]\nprofile = 'aotearoa'\n")
    seen.add(fingerprint(Content(tmp_path)))
    write(tmp_path / "queries" / "a.rq", "ASK {}")
    seen.add(fingerprint(Content(tmp_path)))
    assert len(seen) == 4


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
    (tmp_path / "bare" / "ontology").mkdir(parents=True)
    assert rule_files(Content(tmp_path / "bare")) == []


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
