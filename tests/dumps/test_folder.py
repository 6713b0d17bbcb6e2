"""The dumps of a release are made once, whole, and with the same bytes wherever."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from strategy_graph.dataset import Content, Release, build_release, build_user_data_release
from strategy_graph.dumps import DumpFile, NoDumps, dumps_of, folder, write_dumps
from strategy_graph.dumps.compression import decompress
from strategy_graph.dumps.documents import documents

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def test_every_file_is_there_plain_and_compressed(release: Release) -> None:
    files = dumps_of(release)
    for name in ("dsg.nq", "dsg.trig", "dsg.nt", "dsg.jsonld", "data.ttl", "ontology.ttl", "shapes.ttl"):
        plain = files[name].path.read_bytes()
        assert gzip.decompress(files[f"{name}.gz"].path.read_bytes()) == plain
        assert zstd.decompress(files[f"{name}.zst"].path.read_bytes()) == plain


def test_the_checksum_of_the_n_quads_is_the_digest_of_the_release(release: Release) -> None:
    assert dumps_of(release)["dsg.nq"].sha256 == release.digest


def test_sha256sum_finds_every_file_as_it_is_listed(release: Release) -> None:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    place = dumps_of(release)["SHA256SUMS"].path.parent
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    listed = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert listed == {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()} - {"SHA256SUMS"}


def test_gzip_has_no_time_and_no_name(release: Release) -> None:
    data = dumps_of(release)["dsg.nt.gz"].path.read_bytes()
    assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_two_builds_of_the_same_content_have_the_same_bytes(content: Content, release: Release, tmp_path: Path) -> None:
    other = build_release(content, tmp_path / "elsewhere")
    assert sums(dumps_of(other)) == sums(dumps_of(release))


def sums(files: dict[str, DumpFile]) -> dict[str, str]:
    return {name: hashlib.sha256(file.path.read_bytes()).hexdigest() for name, file in files.items()}


def test_first_requests_at_once_make_them_once(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    real = documents

    def counting(*arguments: object, **more: object) -> object:
        made.append(1)
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(folder, "documents", counting)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(dumps_of(release)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(made) == 1
    assert len(found) == 8
    assert len(set(found)) == 1


def test_what_a_killed_process_left_is_removed_and_not_served(release: Release) -> None:
    remains = release.directory / ".dumps-killed"
    remains.mkdir()
    (remains / "dsg.nq").write_text("half", encoding="utf-8")
    half = release.directory / "dumps"
    half.mkdir()
    (half / "dsg.nq").write_text("half", encoding="utf-8")
    assert dumps_of(release)["dsg.nq"].path.stat().st_size > 1000
    assert not remains.exists()


def test_they_are_made_in_the_cache_where_the_release_cannot_be_written(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert dumps_of(release)["dsg.nq"].path.is_relative_to(tmp_path / "cache")
    assert not (release.directory / "dumps").exists()


def test_a_users_own_data_have_none(tmp_path: Path) -> None:
    (tmp_path / "own.nt").write_text("<http://x/s> <http://x/p> <http://x/o> .\n", encoding="utf-8")
    with pytest.raises(NoDumps):
        dumps_of(build_user_data_release(tmp_path / "own.nt", tmp_path / "release"))


def test_a_folder_of_chosen_files_has_the_same_bytes_and_its_own_list(release: Release, tmp_path: Path) -> None:
    written = write_dumps(release, tmp_path / "out", {".nq", ".ttl"}, {".gz"})
    names = {file.name for file in written}
    assert {"dsg.nq.gz", "shapes.ttl.gz", "README.txt"} <= names
    assert not any(name.endswith((".zst", ".nt.gz", ".nq")) for name in names)
    for file in written:
        assert file.path.read_bytes() == dumps_of(release)[file.name].path.read_bytes()
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


def test_they_move_with_the_folder_of_the_release(release: Release, tmp_path: Path) -> None:
    before = sums(dumps_of(release))
    shutil.copytree(release.directory, tmp_path / "copy")
    assert sums({name: DumpFile(name, tmp_path / "copy" / "dumps" / name, 0, "") for name in before}) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.gz", b"no"), ("a.zst", b"no"), ("a.gz", gzip.compress(b"x" * 99, mtime=0)[:-9])],
    ids=["no gzip", "no zstd", "a gzip cut short"],
)
def test_damage_is_told(name: str, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decompress(data, name)
