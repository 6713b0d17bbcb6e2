"""The default folders of releases."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from strategy_graph.dataset import Content, default_target, find_content, user_data_target


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("STRATEGY_GRAPH_RELEASE", "STRATEGY_GRAPH_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "digital-strategy-graph"


def test_in_a_checkout_the_default_is_the_folder_release() -> None:
    assert default_target(find_content()) == Path(__file__).resolve().parents[3] / "release"


def test_the_environment_overrides(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRATEGY_GRAPH_RELEASE", "/somewhere")
    assert default_target(content) == Path("/somewhere")


@pytest.mark.skipif(sys.platform == "darwin", reason="the cache of macOS is elsewhere")
def test_each_content_has_its_own_folder_in_the_cache(content: Content, cache: Path, tmp_path: Path) -> None:
    ours, theirs, other = default_target(content), user_data_target(tmp_path / "a"), user_data_target(tmp_path / "b")
    assert {path.parent for path in (ours, theirs, other)} == {cache}
    assert len({ours, theirs, other}) == 3


@pytest.mark.skipif(sys.platform == "darwin", reason="the cache of macOS is elsewhere")
def test_a_relative_cache_folder_is_ignored(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_target(content).is_relative_to(Path.home() / ".cache")
