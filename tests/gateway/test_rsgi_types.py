"""What the gateway uses of granian's RSGI interface, which granian could move or change."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from strategy_graph.gateway.rsgi_types import HTTPProtocol, Scope

PACKAGE = Path(__file__).resolve().parents[2] / "server" / "strategy_graph"


@pytest.mark.parametrize(
    "name", ["__aiter__", "client_disconnect", "response_bytes", "response_empty", "response_file"]
)
def test_the_protocol_has_what_the_gateway_calls(name: str) -> None:
    assert hasattr(HTTPProtocol, name)


@pytest.mark.parametrize(
    "name", ["client", "headers", "http_version", "method", "path", "query_string", "scheme", "server"]
)
def test_the_scope_has_what_the_gateway_reads(name: str) -> None:
    assert name in Scope.__annotations__ or hasattr(Scope, name)


def test_no_other_module_imports_rsgi_or_a_private_module_of_granian() -> None:
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("granian"):
                assert "._" not in (node.module or ""), file
                assert node.module != "granian.rsgi" or file.name == "rsgi_types.py", file
