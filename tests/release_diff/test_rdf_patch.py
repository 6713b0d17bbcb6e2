"""A patch applied to the old dump gives the new one, byte for byte, blank nodes included."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from strategy_graph.dataset import Content, build_release
from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.dataset.release.retention import kept_releases
from strategy_graph.release_diff import PatchRefused, apply_patch, compare, read_patch, read_state, write_patch
from strategy_graph.release_diff.patch_files import patch_file
from strategy_graph.release_diff.states import state_of
from tests.support.content import make_content

IRIS = st.sampled_from([NamedNode(f"http://x/{name}") for name in "abc"])
BLANK = st.sampled_from([BlankNode(name) for name in "klmnop"])
LITERALS = st.sampled_from([Literal("1"), Literal("a\nb", language="mi"), Literal('_:c14n0 "')])
QUADS = st.builds(Quad, IRIS | BLANK, IRIS, IRIS | BLANK | BLANK | LITERALS, IRIS)
DATASETS = st.lists(QUADS, max_size=12)


@settings(max_examples=200, deadline=None)
@given(DATASETS, DATASETS, DATASETS)
def test_a_patch_leads_from_any_dataset_to_any_other(common: list[Quad], before: list[Quad], after: list[Quad]) -> None:
    old, new = canonical_nquads([*common, *before]), canonical_nquads([*common, *after])
    changes = compare(state_of(old, "old"), state_of(new, "new"))
    patch = read_patch(write_patch(changes).decode(), "a patch")
    assert apply_patch(changes.old, patch) == new
    assert bool(changes) == (old != new)


@settings(max_examples=100, deadline=None)
@given(DATASETS, st.permutations("klmnop"))
def test_stable_labels_do_not_depend_on_the_labels_before(quads: list[Quad], names: list[str]) -> None:
    renamed = dict(zip("klmnop", names, strict=True))

    def rename(term: Any) -> Any:
        return BlankNode(renamed[term.value]) if isinstance(term, BlankNode) else term

    other = [Quad(rename(q.subject), q.predicate, rename(q.object), q.graph_name) for q in quads]
    assert state_of(canonical_nquads(quads), "") == state_of(canonical_nquads(other), "")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """The folder of two releases, of which the second has other labels and other blank nodes."""
    content = Content(make_content(tmp_path / "content"))
    build_release(content, tmp_path / "release")
    file = next(path for path in sorted(content.data.glob("*.ttl")) if '"another"' in path.read_text(encoding="utf-8"))
    text = file.read_text(encoding="utf-8").replace('"another"@en', '"changed"@en')
    file.write_text(text.replace('"Call"@en', '"Called"@en'), encoding="utf-8")
    build_release(content, tmp_path / "release")
    return tmp_path / "release"


def test_the_patch_between_two_releases_is_a_file_and_gives_the_new_dump(two: Path) -> None:
    old, new = kept_releases(two)
    file = patch_file(old, new)
    assert file.path.read_bytes() == write_patch(compare(read_state(old.directory), read_state(new.directory)))
    patch = read_patch(file.path.read_text(encoding="utf-8"), file.name)
    assert apply_patch(read_state(old.directory), patch) == (new.directory / "canonical.nq").read_bytes()
    back = read_patch(patch_file(new, old).path.read_text(encoding="utf-8"), "back")
    assert apply_patch(read_state(new.directory), back) == (old.directory / "canonical.nq").read_bytes()


def test_the_lines_are_those_of_rdf_patch(two: Path) -> None:
    old, new = kept_releases(two)
    lines = patch_file(old, new).path.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["H", "H", "H", "TX"]
    assert lines[-1] == "TC ."
    assert {line.split()[0] for line in lines[4:-1]} == {"A", "D"}
    assert all(line.endswith(" .") for line in lines)


def test_a_patch_for_another_release_or_a_damaged_one_is_refused(two: Path) -> None:
    old, new = kept_releases(two)
    text = patch_file(old, new).path.read_text(encoding="utf-8")
    patch = read_patch(text, "p")
    with pytest.raises(PatchRefused, match="the patch is for the release"):
        apply_patch(read_state(new.directory), patch)
    with pytest.raises(PatchRefused, match="does not lead to the release"):
        apply_patch(read_state(old.directory), replace(patch, added=patch.added[1:]))
    with pytest.raises(PatchRefused, match="has lost its end"):
        read_patch(text.replace("TC .\n", ""), "p")
    with pytest.raises(PatchRefused, match="has lost its headers"):
        read_patch(text.replace("H old", "#", 1).replace("# ", "H id <", 1), "p")
    with pytest.raises(PatchRefused, match="p:5: this line is no RDF Patch"):
        read_patch("\n".join([*text.split("\n")[:4], "A nonsense .", "TC ."]), "p")
