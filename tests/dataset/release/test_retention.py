"""How many releases stay, in which order they were current, and when each was first published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from strategy_graph.dataset import Content, Release, build_release
from strategy_graph.dataset.release import build as build_module
from strategy_graph.dataset.release.retention import find_release, history, kept_releases
from strategy_graph.errors import StrategyGraphError
from tests.support.content import PREFIXES, make_content

Build = Callable[..., Release]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "release"


@pytest.fixture
def build(tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Build]:
    """Return a function that builds a version of the content, each time an hour later."""
    content = Content(make_content(tmp_path / "content"))
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]

    def now(_precision: str = "seconds") -> str:
        return clock[0].isoformat().replace("+00:00", "Z")

    monkeypatch.setattr(build_module, "_now", now)

    def build_version(version: int, *, keep: int = 3, force: bool = False) -> Release:
        clock[0] += timedelta(hours=1)
        text = (
            PREFIXES
            + f'<https://w3id.org/digital-strategy-graph/id/outcome/v> a dsg:Outcome ; rdfs:label "{version}" .'
        )
        (content.data / "version.ttl").write_text(text, encoding="utf-8")
        return build_release(content, target, keep=keep, force=force)

    yield build_version


def labels(target: Path) -> list[str]:
    return [release.digest for release in kept_releases(target)]


def test_as_many_stay_as_are_asked_for(build: Build, target: Path) -> None:
    digests = [build(version, keep=2).digest for version in range(3)]
    assert labels(target) == digests[-2:]
    build(6, keep=1)
    assert len(labels(target)) == 1


def test_what_is_made_later_in_a_folder_does_not_make_it_younger(build: Build, target: Path) -> None:
    first, second, third = (build(version) for version in range(3))
    (first.directory / "dumps").mkdir()
    fourth = build(3)
    assert labels(target) == [second.digest, third.digest, fourth.digest]


def test_the_first_publication_stays_when_the_same_content_is_built_again(build: Build) -> None:
    first = build(0)
    again, forced = build(0), build(0, force=True)
    assert first.published == "2026-01-01T01:00:00Z"
    assert again.published == again.current_since == first.published
    assert forced.published == forced.current_since == first.published
    assert forced.directory != first.directory


def test_a_return_to_older_content_is_the_latest_and_keeps_its_first_publication(build: Build, target: Path) -> None:
    first, second = build(0), build(1)
    back = build(0)
    assert labels(target) == [second.digest, first.digest]
    assert back.published == first.published
    assert back.current_since == "2026-01-01T03:00:00Z"


def test_the_history_ends_at_the_release_that_is_served(build: Build, target: Path) -> None:
    first, second, third = (build(version) for version in range(3))
    assert [release.digest for release in history(target, second)] == [first.digest, second.digest]
    assert [release.digest for release in history(target, third)][-1] == third.digest


def test_a_manifest_without_the_times_is_read(build: Build) -> None:
    release = build(0)
    manifest = release.directory / "manifest.json"
    lines = [line for line in manifest.read_text(encoding="utf-8").splitlines() if '"published"' not in line]
    manifest.write_text("\n".join(line for line in lines if "current_since" not in line), encoding="utf-8")
    read = build_module.read_release(release.directory)
    assert read.published == read.current_since == read.built


def test_a_release_is_found_by_the_beginning_of_its_digest(build: Build, target: Path) -> None:
    first, second = build(0), build(1)
    assert find_release(target, first.digest[:8]).digest == first.digest
    assert find_release(target, first.digest.upper()).digest == first.digest
    assert find_release(target, "current").digest == second.digest
    for prefix in ("", first.digest[:3], "zzzz"):
        with pytest.raises(StrategyGraphError, match=second.digest[:16]):
            find_release(target, prefix)
