"""The JSON form of findings: full IRIs and relative file names."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy_graph.prefixed_names import expand
from strategy_graph.text import relative_location

DSG = "https://w3id.org/digital-strategy-graph/ontology#"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("dsg:underTheme", DSG + "underTheme"),
        ("<http://example.org/a>", "http://example.org/a"),
        ("^dsg:underTheme/rdfs:label", f"^<{DSG}underTheme>/<http://www.w3.org/2000/01/rdf-schema#label>"),
        ('"see dsg:underTheme"@en', '"see dsg:underTheme"@en'),
        ('"1"^^xsd:integer', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("_:b0", "_:b0"),
    ],
)
def test_prefixed_names_are_expanded(short: str, long: str) -> None:
    assert expand(short) == long


def test_a_file_relative_to_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative_location(f"{tmp_path}/data/a.ttl:3") == "data/a.ttl:3"
    assert relative_location(f"{tmp_path}/data/a.ttl") == "data/a.ttl"
    assert relative_location("data/a.ttl:3") == "data/a.ttl:3"
