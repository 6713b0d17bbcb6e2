"""The store of a release holds every named graph, and in the default graph their union, each triple once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from strategy_graph.dataset import Content, RdfSyntaxError, Release, build_release, build_user_data_release
from strategy_graph.dataset.assembly import no_progress
from strategy_graph.dataset.rdf_files.rdf_file import rdf_file
from strategy_graph.dataset.release import oxigraph_store as store_module
from strategy_graph.dataset.release.folder import MANIFEST
from strategy_graph.dataset.release.oxigraph_store import DEFAULT_GRAPH, load_store, write_store
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_SHAPES
from tests.support.content import PREFIXES, write

DEFAULT = DefaultGraph()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "release"


@pytest.fixture(params=[0, 10**9], ids=["native", "streamed"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load files through the native loader or Python, regardless of their size."""
    monkeypatch.setattr(store_module, "_NATIVE_MIN_BYTES", request.param)


def default_graph(release: Release) -> set[tuple[str, str, str]]:
    store = Store.read_only(str(release.store))
    return {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in store.quads_for_pattern(None, None, None, DEFAULT)
    }


def shown(*numbers: int) -> set[tuple[str, str, str]]:
    return {("<http://e/s>", "<http://e/p>", f"<http://e/{number}>") for number in numbers}


def nquads(*pairs: tuple[int, str]) -> str:
    return "".join(f"<http://e/s> <http://e/p> <http://e/{number}> {graph} .\n" for number, graph in pairs)


# --- Ours --------------------------------------------------------------------------------------------


def test_the_default_graph_of_ours_is_every_graph_but_the_shapes(content: Content, target: Path) -> None:
    release = build_release(content, target)
    store = Store.read_only(str(release.store))
    union = {quad.triple for quad in store if quad.graph_name not in (DEFAULT, NamedNode(GRAPH_SHAPES))}
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, DEFAULT)} == union
    assert len(union) == release.default_triples
    shapes = store.quads_for_pattern(None, None, None, NamedNode(GRAPH_SHAPES))
    assert not {quad.triple for quad in shapes} & union
    assert DEFAULT_GRAPH not in release.graphs


def test_a_triple_in_two_graphs_of_ours_counts_once(content: Content, target: Path) -> None:
    apart = build_release(content, target)
    # In the ontology, and in the data as well.
    write(content.data / "again.ttl", PREFIXES + "dsg:Initiative a owl:Class .")
    release = build_release(content, target)
    assert release.graphs[GRAPH_DATA] == apart.graphs[GRAPH_DATA] + 1
    assert release.triples == apart.triples + 1
    assert release.default_triples == apart.default_triples


def test_the_union_is_no_part_of_the_digest(content: Content, target: Path) -> None:
    release = build_release(content, target)
    canonical = (release.directory / "canonical.nq").read_bytes()
    assert canonical.count(b"\n") == release.triples


def test_quads_in_memory(tmp_path: Path) -> None:
    subject, predicate = NamedNode("http://e/s"), NamedNode("http://e/p")
    names = ["http://e/a", "http://e/b", "http://e/hidden"]
    quads = [Quad(subject, predicate, subject, NamedNode(name)) for name in names]
    quads.append(Quad(subject, predicate, predicate, NamedNode("http://e/hidden")))
    counts = write_store(tmp_path / "store", quads, {"http://e/hidden"})
    assert counts.graphs == {"http://e/a": 1, "http://e/b": 1, "http://e/hidden": 2}
    assert counts.default_triples == 1


# --- A user's own ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
def test_nquads_of_a_user(tmp_path: Path, target: Path) -> None:
    text = nquads((1, "<http://e/a>"), (1, "<http://e/b>"), (2, "<http://e/b>"), (2, ""), (3, ""), (4, "_:g"))
    release = build_user_data_release(write(tmp_path / "facts.nq", text), target)
    blank = next(name for name in release.graphs if name.startswith("_:"))
    assert release.graphs == {DEFAULT_GRAPH: 2, "http://e/a": 1, "http://e/b": 2, blank: 1}
    assert release.triples == 6
    assert release.default_triples == 4
    assert default_graph(release) == shown(1, 2, 3, 4)


@pytest.mark.usefixtures("loader")
def test_without_named_graphs_there_is_nothing_to_join(tmp_path: Path, target: Path) -> None:
    steps: list[str] = []
    release = build_user_data_release(
        write(tmp_path / "facts.nt", nquads((1, ""), (1, ""))), target, progress=steps.append
    )
    assert release.graphs == {DEFAULT_GRAPH: 1}
    assert release.default_triples == release.triples == 1
    assert not [step for step in steps if "joining" in step]


@pytest.mark.usefixtures("loader")
def test_blank_nodes_are_shared_in_a_file_and_its_union_but_not_between_files(tmp_path: Path, target: Path) -> None:
    folder = tmp_path / "theirs"
    for name in ("a.nq", "b.nq"):
        write(folder / name, "_:x <http://e/p> _:x <http://e/g> .\n_:x <http://e/q> _:x .\n")
    release = build_user_data_release(folder, target)
    assert release.graphs == {DEFAULT_GRAPH: 2, "http://e/g": 2}
    assert release.default_triples == 4
    assert len({subject for subject, _, _ in default_graph(release)}) == 2


@pytest.mark.usefixtures("loader")
def test_large_files_are_read_as_small_ones_are(tmp_path: Path, target: Path) -> None:
    folder = tmp_path / "theirs"
    write(folder / "mark.ttl", "\ufeff<#s> <p> <o> .")
    write(folder / "unnamed", nquads((1, "<http://e/a>")))
    write(folder / "list.jsonld", '{"@id": "http://e/s", "http://e/p": {"@id": "http://e/2"}}')
    release = build_user_data_release(folder, target)
    mark = folder / "mark.ttl"
    relative = (f"<{mark.as_uri()}#s>", f"<{(folder / 'p').as_uri()}>", f"<{(folder / 'o').as_uri()}>")
    assert default_graph(release) == {relative, *shown(2)}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("name", "text", "place", "said"),
    [
        ("bad.nt", nquads((1, "")) * 3 + '<http://e/s> <http://e/p> "x"\n', "bad.nt:5:1", "not valid N-Triples"),
        ("bad.ttl", "<http://e/s> <http://e/p> ex:o .\n", "bad.ttl:1:27", "Declare the prefix"),
        ("bad.nq", nquads((1, "<g>")), "bad.nq:1:40", "Write the IRI in full"),
        ("bad.rdf", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n</r>", "bad.rdf:2:", "RDF/XML"),
    ],
)
def test_a_broken_file_is_named_with_its_place(
    tmp_path: Path, target: Path, name: str, text: str, place: str, said: str
) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(RdfSyntaxError) as raised:
        build_user_data_release(path, target)
    assert str(raised.value).startswith(str(tmp_path / place))
    assert said in str(raised.value)
    assert [entry.name for entry in target.iterdir()] == [".lock"]


# --- Interruption ------------------------------------------------------------------------------------

# Prints each step, so that the test knows when to interrupt.
LOAD = """
import sys
from pathlib import Path
from strategy_graph.dataset import build_user_data_release

build_user_data_release(Path(sys.argv[1]), Path(sys.argv[2]), progress=lambda step: print(step, flush=True))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_load_leaves_nothing(tmp_path: Path, target: Path, how: signal.Signals) -> None:
    path = tmp_path / "large.nt"
    lines = "".join(f"<http://e/{number}> <http://e/p> <http://e/o> .\n" for number in range(400_000))
    path.write_text(lines, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", LOAD, str(path), str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        for step in process.stdout:
            if step.startswith("reading"):
                break
        process.send_signal(how)
        rest = process.stdout.read()
    assert process.returncode != 0
    assert "writing the release" not in rest
    assert not list(target.glob(f"*/{MANIFEST}"))
    if how == signal.SIGINT:
        assert [entry.name for entry in target.iterdir()] == [".lock"]
    path.write_text(nquads((1, "")), encoding="utf-8")
    assert build_user_data_release(path, target).triples == 1
    assert not list(target.glob(".building-*"))


def test_a_store_that_cannot_be_written_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.nt", nquads((1, "")))
    blocked = write(tmp_path / "blocked", "")
    with pytest.raises(StrategyGraphError) as raised:
        load_store(blocked / "store", [rdf_file(path)], no_progress, [])
    assert raised.value.where == str(blocked / "store")
    assert os.fspath(path) not in str(raised.value)
