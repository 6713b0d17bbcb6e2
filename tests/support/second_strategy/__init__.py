"""A made strategy of a country that does not exist, to stand in one graph with ours."""

from __future__ import annotations

import shutil
from pathlib import Path

from strategy_graph.dataset import find_content
from strategy_graph.dataset.content import Content

PLAN = Path(__file__).with_name("sumer.ttl")
THEIRS = "https://data.sumer.example/strategy"
OURS = "digital-strategy-for-aotearoa"


def content_of_both(folder: Path) -> Content:
    """Return our content with the second strategy in its data, and without shapes, which know only one."""
    ours = find_content()
    shutil.copytree(ours.data, folder / "data")
    shutil.copy(PLAN, folder / "data")
    (folder / "shapes").mkdir()
    (folder / "shapes" / "none.ttl").write_text(
        "<https://example.org/shape> a <http://www.w3.org/ns/shacl#NodeShape> .\n"
    )
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(getattr(ours, name))
    return Content(folder)
