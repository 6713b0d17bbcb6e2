"""Releases are published atomically, even if a build is killed; the same content gives the same release."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from strategy_graph.dataset import (
    Content,
    Release,
    ReleaseRefused,
    build_release,
    build_user_data_release,
    current_release,
    is_stale,
)
from strategy_graph.dataset.release.folder import KEPT_RELEASES
from strategy_graph.dataset.release.oxigraph_store import DEFAULT_GRAPH
from strategy_graph.dataset.void_description import DATASET
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_DERIVED, GRAPH_META, GRAPH_ONTOLOGY, GRAPH_SHAPES
from tests.support.content import PREFIXES, UNLABELLED, write

INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")

pytestmark = pytest.mark.slow(reason="kills builds at many moments")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "release"


def leftovers(target: Path) -> list[str]:
    """List the entries of a target folder except releases, the link and the lock."""
    known = {".lock", "current"}
    return [path.name for path in target.iterdir() if path.name not in known and not (path / "manifest.json").exists()]


def stored(release: Release) -> int:
    """Return the expected number of quads: the named graphs, and the default graph with their union."""
    return release.triples - release.graphs.get(DEFAULT_GRAPH, 0) + release.default_triples


def add_initiative(content: Content, name: str) -> None:
    text = UNLABELLED.replace("nameless", name).replace(" .", f' ; rdfs:label "{name}"@en ; dsg:detail "x"@en .')
    write(content.data / f"{name}.ttl", PREFIXES + text)


def test_what_a_release_holds(content: Content, target: Path) -> None:
    steps: list[str] = []
    release = build_release(content, target, progress=steps.append)
    assert release == current_release(target)
    assert release.directory == target / release.digest[:16]
    assert {path.name for path in release.directory.iterdir()} == {
        "store",
        "manifest.json",
        "report.ttl",
        "report.json",
        "shapes.json",
        "canonical.nq",
    }
    assert release.graphs.keys() == {GRAPH_ONTOLOGY, GRAPH_DATA, GRAPH_DERIVED, GRAPH_SHAPES, GRAPH_META}
    assert release.graphs[GRAPH_DATA] == 13
    assert release.graphs[GRAPH_DERIVED] == 1
    store = Store.read_only(str(release.store))
    assert len(store) == stored(release)
    assert {name.value for name in store.named_graphs()} == release.graphs.keys()
    assert json.loads((release.directory / "report.json").read_text())["conforms"] is True
    assert release.findings == {"violation": 0, "warning": 0, "info": 0}
    assert steps[0].startswith("reading")
    assert steps[-1] == "writing the store"
    assert leftovers(target) == []


def test_the_description_counts_the_triples(content: Content, target: Path) -> None:
    release = build_release(content, target)
    store = Store.read_only(str(release.store))
    triples = NamedNode("http://rdfs.org/ns/void#triples")
    for graph in (GRAPH_ONTOLOGY, GRAPH_DATA, GRAPH_DERIVED, GRAPH_SHAPES, GRAPH_META):
        (quad,) = store.quads_for_pattern(NamedNode(graph), triples, None, NamedNode(GRAPH_META))
        assert isinstance(quad.object, Literal)
        assert int(quad.object.value) == release.graphs[graph]
    (quad,) = store.quads_for_pattern(NamedNode(DATASET), triples, None, NamedNode(GRAPH_META))
    assert quad.object == Literal(str(release.default_triples), datatype=INTEGER)


def test_what_the_description_states_too_is_in_one_graph(content: Content, target: Path) -> None:
    apart = build_release(content, target)
    write(
        content.data / "dataset.ttl",
        PREFIXES + "<http://e/set> a <http://rdfs.org/ns/void#Dataset> ; rdfs:comment 'ours'@en .",
    )
    release = build_release(content, target)
    assert release.graphs[GRAPH_DATA] == apart.graphs[GRAPH_DATA] + 1
    assert release.default_triples == sum(n for name, n in release.graphs.items() if name != GRAPH_SHAPES)
    store = Store.read_only(str(release.store))
    triples = NamedNode("http://rdfs.org/ns/void#triples")
    (quad,) = store.quads_for_pattern(NamedNode("http://e/set"), triples, None, NamedNode(GRAPH_META))
    assert quad.object == Literal(str(release.default_triples), datatype=INTEGER)
    assert not list(store.quads_for_pattern(NamedNode(DATASET), None, None))


def test_building_twice_gives_the_same_release(content: Content, target: Path) -> None:
    first = build_release(content, target)
    stamp = (first.store / "CURRENT").stat()
    second = build_release(content, target)
    assert second.digest == first.digest
    assert second.directory == first.directory
    assert (second.store / "CURRENT").stat().st_ino == stamp.st_ino


def test_a_forced_build_writes_anew_and_leaves_the_folder_that_is_served(content: Content, target: Path) -> None:
    first = build_release(content, target)
    served = Store.read_only(str(first.store))
    second = build_release(content, target, force=True)
    assert second.digest == first.digest
    assert second.directory != first.directory
    assert current_release(target) == second
    assert len(served) == stored(second)


def test_staleness(content: Content, target: Path) -> None:
    release = build_release(content, target)
    assert not is_stale(content, release)
    path = content.data / "claims.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert is_stale(content, release)
    # The same graph from other bytes: the release is reused, and is no longer stale.
    again = build_release(content, target)
    assert again.directory == release.directory
    assert not is_stale(content, again)


def test_a_release_of_other_software_is_stale(content: Content, target: Path) -> None:
    manifest = build_release(content, target).directory / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "software": "0.0.1"}))
    release = current_release(target)
    assert release is not None
    assert is_stale(content, release)


@pytest.mark.parametrize("damage", ["{", "{}", '{"format": 0}', "[]", None])
def test_an_unreadable_release_is_none_and_is_built_again(content: Content, target: Path, damage: str | None) -> None:
    first = build_release(content, target)
    manifest = first.directory / "manifest.json"
    manifest.unlink() if damage is None else manifest.write_text(damage)
    assert current_release(target) is None
    second = build_release(content, target)
    assert second.digest == first.digest
    assert current_release(target) == second


def test_no_release_yet(target: Path) -> None:
    assert current_release(target) is None


def test_a_release_with_a_lost_store_is_built_again(content: Content, target: Path) -> None:
    first = build_release(content, target)
    for path in first.store.iterdir():
        path.unlink()
    second = build_release(content, target)
    assert len(Store.read_only(str(second.store))) == stored(first)


def test_violations_keep_the_last_good_release(content: Content, target: Path) -> None:
    good = build_release(content, target)
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    with pytest.raises(ReleaseRefused, match=r"1 violation \(the last good release stays in use\)") as raised:
        build_release(content, target)
    assert raised.value.exit_code == 1
    assert raised.value.report.counts["violation"] == 1
    assert current_release(target) == good
    assert len(Store.read_only(str(good.store))) == stored(good)
    assert leftovers(target) == []


def test_violations_and_nothing_before(content: Content, target: Path) -> None:
    write(content.data / "nameless.ttl", PREFIXES + UNLABELLED)
    with pytest.raises(ReleaseRefused, match="there is no earlier release"):
        build_release(content, target)
    assert current_release(target) is None


def test_old_releases_are_removed_but_some_are_kept(content: Content, target: Path) -> None:
    built: list[Release] = []
    for number in range(KEPT_RELEASES + 2):
        add_initiative(content, f"extra-{number}")
        built.append(build_release(content, target))
        os.utime(built[-1].directory, (number, number))
    assert len({release.digest for release in built}) == KEPT_RELEASES + 2
    kept = {path.parent.name for path in target.glob("*/manifest.json")} - {"current"}
    assert kept == {release.directory.name for release in built[-KEPT_RELEASES:]}
    assert leftovers(target) == []


# --- Interruption ----------------------------------------------------------------------------------

# Builds a release and kills itself before or after a function of the release modules.
KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from strategy_graph.dataset import Content, build_release
from strategy_graph.dataset.release import build as release, folder

content, target, module, name, moment = sys.argv[1:]
owner = {"folder": folder, "release": release}[module]
original = getattr(owner, name)

def fatal(*args, **kwargs):
    if moment == "after":
        original(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, name, fatal)
build_release(Content(Path(content)), Path(target))
"""


@pytest.mark.parametrize(
    ("module", "name", "moment", "published"),
    [
        ("release", "canonical_nquads", "before", False),
        ("release", "write_store", "before", False),
        ("release", "write_store", "after", False),
        ("folder", "flush_tree", "after", False),
        ("folder", "set_current", "before", False),
        ("folder", "set_current", "after", True),
    ],
)
def test_a_build_killed_at_any_point_leaves_a_whole_release(
    content: Content, target: Path, module: str, name: str, moment: str, published: bool
) -> None:
    good = build_release(content, target)
    add_initiative(content, "new")
    arguments = [str(content.root), str(target), module, name, moment]
    killed = subprocess.run([sys.executable, "-c", KILLED_BUILD, *arguments], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    current = current_release(target)
    assert current is not None
    assert (current != good) is published
    assert len(Store.read_only(str(current.store))) == stored(current)
    after = build_release(content, target)
    assert after.digest != good.digest
    assert after.graphs[GRAPH_DATA] == good.graphs[GRAPH_DATA] + 3
    assert leftovers(target) == []


# Builds in a loop and prints when it begins to write; the test kills it a moment later.
ENDLESS_BUILD = """
import sys
from pathlib import Path
from strategy_graph.dataset import Content, build_release

def tell(step):
    print(step, flush=True)

while True:
    build_release(Content(Path(sys.argv[1])), Path(sys.argv[2]), progress=tell, force=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.06, 0.1])
def test_a_build_killed_at_any_time_leaves_a_whole_release(content: Content, target: Path, delay: float) -> None:
    lines = "\n".join(f'<http://e/s{number}> <http://e/p> "{number}" .' for number in range(5000))
    write(content.data / "bulk.nt", lines)
    arguments = [sys.executable, "-c", ENDLESS_BUILD, str(content.root), str(target)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        writing = 0
        for line in process.stdout:
            writing += line.startswith("writing")
            # The second time, so that there is a previous release.
            if writing == 2:
                break
        time.sleep(delay)
        process.kill()
    current = current_release(target)
    assert current is not None
    assert len(Store.read_only(str(current.store))) == stored(current)
    build_release(content, target)
    assert leftovers(target) == []


def test_two_builds_do_not_collide(content: Content, target: Path) -> None:
    target.mkdir()
    with (target / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StrategyGraphError, match=r"another build is still running there after 0\.3 s"):
            build_release(content, target, lock_wait=0.3)
    assert build_release(content, target, lock_wait=0.3)


def test_a_target_that_cannot_be_made_is_one_clear_error(content: Content, tmp_path: Path) -> None:
    blocked = write(tmp_path / "a-file", "")
    with pytest.raises(StrategyGraphError, match="cannot write there") as raised:
        build_release(content, blocked / "release")
    assert raised.value.hint == "Name another folder with --to or STRATEGY_GRAPH_RELEASE"


# Locks a release for reading, as a server does; ends when its standard input is closed.
HOLDER = """
import sys
from pathlib import Path
from strategy_graph.dataset.release.folder import locked_for_reading

with locked_for_reading(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_release_that_another_process_has_locked_is_never_removed(content: Content, target: Path) -> None:
    first = build_release(content, target)
    arguments = [sys.executable, "-c", HOLDER, str(first.directory)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        later = [build_release(content, target, force=True) for _ in range(KEPT_RELEASES + 1)]
        assert len(Store.read_only(str(first.store))) == stored(first)
        assert not later[0].directory.exists()
        holder.stdin.close()
        assert holder.wait(20) == 0
    build_release(content, target, force=True)
    assert not first.directory.exists()


# --- Readers and data of a user --------------------------------------------------------------------

READER = "import sys, pyoxigraph; store = pyoxigraph.Store.read_only(sys.argv[1]); print(len(store)); sys.stdin.read()"


def test_several_processes_read_one_store_while_others_are_built(content: Content, target: Path) -> None:
    release = build_release(content, target)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, str(release.store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert int(reader.stdout.readline()) == stored(release)
    add_initiative(content, "while-they-read")
    assert build_release(content, target) != release
    for reader in readers:
        reader.communicate(timeout=30)
        assert reader.returncode == 0


def test_data_of_a_user_are_loaded_as_they_are(tmp_path: Path, target: Path) -> None:
    folder = tmp_path / "theirs"
    write(folder / "a.ttl", '<http://e/s> <http://e/p> "plain" .')
    write(folder / "b.trig", '<http://e/g> { <http://e/s> <http://e/p> "named", "twice" . }')
    release = build_user_data_release(folder, target)
    assert release.graphs == {DEFAULT_GRAPH: 1, "http://e/g": 2}
    assert release.triples == 3
    assert release.default_triples == 3
    assert len(Store.read_only(str(release.store))) == stored(release) == 5
    assert current_release(target) == release
    assert build_user_data_release(folder, target) == release
    write(folder / "c.nt", '<http://e/s> <http://e/p> "more" .')
    assert build_user_data_release(folder, target).triples == 4


def test_one_file_of_a_user(tmp_path: Path, target: Path) -> None:
    path = write(tmp_path / "facts.ttl", '<http://e/s> <http://e/p> "plain" .')
    assert build_user_data_release(path, target).graphs == {DEFAULT_GRAPH: 1}


def test_broken_data_of_a_user_leave_the_release_before(tmp_path: Path, target: Path) -> None:
    path = write(tmp_path / "facts.ttl", '<http://e/s> <http://e/p> "plain" .')
    good = build_user_data_release(path, target)
    write(path, '<http://e/s> <http://e/p> "plain" .\n<http://e/s> oops .')
    with pytest.raises(StrategyGraphError, match=r"facts\.ttl:2:14"):
        build_user_data_release(path, target)
    assert current_release(target) == good
    assert leftovers(target) == []


# --- The graph of the authored facts -----------------------------------------------------------------

PLAN = """
<https://w3id.org/digital-strategy-graph/id/plan/{0}> a dsg:ActionPlan ; dsg:periodLabel "{0}" .
"""


@pytest.mark.parametrize(
    ("periods", "names"),
    [
        ([], {""}),
        (["2022-23"], {"/2022-23"}),
        (["2024"], {"/2024"}),
        # What belongs to no single edition, here what the fixture says, is in the graph of all data.
        (["2022-23", "2024"], {"", "/2022-23", "/2024"}),
        # A period that makes no name of a graph: the last part of the plan's IRI does.
        (["20 24"], {"/2024"}),
    ],
)
def test_the_graphs_of_the_facts_have_the_periods_of_the_plans_in_their_names(
    content: Content, target: Path, periods: list[str], names: set[str]
) -> None:
    plans = "".join(PLAN.format(period).replace("plan/20 24", "plan/2024") for period in periods)
    write(content.data / "plans.ttl", PREFIXES + plans)
    graphs = build_release(content, target).graphs
    assert {graph.removeprefix(GRAPH_DATA) for graph in graphs if graph.startswith(GRAPH_DATA)} == names
