"""Isomorphic graphs have the same digest: RDFC-1.0 (W3C Recommendation, 21 May 2024)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset import Content, assemble
from strategy_graph.dataset.release.digest import canonical_nquads, digest
from tests.support.content import CLAIMS, INITIATIVES, PREFIXES, make_content, write


def test_a_test_vector_of_rdfc_1_0() -> None:
    # RDFC-1.0, section 4.4.3.1, example 2 (unique hashes).
    text = """
        <http://example.com/#p> <http://example.com/#q> _:e0 .
        <http://example.com/#p> <http://example.com/#r> _:e1 .
        _:e0 <http://example.com/#s> <http://example.com/#u> .
        _:e1 <http://example.com/#t> <http://example.com/#u> .
    """
    expected = (
        "<http://example.com/#p> <http://example.com/#q> _:c14n0 .\n"
        "<http://example.com/#p> <http://example.com/#r> _:c14n1 .\n"
        "_:c14n0 <http://example.com/#s> <http://example.com/#u> .\n"
        "_:c14n1 <http://example.com/#t> <http://example.com/#u> .\n"
    )
    canonical = canonical_nquads(parse(text, RdfFormat.TURTLE))
    assert canonical.decode() == expected
    assert digest(canonical) == hashlib.sha256(expected.encode()).hexdigest()


def whole_digest(content: Content) -> str:
    return digest(canonical_nquads(assemble(content).all()))


def test_the_same_content_twice(content: Content) -> None:
    assert whole_digest(content) == whole_digest(content)


def test_neither_file_order_nor_blank_node_labels_matter(content: Content, tmp_path: Path) -> None:
    other = Content(make_content(tmp_path / "other"))
    for path in other.data.iterdir():
        path.unlink()
    named = INITIATIVES.replace(
        '[ rdfs:label "a blank node"@en ] .', "_:zebra .\n_:zebra rdfs:label 'a blank node'@en ."
    )
    assert named != INITIATIVES
    write(other.data / "a.ttl", PREFIXES + CLAIMS)
    write(other.data / "z.ttl", PREFIXES + named)
    assert whole_digest(other) == whole_digest(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Call"@en', '"Calls"@en'),
        ('"Call"@en', '"Call"@mi'),
        ('"Call"@en', '"Call"'),
        ("dsg:Flagship", "dsg:Initiative"),
    ],
)
def test_every_other_change_matters(content: Content, old: str, new: str) -> None:
    before = whole_digest(content)
    path = content.data / "initiatives.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert whole_digest(content) != before
