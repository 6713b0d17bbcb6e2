"""Who follows the stream from its root has, after each release, exactly what its default view holds."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.event_stream import Step, root_page, step_pages
from strategy_graph.namespaces import GRAPH_SHAPES, GRAPHS, PREFIXES, THINGS

TREE, AS = Namespace("https://w3id.org/tree#"), Namespace("https://www.w3.org/ns/activitystreams#")
ROOT = "https://data.example.org/dsg/ldes"
STREAM = URIRef(ROOT + "#stream")
HEAD = f"@prefix : <{THINGS}theme/> . @prefix g: <{GRAPHS}> . @prefix x: <http://x/> .\n"
PART = f"<{THINGS}theme/a#part>"
STATES = [
    f"g:a {{ :a x:p 1 ; x:part {PART} . {PART} x:p [ x:q 1 ] . :gone x:p :a }}",
    f"g:a {{ :a x:p 2 ; x:part {PART} . {PART} x:p [ x:q 2 ] . x:other x:p 'new'@mi }}",
    "g:b { :a x:p 2 . x:other x:p 'new'@mi . :māori x:p 3 }",
]


@pytest.fixture
def history(tmp_path: Path) -> list[Step]:
    steps = []
    for number, state in enumerate(STATES):
        folder = tmp_path / str(number)
        folder.mkdir()
        hidden = f"<{GRAPH_SHAPES}> {{ x:shape x:p {number} }}"
        quads = parse((HEAD + state + hidden).encode(), format=RdfFormat.TRIG)
        (folder / "canonical.nq").write_bytes(canonical_nquads(quads))
        old = tmp_path / str(number - 1) if number else None
        steps.append(Step(old, folder, f"{number}", f"2026-01-0{number + 1}T00:00:00Z"))
    return steps


def follow(history: list[Step]) -> dict[str, Graph]:
    """Return the latest version of each resource, found by following the relations of the root."""
    root = Graph().parse(data=root_page(history), format="turtle", publicID=ROOT)
    assert (STREAM, TREE.view, URIRef(ROOT)) in root
    served = {
        urljoin(ROOT, f"ldes/{step.name}/{number}"): body
        for step in history
        for number, body in enumerate(step_pages(step), 1)
    }
    relations = list(root.objects(URIRef(ROOT), TREE.relation))
    assert {str(root.value(relation, TREE.node)) for relation in relations} == set(served)
    latest: dict[str, Graph] = {}
    seen = set()
    for relation in sorted(relations, key=lambda relation: str(root.value(relation, TREE.value))):
        node = str(root.value(relation, TREE.node))
        page = Graph().parse(data=served[node], format="turtle", publicID=node)
        assert (STREAM, TREE.view, URIRef(ROOT)) in page
        for member in page.objects(STREAM, TREE.member):
            assert member not in seen
            seen.add(member)
            assert str(member).partition("#")[0] == node
            assert str(page.value(member, DCTERMS.modified)) >= str(root.value(relation, TREE.value))
            latest[str(page.value(member, DCTERMS.isVersionOf))] = page.cbd(member)
    return latest


def materialised(versions: dict[str, Graph]) -> Graph:
    result = Graph()
    for resource, version in versions.items():
        member = next(version.subjects(DCTERMS.isVersionOf, URIRef(resource)))
        if (member, RDF.type, AS.Delete) in version:
            continue
        for subject, predicate, value in version:
            if predicate not in {DCTERMS.isVersionOf, DCTERMS.modified}:
                result.add((URIRef(resource) if subject == member else subject, predicate, value))
    return result


@pytest.mark.parametrize("until", [1, 2, 3])
def test_following_the_stream_gives_the_default_view(history: list[Step], until: int) -> None:
    lines = (history[until - 1].new / "canonical.nq").read_text(encoding="utf-8").splitlines()
    triples = [line.rpartition(" <")[0] for line in lines if f"<{GRAPH_SHAPES}> ." not in line]
    expected = Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    assert isomorphic(materialised(follow(history[:until])), expected)


def test_what_was_removed_is_a_deletion_that_holds_nothing_else(history: list[Step]) -> None:
    page = Graph().parse(data=step_pages(history[1])[0], format="turtle")
    gone = next(page.subjects(DCTERMS.isVersionOf, URIRef(THINGS + "theme/gone")))
    assert set(page.predicates(gone)) == {RDF.type, DCTERMS.isVersionOf, DCTERMS.modified}
    assert page.value(gone, RDF.type) == AS.Delete


def test_a_release_that_changes_nothing_in_the_default_view_has_no_page(history: list[Step]) -> None:
    same = Step(history[0].new, history[0].new, "same", "2026-02-01T00:00:00Z")
    assert step_pages(same) == ()
    assert root_page([history[0], same]) == root_page([history[0]])


def test_many_members_are_paged_and_each_leads_to_its_page(
    history: list[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strategy_graph.event_stream.pages.PAGE_MEMBERS", 2)
    step_pages.cache_clear()
    assert [len(step_pages(step)) for step in history] == [2, 2, 2]
    assert set(follow(history)) == {
        *(THINGS + "theme/" + name for name in ("a", "a#part", "gone", "māori")),
        "http://x/other",
    }
    step_pages.cache_clear()


def test_addresses_are_relative(history: list[Step]) -> None:
    text = root_page(history).decode()
    assert "tree:node <ldes/0/1>" in text
    assert "example.org" not in text
    assert f"@prefix theme: <{PREFIXES['theme']}>" not in text
