"""The commands dump, diff and patch."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from strategy_graph.dataset import Content
from tests.cli.conftest import Run, in_process
from tests.support.content import make_content


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the minimal content and of its releases; tests must not build into it."""
    folder = tmp_path_factory.mktemp("built")
    make_content(folder / "content")
    return folder


def run_in(place: Path) -> Run:
    """Return a function that runs the command on the content and the releases in a folder."""
    environment = {"STRATEGY_GRAPH_CONTENT": str(place / "content"), "STRATEGY_GRAPH_RELEASE": str(place / "release")}
    return in_process(environment, place)


@pytest.fixture(scope="module")
def run(place: Path) -> Run:
    """Return a function that runs the command on the minimal content."""
    return run_in(place)


@pytest.fixture(scope="module")
def two(run: Run, place: Path) -> tuple[str, str]:
    """The digests of two releases of changed content."""
    return build_two(run, Content(place / "content"))


def build_two(run: Run, content: Content) -> tuple[str, str]:
    """Build a release, change a name, and build another; return their digests."""
    first = digest(run("build"))
    file = next(path for path in content.data.glob("*.ttl") if '"Boost"@en' in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace('"Boost"@en', '"Boosted"@en'), encoding="utf-8")
    return first, digest(run("build"))


def digest(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("digest"))


def test_dump_diff_and_patch_close_the_circle(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    old, new = two
    assert run("dump", tmp_path / "old", "--release", old[:8], "--format", "nq", "--compression", "gz").returncode == 0
    assert run("dump", tmp_path / "new").returncode == 0
    patched = run("diff", old, new, "--format", "rdf-patch")
    assert patched.returncode == 1
    (tmp_path / "a.rdfp").write_text(patched.stdout, encoding="utf-8")
    done = run("patch", tmp_path / "old" / "dsg.nq.gz", tmp_path / "a.rdfp", "--to", tmp_path / "made.nq")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made.nq").read_bytes() == (tmp_path / "new" / "dsg.nq").read_bytes()
    same = run("diff", tmp_path / "made.nq", tmp_path / "new" / "dsg.nq.zst")
    assert (same.returncode, same.stdout, same.stderr) == (0, "Nothing differs\n", "")
    refused = run("patch", tmp_path / "new", tmp_path / "a.rdfp")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"the patch is for the release {old[:16]}" in refused.stderr


def test_diff_tells_what_changed_in_each_format(run: Run, two: tuple[str, str]) -> None:
    text = run("diff", two[0], "current")
    assert text.returncode == 1
    assert '~ initiative:boost\n    - rdfs:label "Boost"@en\n    + rdfs:label "Boosted"@en' in text.stdout
    assert "## Changed (1)" in run("diff", *two, "--format", "markdown", "--default-view").stdout
    document = json.loads(run("diff", *two, "--format", "json").stdout)
    assert [document["old"], document["new"]] == list(two)
    assert run("diff", two[0], two[0]).returncode == 0


def test_diff_fails_with_2_and_says_why(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    for arguments, message in (
        (("nope", two[1]), "no release begins with 'nope'"),
        ((two[0], tmp_path / "none.nq"), "none.nq: cannot be read"),
        ((two[0], two[1], "--format", "rdf-patch", "--default-view"), "A patch is of all graphs"),
    ):
        done = run("diff", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr
        assert done.stderr.count("\n") == 1


def test_dump_overwrites_nothing_unless_forced(run: Run, two: tuple[str, str], tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "mine").write_text("mine", encoding="utf-8")
    refused = run("dump", place)
    assert refused.returncode == 2
    assert "the folder is not empty" in refused.stderr
    assert [path.name for path in place.iterdir()] == ["mine"]
    assert run("dump", place, "--force").returncode == 0
    assert (place / "mine").is_file()
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=place, check=True)
    on_file = run("dump", place / "mine")
    assert on_file.returncode == 2
    assert "this is a file" in on_file.stderr


def test_keep_says_how_many_releases_stay(tmp_path: Path) -> None:
    run, content = run_in(tmp_path), Content(make_content(tmp_path / "content"))
    build_two(run, content)
    folder = Path(run("build").stdout.splitlines()[0].split()[1]).parent
    text = (content.data / "claims.ttl").read_text(encoding="utf-8") if (content.data / "claims.ttl").exists() else ""
    (content.data / "claims.ttl").write_text(text.replace('"Safe"@en', '"Safer"@en'), encoding="utf-8")
    assert run("build", "--keep", "1", "--force").returncode == 0
    assert len(list(folder.glob("*/manifest.json"))) == 2  # the release and the link to it
    bad = run("build", "--keep", "0")
    assert bad.returncode == 2
    assert "--keep (STRATEGY_GRAPH_KEEP) is 0" in bad.stderr
