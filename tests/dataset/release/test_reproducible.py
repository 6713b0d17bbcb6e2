"""The same content gives the same bytes, and a changed fact changes the lines that concern it and no other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from strategy_graph.dataset import Content, assemble, find_content
from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.namespaces import GRAPH_META, GRAPH_SHAPES, THINGS
from tests.support.content import PREFIXES, write

pytestmark = pytest.mark.slow(reason="assembles the whole content several times")

EVIDENCE = "summary-eliminate-terrorist-and-violent-extremist-content-online"


@pytest.fixture(scope="module")
def lines() -> set[str]:
    return default_view(find_content())


@pytest.fixture
def copy(tmp_path: Path) -> Content:
    """Our own content, whose facts can be changed."""
    ours = find_content()
    for name in ("data", "ontology", "queries"):
        shutil.copytree(ours.root / name, tmp_path / name)
    shutil.copy(ours.root / "content.toml", tmp_path)
    return Content(tmp_path)


def default_view(content: Content) -> set[str]:
    text = canonical_nquads(assemble(content).all()).decode()
    return {line for line in text.splitlines() if not line.endswith(f"<{GRAPH_SHAPES}> .")}


def test_the_default_view_has_no_blank_node(lines: set[str]) -> None:
    assert [line for line in lines if re.search(r"(?:^| )_:", line)] == []
    assert len([line for line in lines if line.startswith(f"<{THINGS}evidence/{EVIDENCE}#selector> ")]) == 2


def test_other_files_with_the_same_facts_give_the_same_bytes(lines: set[str], copy: Content) -> None:
    """The blank nodes get other labels and another order."""
    (copy.data / "evidence.ttl").rename(copy.data / "zz.ttl")
    (copy.data / "organisations.ttl").rename(copy.data / "a.ttl")
    assert default_view(copy) == lines


def test_a_changed_phrase_changes_its_line(lines: set[str], copy: Content) -> None:
    path = copy.data / "evidence.ttl"
    text = path.read_text(encoding="utf-8")
    (phrase,) = re.findall(rf'evidence:{EVIDENCE} .*?oa:exact "([^"]+)"', text, re.DOTALL)[:1]
    path.write_text(text.replace(f'"{phrase}"', '"a phrase that was worded anew"'), encoding="utf-8")
    changed = default_view(copy) ^ lines
    assert {line.split()[1] for line in changed} == {"<http://www.w3.org/ns/oa#exact>"}
    assert {line.split()[0] for line in changed} == {f"<{THINGS}evidence/{EVIDENCE}#selector>"}


def test_an_added_fact_adds_its_lines_and_changes_numbers(lines: set[str], copy: Content) -> None:
    write(
        copy.data / "more.ttl",
        PREFIXES + f"<{THINGS}evidence/{EVIDENCE}> oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact 'second'@en ] .",
    )
    changed = default_view(copy) ^ lines
    meta = {line for line in changed if line.endswith(f"<{GRAPH_META}> .")}
    assert {re.sub(r".*[/#]", "", line.split()[1]).rstrip(">") for line in meta} <= {
        "triples",
        "entities",
        "distinctSubjects",
        "distinctObjects",
    }
    assert all(f"<{THINGS}evidence/{EVIDENCE}" in line for line in changed - meta)
    assert len(meta) < 60


def test_a_content_of_ones_own_gets_names_below_its_own_address(tmp_path: Path) -> None:
    own = "https://plan.example/id/"
    write(tmp_path / "content.toml", f'[content]\nbase = "{own}"\n')
    write(
        tmp_path / "data" / "x.ttl",
        PREFIXES
        + f"<{own}x> dsg:detail [ rdfs:label 'a' ] . <http://elsewhere.example/y> dsg:detail [ rdfs:label 'b' ] ."
        "<https://plan.example/dataset> a <http://rdfs.org/ns/void#Dataset> .",
    )
    found = default_view(Content(tmp_path))
    subjects = {line.split()[0] for line in found if "XMLSchema#string" not in line and '> "' in line}
    assert f"<{own}x#detail>" in subjects
    assert any(re.fullmatch(r"<https://plan\.example/dataset#y-[0-9a-f]{8}\.detail>", name) for name in subjects)
