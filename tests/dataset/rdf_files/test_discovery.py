"""The RDF files at a path are found, and skipped files are listed with the reasons."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from strategy_graph.dataset import build_user_data_release, load_rdf
from strategy_graph.dataset.load import stream_rdf
from strategy_graph.dataset.rdf_files.discovery import Found, Skipped, describe_skipped, find_rdf
from strategy_graph.errors import StrategyGraphError
from tests.support.content import write
from tests.support.permissions import enforce_file_modes

FACT = '<http://example.org/s> <http://example.org/p> "x" .\n'
RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'rdf:about="http://example.org/s"><p xmlns="http://example.org/">x</p></rdf:Description></rdf:RDF>'
)


def names(found: Found, folder: Path) -> list[str]:
    return [Path(file.name).relative_to(folder).as_posix() for file in found.files]


def reasons(found: Found, folder: Path) -> dict[str, str]:
    return {Path(name).relative_to(folder).as_posix(): reason for name, reason in found.skipped}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Create a realistic folder: RDF in several syntaxes among other files."""
    folder = tmp_path / "mixed"
    for name, text in {
        "a.ttl": FACT,
        "deep/er/b.NT": FACT,
        "deep/c.rdfs": RDF_XML,
        "deep/d.xml": RDF_XML,
        "deep/e.json": '{"@id": "http://example.org/s", "http://example.org/p": "x"}',
        "notes.txt": "x",
        "page.html": "<html/>",
        "triples.trix": "<TriX/>",
        "pom.xml": "<project><name>x</name></project>",
        "broken.xml": "no XML",
        "broken.json": "{no JSON",
        "package.json": '{"name": "x"}',
        "empty.nt": "",
        ".hidden.ttl": FACT,
        ".git/x.ttl": FACT,
    }.items():
        write(folder / name, text)
    (folder / "packed.ttl.gz").write_bytes(gzip.compress(FACT.encode()))
    return folder


def test_what_is_read_and_what_is_left_out(mixed: Path) -> None:
    found = find_rdf(mixed)
    quads = list(stream_rdf(found.files, found.skipped))
    assert len(quads) == 6
    assert reasons(found, mixed) == {
        ".git": "hidden",
        ".hidden.ttl": "hidden",
        "notes.txt": "no extension of RDF",
        "page.html": "no extension of RDF",
        "triples.trix": "no extension of RDF",
        "pom.xml": "XML with the root element project",
        "broken.json": "not JSON",
        "broken.xml": "not XML",
        "package.json": "JSON without @context, which says nothing in RDF",
        "empty.nt": "empty",
    }


@pytest.mark.parametrize(
    ("name", "text"), [("pom.xml", "<project/>"), ("broken.xml", "no XML"), ("broken.json", "{no JSON")]
)
def test_strict_stops_at_what_has_an_extension_of_rdf_and_is_none(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path / "a.ttl", FACT)
    write(tmp_path / "notes.txt", "no RDF by its name")
    assert len(find_rdf(tmp_path, strict=True).files) == 1
    path = write(tmp_path / "deep" / name, text)
    with pytest.raises(StrategyGraphError) as raised:
        find_rdf(tmp_path, strict=True)
    assert raised.value.where == str(path)


def test_a_broken_file_of_rdf_stops_a_folder_strict_or_not(tmp_path: Path) -> None:
    write(tmp_path / "a.ttl", FACT)
    write(tmp_path / "b.ttl", "oops .")
    with pytest.raises(StrategyGraphError, match=r"b\.ttl:1:1: not valid Turtle"):
        load_rdf(tmp_path)


def test_links_are_followed_and_each_folder_is_read_once(tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere" / "b.ttl", FACT).parent
    folder = write(tmp_path / "folder" / "a.ttl", FACT).parent
    (folder / "link").symlink_to(elsewhere)
    (folder / "other").symlink_to(elsewhere)
    (folder / "round").symlink_to(folder)
    (folder / "lost.ttl").symlink_to("nowhere.ttl")
    found = find_rdf(folder)
    assert names(found, folder) == ["a.ttl", "link/b.ttl"]
    assert reasons(found, folder) == {
        "lost.ttl": "the link points to nothing",
        "other": f"the same folder as {folder / 'link'}",
        "round": f"the same folder as {folder}",
    }
    with pytest.raises(StrategyGraphError, match="the link points to nothing"):
        find_rdf(folder, strict=True)


@pytest.mark.parametrize(("what", "mode"), [("deep", 0o000), ("deep", 0o444), ("b.ttl", 0o000)])
def test_what_may_not_be_read_is_named(tmp_path: Path, what: str, mode: int) -> None:
    for name in ("a.ttl", "b.ttl", "deep/c.ttl"):
        write(tmp_path / name, FACT)
    code = "import sys; from pathlib import Path; from strategy_graph.dataset.rdf_files.discovery import *; "
    code += "print(describe_skipped(find_rdf(Path(sys.argv[1])).skipped))"
    (tmp_path / what).chmod(mode)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            preexec_fn=enforce_file_modes,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        (tmp_path / what).chmod(0o755)
    assert done.stdout.startswith(f"{tmp_path / what}")
    assert done.stdout.endswith("(cannot be read: Permission denied)\n")


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("empty.ttl", "", "empty"),
        ("blank.nt", "\n \n", "empty"),
        ("prefixes.ttl", "@prefix ex: <http://example.org/> .\n", "no triple in it"),
        ("plain.json", '{"name": "x"}', "JSON without @context"),
        ("plain.jsonld", '[{"name": "x"}]', "JSON without @context"),
        ("unmapped.jsonld", '{"@context": {}, "name": "x"}', "no triple in it"),
    ],
)
def test_nothing_to_load_is_an_error_that_says_why(tmp_path: Path, name: str, text: str, why: str) -> None:
    path = write(tmp_path / "data" / name, text)
    for given in (path, path.parent):
        with pytest.raises(StrategyGraphError, match="there is nothing to load: ") as raised:
            build_user_data_release(given, tmp_path / "releases")
        assert why in str(raised.value)
        assert raised.value.where in {str(path), str(path.parent)}
        assert raised.value.hint


def test_a_folder_without_rdf_says_what_is_in_it(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", "x")
    with pytest.raises(StrategyGraphError, match=r"holds no RDF file; left out: .*notes\.txt \(no extension of RDF\)"):
        find_rdf(tmp_path)


def test_a_reused_release_also_lists_the_skipped_files(mixed: Path, tmp_path: Path) -> None:
    first = build_user_data_release(mixed, tmp_path / "releases")
    again = build_user_data_release(mixed, tmp_path / "releases")
    assert first.directory == again.directory
    assert set(again.skipped) == set(first.skipped)
    assert Skipped(str(mixed / "empty.nt"), "empty") in again.skipped


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(FACT * 3,))
    writer.start()
    assert len(load_rdf(pipe)) == 1
    writer.join(timeout=10)


def test_names_are_grouped_by_reason_and_cut_after_five() -> None:
    skipped = [Skipped(f"{number}.txt", "no extension of RDF") for number in range(7)] + [Skipped("sub", "hidden")]
    assert describe_skipped(skipped) == (
        "0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more (no extension of RDF); sub (hidden)"
    )
