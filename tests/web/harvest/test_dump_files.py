"""The files that descriptions name are those that there are, also before they are made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from strategy_graph.dataset import Release, current_release
from strategy_graph.dumps import NoDumps
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.harvest.dump_files import dump_files_with_checksums, named_dump_files
from strategy_graph.web.service import KEY

pytestmark = pytest.mark.slow(reason="makes the dumps of our release")


@pytest.fixture
def fresh(real_release: Release, tmp_path: Path) -> Release:
    """A copy of our release without dumps."""
    folder = tmp_path / real_release.directory.name
    shutil.copytree(real_release.directory, folder, ignore=shutil.ignore_patterns("dumps", "store"))
    (tmp_path / "current").symlink_to(folder.name)
    release = current_release(tmp_path)
    assert release is not None
    return release


def test_names_are_known_before_the_files_are_made(fresh: Release) -> None:
    named = named_dump_files(fresh)
    assert not (fresh.directory / "dumps").exists()
    made = dump_files_with_checksums(fresh)
    assert (fresh.directory / "dumps").exists()
    assert [file.path for file in named] == [file.path for file in made if ".jsonld" not in file.name]
    assert all(file.size and len(file.sha256) == 64 for file in made)
    assert {file.media_type for file in made if file.name.startswith("dsg.nq")} == {"application/n-quads"}


def test_pages_do_not_make_the_files_and_the_description_does(fresh: Release) -> None:
    app = create_app(Settings(), fresh)
    client = app.test_client()
    for path in ("/void.ttl", "/sitemap.xml", "/feed"):
        assert client.get(path).status_code == 200
    assert not (fresh.directory / "dumps").exists()
    assert "dcat:byteSize" in client.get("/dataset.ttl").text
    app.extensions[KEY].engine.close()


def test_the_description_does_without_files_that_cannot_be_made(
    fresh: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_release: Release) -> None:
        raise NoDumps("no space is left")

    app = create_app(Settings(), fresh)
    client = app.test_client()
    with monkeypatch.context() as patch:
        patch.setattr("strategy_graph.web.harvest.dump_files.dumps_of", refuse)
        assert "dcat:byteSize" not in client.get("/dataset.ttl").text
    assert "dcat:byteSize" in client.get("/dataset.ttl").text
    app.extensions[KEY].engine.close()
