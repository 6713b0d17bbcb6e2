from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.dataset import Content
from tests.support.content import make_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(make_content(tmp_path / "content"))
