"""What differs is told by resource; a blank node that has not changed does not count, whatever its label."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.dumps.nquads import Statement
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_SHAPES, GRAPHS, PREFIXES, THINGS
from strategy_graph.release_diff import Kind, State, compare, read_state, resource_changes
from strategy_graph.release_diff.report import as_json, as_markdown, as_text
from strategy_graph.release_diff.states import state_of

HEAD = f"""
@prefix : <{THINGS}theme/> . @prefix g: <{GRAPHS}> . @prefix rdfs: <{PREFIXES["rdfs"]}> . @prefix x: <http://x/> .
"""


def state(trig: str) -> State:
    return state_of(canonical_nquads(parse((HEAD + trig).encode(), format=RdfFormat.TRIG)), "a test")


def kinds(old: str, new: str, *, default_view: bool = False) -> dict[str, str]:
    changes = compare(state(old), state(new), default_view=default_view)
    return {change.resource.removeprefix(THINGS): change.kind.value for change in changes.resources.values()}


def test_added_removed_and_changed_resources() -> None:
    old = 'g:d { :a rdfs:label "A" . :b rdfs:label "B" . :same rdfs:label "S" }'
    new = 'g:d { :a rdfs:label "A2" . :c rdfs:label "C" . :same rdfs:label "S" }'
    assert kinds(old, new) == {"theme/a": "changed", "theme/b": "removed", "theme/c": "added"}
    change = compare(state(old), state(new)).resources[THINGS + "theme/a"]
    graph, label = f"<{GRAPHS}d>", f"<{PREFIXES['rdfs']}label>"
    assert change.kind is Kind.CHANGED
    assert change.removed == (Statement(f"<{THINGS}theme/a>", label, '"A"', graph),)
    assert change.added == (Statement(f"<{THINGS}theme/a>", label, '"A2"', graph),)


def test_the_same_content_has_no_changes() -> None:
    changes = compare(state("g:d { :a x:p [ x:q 1 ] }"), state("g:d { :a x:p _:z . _:z x:q 1 }"))
    assert not changes
    assert changes.resources == {}


def test_a_blank_node_belongs_to_what_points_to_it() -> None:
    old = "g:d { :a x:p [ x:q [ x:r 1 ] ] . :b x:p [ x:q 5 ] }"
    new = "g:d { :a x:p [ x:q [ x:r 2 ] ] . :b x:p [ x:q 5 ] }"
    assert kinds(old, new) == {"theme/a": "changed"}


def test_canonical_labels_that_move_are_no_change() -> None:
    many = " . ".join(f":n{number} x:p [ x:q {number} ]" for number in range(30))
    assert kinds(f"g:d {{ {many} }}", f"g:d {{ {many} . :new x:p [ x:q 99 ] }}") == {"theme/new": "added"}


def test_a_deep_change_does_not_give_two_structures_one_label() -> None:
    one = ":a x:list (1 2 3 4)"
    assert kinds(f"g:d {{ {one} . :b x:list (1 2 3 5) }}", f"g:d {{ {one} . :b x:list (1 2 3 6) }}") == {
        "theme/b": "changed"
    }


def test_a_part_with_a_fragment_belongs_to_its_thing() -> None:
    selector = f"<{THINGS}theme/a#selector>"
    assert kinds(
        f"g:d {{ :a x:p {selector} . {selector} x:q 1 }}", f"g:d {{ :a x:p {selector} . {selector} x:q 2 }}"
    ) == {"theme/a": "changed"}


def test_the_default_view_ignores_graphs_and_hidden_ones() -> None:
    old = f"g:d {{ :a x:p 1 }} <{GRAPH_SHAPES}> {{ :s x:p 1 }}"
    new = f"g:e {{ :a x:p 1 }} <{GRAPH_SHAPES}> {{ :s x:p 2 }}"
    assert kinds(old, new, default_view=True) == {}
    assert kinds(old, new) == {"theme/a": "changed", "theme/s": "changed"}


def test_changes_between_files_by_resource(tmp_path: Path) -> None:
    for name, value in (("old", 1), ("new", 2)):
        (tmp_path / f"{name}.nq").write_text(f'<http://x/s> <http://x/p> "{value}" <http://x/g> .\n', encoding="utf-8")
    assert list(resource_changes(tmp_path / "old.nq", tmp_path / "new.nq")) == ["http://x/s"]


def test_the_reports_tell_the_same() -> None:
    old = state('g:d { :a rdfs:label "A"@en . :b rdfs:label "B" . :a x:p [ x:q 1 ] }')
    changes = compare(old, state('g:d { :a rdfs:label "`A2`"@en ; x:p [ x:q 2 ] }'))
    text, markdown, document = as_text(changes), as_markdown(changes), json.loads(as_json(changes))
    assert text.startswith("Resources: 0 added, 1 removed, 1 changed; 3 triples added, 4 removed\n")
    assert '    - rdfs:label "A"@en\n    + rdfs:label "`A2`"@en' in text
    assert "\n- theme:b\n" in text
    assert "## Removed (1)" in markdown
    assert '- added: `` rdfs:label "`A2`"@en ``' in markdown
    assert [item["change"] for item in document["resources"]] == ["changed", "removed"]
    assert document["added"] == 3
    assert as_text(compare(old, old)) == "Nothing differs\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.nq", None, "cannot be read"),
        ("bad.nq", b"this is no N-Quads\n", "is not N-Quads"),
        ("bad.nq.gz", b"no gzip", "the file is damaged"),
        ("bad.nq.zst", b"no zstd", "the file is damaged"),
        ("dsg.ttl", b"", "is no dump of all graphs"),
        ("latin.nq", b'<http://x/s> <http://x/p> "\xff" .\n', "is not N-Quads"),
    ],
)
def test_a_file_that_cannot_be_compared_is_told(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StrategyGraphError, match=message) as caught:
        read_state(tmp_path / name)
    assert caught.value.hint
    assert name in str(caught.value)


def test_a_folder_without_a_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(StrategyGraphError, match="no release and no dump"):
        read_state(tmp_path)
