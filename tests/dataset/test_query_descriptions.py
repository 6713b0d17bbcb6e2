"""The named queries are described in the graph, each with its IRI and its executable text."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from strategy_graph.dataset import Content, assemble, find_content
from strategy_graph.dataset.query_descriptions import DECLARATIONS, describe_queries
from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.named_queries.header import HeaderError
from strategy_graph.namespaces import GRAPH_META, GRAPH_QUERIES, GRAPH_SHAPES, PREFIXES
from tests.support.content import write

HEADER = "#+ summary: All calls\n#+ description: >-\n#+   Every call\n#+   there is.\n#+ tags: [calls, all]\n"
SELECT = "PREFIX ex: <http://example.org/>\nSELECT ?call WHERE { ?call a ex:Call } ORDER BY ?call\n"
# The query by which SIB's editor finds the prefixes of the examples.
SIB_PREFIXES = """
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:prefixes/sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }
"""


def term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def test_a_query_is_described_by_its_header_and_its_text(tmp_path: Path) -> None:
    file = write(tmp_path / "all-calls.rq", HEADER + SELECT)
    subject = NamedNode("https://w3id.org/digital-strategy-graph/id/query/all-calls")
    said: list[tuple[str, NamedNode | Literal]] = [
        ("rdf:type", term("sh:SPARQLExecutable")),
        ("rdf:type", term("sh:SPARQLSelectExecutable")),
        ("rdfs:label", Literal("All calls", language="en")),
        ("rdfs:comment", Literal("Every call there is.", language="en")),
        ("schema:keywords", Literal("calls")),
        ("schema:keywords", Literal("all")),
        ("sh:prefixes", DECLARATIONS),
        ("sh:select", Literal(SELECT)),
    ]
    graph = NamedNode(GRAPH_QUERIES)
    about_query = {quad for quad in describe_queries([file]) if quad.subject == subject}
    assert about_query == {Quad(subject, term(name), value, graph) for name, value in said}


def test_the_prefixes_are_declared_those_of_the_project_first(tmp_path: Path) -> None:
    clash = (
        "PREFIX ex: <http://other.example/> PREFIX sh: <http://not.shacl.example/>\nASK { ?x ex:y 'PREFIX z: <z:>' }"
    )
    files = [write(tmp_path / "a.rq", HEADER + SELECT), write(tmp_path / "b.rq", HEADER + clash)]
    quads = describe_queries(files)
    assert not any(isinstance(node, BlankNode) for quad in quads for node in quad.triple)
    store = Store()
    store.extend(quads)
    rows = store.query("PREFIX sh: <http://www.w3.org/ns/shacl#> " + SIB_PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found = {}
    for row in rows:
        prefix, namespace = row["prefix"], row["namespace"]
        assert isinstance(prefix, Literal) and isinstance(namespace, Literal)
        assert namespace.datatype == term("xsd:anyURI")
        found[prefix.value] = namespace.value
    assert found == {**PREFIXES, "ex": "http://example.org/"}


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("select * {}", "sh:SPARQLSelectExecutable", "sh:select"),
        ("# SELECT\nPREFIX select: <x:>\nASK {}", "sh:SPARQLAskExecutable", "sh:ask"),
        ("BASE <x:>\nCONSTRUCT { ?s ?p ?o } WHERE {}", "sh:SPARQLConstructExecutable", "sh:construct"),
    ],
)
def test_each_form_has_its_class_and_property(tmp_path: Path, query: str, kind: str, name: str) -> None:
    quads = describe_queries([write(tmp_path / "q.rq", HEADER + query)])
    assert term(kind) in {quad.object for quad in quads}
    assert [quad.object for quad in quads if quad.predicate == term(name)] == [Literal(query + "\n")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "DESCRIBE <x:>", "not a SELECT, ASK or CONSTRUCT query"),
        (HEADER + "INSERT { ?s ?p ?o } WHERE { SELECT * {} }", "not a SELECT"),
        (SELECT, "the header is missing"),
        ("#+ summary: [\n" + SELECT, "the header is not YAML"),
        (HEADER.replace("tags", "tag") + SELECT, "the header has no tags"),
    ],
)
def test_a_query_that_cannot_be_described_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path / "q.rq", text)
    with pytest.raises(HeaderError, match=said) as raised:
        describe_queries([file])
    assert str(raised.value.where).startswith(f"{file}:")


def test_a_query_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"\xff")
    with pytest.raises(StrategyGraphError, match="not UTF-8"):
        describe_queries([file])


def test_a_content_without_queries_has_no_such_graph(content: Content) -> None:
    assert GRAPH_QUERIES not in assemble(content).quads
    write(content.queries / "all-calls.rq", HEADER + SELECT)
    graphs = assemble(content)
    assert len([quad for quad in graphs.quads[GRAPH_QUERIES] if quad.subject == term("query:all-calls")]) == 8
    described = {quad.subject for quad in graphs.quads[GRAPH_META]}
    assert NamedNode(GRAPH_QUERIES) in described
    assert not {quad for quad in graphs.facts() if quad.graph_name == NamedNode(GRAPH_QUERIES)}


@pytest.mark.slow(reason="runs every query from its description")
def test_every_named_query_can_be_found_and_run_from_the_graph_alone() -> None:
    content = find_content()
    store = Store()
    store.bulk_extend(assemble(content).all())
    visible = [name for name in store.named_graphs() if name != NamedNode(GRAPH_SHAPES)]
    found = store.query(
        """
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?query ?label ?text { ?query a sh:SPARQLExecutable ; rdfs:label ?label ; sh:select ?text }""",
        default_graph=[*visible],
    )
    assert isinstance(found, QuerySolutions)
    texts = {}
    for row in found:
        query, label, text = row["query"], row["label"], row["text"]
        assert isinstance(query, NamedNode) and isinstance(label, Literal) and isinstance(text, Literal)
        assert label.language == "en"
        texts[query.value] = text.value
    catalogue = Catalogue.load(content.queries)
    assert len(catalogue) > 20
    assert {iri.removeprefix(PREFIXES["query"]) for iri in texts} == {query.name for query in catalogue}
    for query in catalogue:
        ours, theirs = (
            store.query(text, default_graph=[*visible]) for text in (query.text, texts[PREFIXES["query"] + query.name])
        )
        assert isinstance(ours, QuerySolutions) and isinstance(theirs, QuerySolutions)
        assert [str(row) for row in ours] == [str(row) for row in theirs]
