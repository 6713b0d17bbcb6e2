"""Imports between the rooms of the package run one way: from a room only to those before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "server" / "strategy_graph"
BASE = "the top of the package"
ORDER = (
    *(BASE, "worker", "outbound", "http", "engine", "named_queries", "dataset", "guides", "validator", "dumps"),
    *("release_diff", "event_stream", "workbook", "stratml", "linked_data", "search", "publication", "harvest"),
    *("explorer", "query_editor", "sparql_protocol", "gateway", "web", "cli"),
)
"""As docs/architecture.md lists them."""


def imports(file: Path) -> Iterator[str]:
    """The rooms of the package that a module imports from, wherever in its text."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "strategy_graph":
            names = [node.module or ""]
            if node.module == "strategy_graph":
                names = [f"strategy_graph.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "strategy_graph"]
        else:
            continue
        yield from (room(name.split(".")[1:]) for name in names)


def room(steps: list[str]) -> str:
    return steps[0] if steps and (PACKAGE / steps[0]).is_dir() else BASE


def test_every_room_has_its_place_in_the_order() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(ORDER) - {BASE}


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_imports_from_its_own_room_and_those_before_it(file: Path) -> None:
    own = ORDER.index(room(list(file.relative_to(PACKAGE).parts)))
    for imported in imports(file):
        assert ORDER.index(imported) <= own, f"{file.name} imports from {imported}"


def test_serving_and_querying_a_release_loads_no_validator() -> None:
    """RDFLib and pySHACL take as long to load as all else together."""
    code = (
        "import sys, strategy_graph.cli.serve, strategy_graph.cli.query; print({'rdflib', 'pyshacl'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
