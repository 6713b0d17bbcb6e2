from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset import Content, Release, build_release
from tests.support.content import make_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(make_content(tmp_path / "content"))


@pytest.fixture
def release(content: Content, tmp_path: Path) -> Release:
    return build_release(content, tmp_path / "release")
