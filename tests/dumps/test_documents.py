"""Every document of a dump is read by others as exactly what the canonical form holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from strategy_graph.dataset import Release
from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.dumps import dumps_of
from strategy_graph.dumps.documents import documents
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_SHAPES, GRAPHS, PREFIXES

X = "http://x.example/"
XSD = PREFIXES["xsd"]
OXIGRAPH = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}

AWKWARD: list[Literal | NamedNode | BlankNode] = [
    Literal('a "quote", a \\ backslash,\na line,\ta tab'),
    Literal("\x00\x07\x7f\u2028\u0085\ufffe"),
    Literal("𝄞 mā ̄"),
    Literal("kōrero", language="mi"),
    Literal("x", language="en-NZ"),
    Literal("5", datatype=NamedNode(XSD + "integer")),
    Literal("-5", datatype=NamedNode(XSD + "integer")),
    Literal("007", datatype=NamedNode(XSD + "integer")),
    Literal("-0", datatype=NamedNode(XSD + "integer")),
    Literal("9007199254740993", datatype=NamedNode(XSD + "integer")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal("1", datatype=NamedNode(XSD + "boolean")),
    Literal("1.50", datatype=NamedNode(XSD + "decimal")),
    Literal("1e3", datatype=NamedNode(XSD + "double")),
    Literal('"^^<x>', datatype=NamedNode(X + "type")),
    Literal("http://not.a/link"),
    NamedNode(X + "a.b"),
    NamedNode(PREFIXES["dsg"] + "-dash"),
    NamedNode(PREFIXES["dsg"] + "a,b"),
    NamedNode(PREFIXES["theme"] + "māori"),
    NamedNode(PREFIXES["theme"] + "trust#part"),
    NamedNode(PREFIXES["theme"]),
    NamedNode("schema:looks-like-a-prefix"),
    BlankNode("one"),
]


def quads(graph: str) -> list[Quad]:
    name = NamedNode(graph)
    subject, predicate = NamedNode(PREFIXES["theme"] + "trust"), NamedNode(PREFIXES["dsg"] + "value")
    return [
        *(Quad(subject, predicate, value, name) for value in AWKWARD),
        Quad(BlankNode("one"), NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["dsg"] + "Theme"), name),
        Quad(BlankNode("one"), NamedNode(PREFIXES["rdf"] + "type"), Literal("no class"), name),
        Quad(subject, NamedNode(PREFIXES["rdf"] + "type"), BlankNode("one"), name),
    ]


@pytest.fixture(scope="module")
def everything() -> list[Quad]:
    """Awkward terms in two graphs, one of them hidden, and in the default graph."""
    hidden = Quad(BlankNode("one"), NamedNode(X + "p"), BlankNode("two"), NamedNode(GRAPH_SHAPES))
    unnamed = Quad(NamedNode(X + "s"), NamedNode(X + "p"), Literal("unnamed"), DefaultGraph())
    return [*quads(GRAPHS + "data/2022-23"), *quads(GRAPHS + "derived"), hidden, unnamed]


def made(every: list[Quad]) -> dict[str, bytes]:
    return dict(documents(canonical_nquads(every), digest="0" * 64, hidden=[GRAPH_SHAPES]))


def canonical(every: object) -> Dataset:
    dataset = Dataset(every)  # type: ignore[arg-type]
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def view(every: list[Quad]) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object) for q in every if q.graph_name != NamedNode(GRAPH_SHAPES)]


def of_graph(every: list[Quad], name: str) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object) for q in every if q.graph_name == NamedNode(name)]


@pytest.mark.parametrize("name", ["nq", "trig", "nt", "jsonld"])
def test_oxigraph_reads_exactly_the_same_dataset(everything: list[Quad], name: str) -> None:
    read = parse(made(everything)[f"dsg.{name}"], format=OXIGRAPH[name])
    assert canonical(read) == canonical(everything if name in {"nq", "trig"} else view(everything))


@pytest.mark.parametrize("graph", ["data/2022-23", "derived", "shapes"])
def test_a_turtle_file_is_one_graph(everything: list[Quad], graph: str) -> None:
    read = parse(made(everything)[f"{graph}.ttl"], format=RdfFormat.TURTLE)
    assert canonical(read) == canonical(of_graph(everything, GRAPHS + graph))


def test_only_the_prefixes_that_are_used_are_declared(everything: list[Quad]) -> None:
    declared = [line.split()[1] for line in made(everything)["derived.ttl"].decode().splitlines() if "@prefix" in line]
    assert declared == ["dsg:", "theme:", "xsd:"]


def test_the_same_content_gives_the_same_bytes(everything: list[Quad]) -> None:
    written = serialize(reversed(everything), format=RdfFormat.N_QUADS) or b""
    again = list(parse(written.replace(b"_:one", b"_:z").replace(b"_:two", b"_:a"), format=RdfFormat.N_QUADS))
    assert made(again) == made(everything)


def test_what_json_ld_cannot_say_is_left_out_and_told(everything: list[Quad]) -> None:
    said = Triple(NamedNode(X + "s"), NamedNode(X + "p"), Literal("o"))
    more = Quad(NamedNode(X + "r"), NamedNode(PREFIXES["rdf"] + "reifies"), said, NamedNode(GRAPHS + "derived"))
    files = made([*everything, more])
    assert "dsg.jsonld" not in files
    assert "a triple term" in files["README.txt"].decode()
    assert canonical(parse(files["dsg.trig"], format=RdfFormat.TRIG)) == canonical([*everything, more])


def test_the_readme_says_what_is_what(everything: list[Quad]) -> None:
    text = made(everything)["README.txt"].decode()
    assert f"Not part of the default view: <{GRAPH_SHAPES}>" in text
    assert f"All graphs: {len(everything)} triples" in text
    assert f"The default view: {len(set(view(everything)))} distinct triples" in text


def test_a_damaged_canonical_form_is_told_with_its_line() -> None:
    with pytest.raises(StrategyGraphError, match=r"canonical\.nq:2: this line is not N-Quads"):
        dict(documents(b'<http://x/s> <http://x/p> "a" .\n<http://x/s> "b" .\n', digest=""))


@pytest.mark.slow(reason="rdflib reads and canonicalises our whole release in five forms")
def test_rdflib_and_oxigraph_read_our_own_release_as_the_same_dataset(real_release: Release) -> None:
    files = dumps_of(real_release)
    whole = canonical(parse(path=str(real_release.directory / "canonical.nq"), format=RdfFormat.N_QUADS))
    every = list(whole)
    for name in ("nq", "trig"):
        assert canonical(parse(path=str(files[f"dsg.{name}"].path), format=OXIGRAPH[name])) == whole
    by_view = canonical(view(every))
    for name in ("nt", "jsonld"):
        assert canonical(parse(path=str(files[f"dsg.{name}"].path), format=OXIGRAPH[name])) == by_view
        assert by_rdflib(files[f"dsg.{name}"].path, {"nt": "nt", "jsonld": "json-ld"}[name]) == by_view
    for graph in ("derived", "shapes"):
        assert by_rdflib(files[f"{graph}.ttl"].path, "turtle") == canonical(of_graph(every, GRAPHS + graph))
    dataset = rdflib.Dataset()
    dataset.parse(files["dsg.trig"].path, format="trig")
    assert canonical(parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)) == whole


def by_rdflib(path: Path, syntax: str) -> Dataset:
    written = rdflib.Graph().parse(path, format=syntax).serialize(format="nt")
    return canonical(parse(written.encode(), format=RdfFormat.N_TRIPLES))
