"""Blank nodes get IRIs that are readable and stay the same while other content changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from strategy_graph.dataset.blank_node_names import names_of_blank_nodes, with_names
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.rdf_files.rdf_file import rdf_file
from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.namespaces import PREFIXES

GRAPH = NamedNode("http://e/graph")
DOCUMENT = "https://data.example/dataset"
HEAD = """
@prefix : <https://data.example/id/> .
@prefix v: <https://vocabulary.example/terms#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
"""


def named(text: str, *, shuffled: bool = False) -> list[Quad]:
    """Return the quads of a Turtle text with names."""
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, GRAPH)
        for quad in parse(HEAD + text, RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    names = names_of_blank_nodes(
        quads[::-1] if shuffled else quads,
        documents={GRAPH.value: DOCUMENT},
        own=lambda iri: iri.startswith("https://data.example/"),
    )
    assert len({name.value for name in names.values()}) == len(names)
    return with_names(quads, names)


def names(text: str) -> set[str]:
    """Return the names that blank nodes of a text got."""
    quads = named(text)
    nodes = {node for quad in quads for node in (quad.subject, quad.object)}
    assert not any(isinstance(node, BlankNode) for node in nodes)
    written = {term for quad in parse(HEAD + text, RdfFormat.TURTLE) for term in quad.triple}
    return {node.value.removeprefix("https://data.example/") for node in nodes - written if isinstance(node, NamedNode)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (':x oa:hasSelector [ oa:exact "a"@en ] .', {"id/x#selector"}),
        (":x v:hash [] .", {"id/x#hash"}),
        (":x#y v:part [ v:part [ v:order 1 ] ] .".replace("#", "\\#"), {"id/x#y.part", "id/x#y.part.part"}),
        # One identifier has the name that it keeps when there are two.
        (':x schema:identifier [ schema:propertyID "ROR" ] .', {"id/x#identifier.ror"}),
        (
            ':x schema:identifier [ schema:propertyID "ROR" ] , [ schema:propertyID "Te Ara Māori №" ] .',
            {"id/x#identifier.ror", "id/x#identifier.te-ara-māori"},
        ),
        (":x v:list ( 1 [ v:order 1 ] 3 ) .", {"id/x#list", "id/x#list.2", "id/x#list.3", "id/x#list.2.first"}),
        ("[] a v:Kind ; v:order 1 .", {"dataset#Kind"}),
        ("[] v:order 1 .", {"dataset#node"}),
        # Below an IRI of somebody else nothing is named.
        ("v:theirs v:part [] .", {"dataset#theirs-aec4bc6e.part"}),
        # A name that is written already is not given again.
        (":x oa:hasSelector [] . <https://data.example/id/x#selector> v:order 1 .", {"id/x#selector.e3b0c442"}),
        ("_:a v:next _:b . _:b v:next _:a . :x v:part _:b .", {"id/x#part", "id/x#part.next"}),
        # The first in the order of names gives the name, whichever is written first.
        (":y v:part _:a . :x v:part _:a .", {"id/x#part"}),
    ],
)
def test_names(text: str, expected: set[str]) -> None:
    assert names(text) == expected


def test_nodes_of_a_circle_are_named() -> None:
    assert len(names("_:a v:next _:b . _:b v:next _:c . _:c v:next _:a .")) == 3


def test_siblings_without_a_key_are_told_apart_by_their_content() -> None:
    two = names(":x v:part [ v:order 1 ] , [ v:order 2 ] .")
    three = names(":x v:part [ v:order 0 ] , [ v:order 1 ; ] , [ v:order 2 ] .")
    assert len(two) == 2 and len(three) == 3 and two < three


def test_what_is_said_twice_is_kept_twice() -> None:
    assert len(names(":x v:part [ v:order 1 ] , [ v:order 1 ] .")) == 2
    assert len(names(':x v:part [ schema:propertyID "a" ] , [ schema:propertyID "A" ] .')) == 2


def test_a_long_list_and_deep_nesting() -> None:
    assert len(names(f":x v:list ( {'1 ' * 3000}) .")) == 3000
    assert len(names(f":x v:part {'[ v:part ' * 300}[]{' ]' * 300} .")) == 301


def test_the_order_and_the_labels_do_not_matter() -> None:
    text = (
        ":x v:part [ v:order 2 ] , [ v:order 1 ; v:part ( 1 2 ) ] . [] a v:Kind ; v:order 1 . [] a v:Kind ; v:order 2 ."
    )
    assert canonical_nquads(named(text)) == canonical_nquads(named(text, shuffled=True))


def test_quads_without_blank_nodes_are_the_same() -> None:
    quad = Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), NamedNode("http://e/o"), DefaultGraph())
    assert with_names([quad], {}) == [quad]


def test_a_finding_about_a_named_node_has_the_line_of_its_subject(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(HEAD + "\n:x oa:hasSelector [ v:order 1 ] .\n", encoding="utf-8")
    numbers = LineNumbers()
    file = rdf_file(path)
    quads = list(parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    for quad in quads:
        numbers.note(file, quad)
    numbers.prefixes[file] = {"": "https://data.example/id/"}
    in_graph = [Quad(quad.subject, quad.predicate, quad.object, GRAPH) for quad in quads]
    numbers.rename(names_of_blank_nodes(in_graph, documents={GRAPH.value: DOCUMENT}, own=lambda _: True))
    assert numbers.where("https://data.example/id/x#selector") == f"{path}:7"
    assert numbers.where(PREFIXES["dsg"]) is None
