"""The description of the dataset is exact: each number is counted again by a query of the default view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from strategy_graph.dataset import Release
from strategy_graph.dataset.manifest import Manifest
from strategy_graph.dataset.void_description import DATASET, describe
from strategy_graph.namespaces import BASE, GRAPH_DATA, GRAPH_META, GRAPH_SHAPES, PREFIXES

pytestmark = pytest.mark.slow(reason="counts the whole of a release")

DECLARED = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture(scope="module")
def store(real_release: Release) -> Store:
    """The store as it is queried: its default graph is the default view."""
    return Store.read_only(str(real_release.store))


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    found = store.query(DECLARED + query)
    assert isinstance(found, QuerySolutions)
    return [tuple(_plain(value) for value in row) for row in found]


def _plain(value: object) -> object:
    if isinstance(value, Literal) and value.datatype.value.endswith("#integer"):
        return int(value.value)
    return value.value if isinstance(value, NamedNode | Literal) else value


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_the_numbers_of_the_dataset(store: Store, name: str, query: str) -> None:
    assert rows(store, f"SELECT ?n {{ <{DATASET}> void:{name} ?n }}") == rows(store, query)


def test_the_number_of_each_graph(store: Store, real_release: Release) -> None:
    said = dict(rows(store, "SELECT ?g ?n { ?g a void:Dataset ; void:triples ?n }"))
    counted = dict(rows(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))
    assert said.pop(DATASET) == real_release.default_triples
    assert said == counted == real_release.graphs
    subsets = {name for (name,) in rows(store, f"SELECT ?g {{ <{DATASET}> void:subset ?g }}")}
    assert subsets == counted.keys() - {GRAPH_SHAPES}
    assert sum(counted[name] for name in subsets) == real_release.default_triples


# What the SIB asks for: the query by which its editor learns what to offer, with the numbers.
SIB_PARTITIONS = """
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype ?triples WHERE {
  {
    ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    ?pp void:property ?prop .
    OPTIONAL {
      { ?pp void:classPartition [ void:class ?objectClass ; void:triples ?triples ] }
      UNION
      { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ; void:triples ?triples ] }
    }
  }
}"""
BY_CLASS = """
SELECT ?class ?p ?objectClass (COUNT(*) AS ?n)
{ ?s a ?class ; ?p ?o . ?o a ?objectClass } GROUP BY ?class ?p ?objectClass"""
BY_DATATYPE = """
SELECT ?class ?p ?datatype (COUNT(*) AS ?n)
{ ?s a ?class ; ?p ?o . BIND (DATATYPE(?o) AS ?datatype) FILTER BOUND(?datatype) } GROUP BY ?class ?p ?datatype"""


def test_the_partitions_are_those_of_the_triples(store: Store) -> None:
    said = rows(store, SIB_PARTITIONS)
    assert len(said) > 500
    without_values = {row[:2] for row in said if row[4] is None}
    assert {(row[0], row[1], row[2], row[4]) for row in said if row[2]} == set(rows(store, BY_CLASS))
    assert {(row[0], row[1], row[3], row[4]) for row in said if row[3]} == set(rows(store, BY_DATATYPE))
    assert without_values <= set(rows(store, "SELECT DISTINCT ?c ?p { ?s a ?c ; ?p ?o }"))


def test_the_numbers_of_the_classes(store: Store) -> None:
    said = rows(
        store,
        f"""SELECT ?class ?entities ?triples ?properties {{ <{DATASET}> void:classPartition ?part .
        ?part void:class ?class ; void:entities ?entities ; void:triples ?triples ; void:properties ?properties }}""",
    )
    counted = rows(
        store,
        """SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties)
        { ?s a ?class ; ?p ?o } GROUP BY ?class""",
    )
    assert sorted(said) == sorted(counted)


NUMBERS = "(COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)"
SAID_NUMBERS = """?pp void:property ?p ; void:triples ?triples ; void:distinctSubjects ?subjects .
OPTIONAL { ?pp void:distinctObjects ?objects }"""


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (
            f"SELECT ?p ?triples ?subjects ?objects {{ <{DATASET}> void:propertyPartition ?pp . {SAID_NUMBERS} }}",
            f"SELECT ?p {NUMBERS} {{ ?s ?p ?o }} GROUP BY ?p",
        ),
        (
            "SELECT ?p ?c ?triples ?subjects ?objects "
            f"{{ ?cp void:class ?c ; void:propertyPartition ?pp . {SAID_NUMBERS} }}",
            f"SELECT ?p ?c {NUMBERS} {{ ?s a ?c ; ?p ?o }} GROUP BY ?p ?c",
        ),
    ],
)
def test_the_numbers_of_the_properties(store: Store, said: str, counted: str) -> None:
    found, expected = rows(store, said), rows(store, counted)
    assert sorted(row[:-1] for row in found) == sorted(row[:-1] for row in expected)
    # Only the description's own counts have no number of distinct values, since that would be one of them.
    not_said = {row[0] for row in found if row[-1] is None}
    own = "triples entities properties classes distinctSubjects distinctObjects".split()
    assert not_said == {PREFIXES["void"] + name for name in own}
    assert {row for row in found if row[-1] is not None} == {row for row in expected if row[0] not in not_said}


def test_every_node_has_an_address_below_ours_or_is_somebody_elses(store: Store) -> None:
    quads = list(store.quads_for_pattern(None, None, None, NamedNode(GRAPH_META)))
    assert not any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))
    assert all(quad.subject.value.startswith(BASE) for quad in quads if isinstance(quad.subject, NamedNode))
    theme = f"{DATASET}#class/dsg:Theme/property/dsg:order"
    assert rows(store, f"SELECT ?class {{ ?cp void:propertyPartition <{theme}> ; void:class ?class }}") == [
        (PREFIXES["dsg"] + "Theme",)
    ]


def test_it_is_timeless(store: Store) -> None:
    """It has no date, no address where a file or a service is, and no checksum."""
    quads = list(store.quads_for_pattern(None, None, None, NamedNode(GRAPH_META)))
    literals = {quad.object for quad in quads if isinstance(quad.object, Literal)}
    assert not {literal.datatype.value for literal in literals if "date" in literal.datatype.value.lower()}
    names = {quad.predicate.value.rsplit("/")[-1].rsplit("#")[-1] for quad in quads}
    assert not names & {"sparqlEndpoint", "dataDump", "created", "issued", "modified", "checksum", "byteSize", "target"}


def test_licence_sources_vocabularies_and_examples(store: Store) -> None:
    about = {
        name: {value for (value,) in rows(store, f"SELECT ?v {{ GRAPH <{GRAPH_META}> {{ <{DATASET}> {name} ?v }} }}")}
        for name in (
            "dcterms:license",
            "void:uriSpace",
            "void:vocabulary",
            "void:exampleResource",
            "prov:wasDerivedFrom",
        )
    }
    assert about["dcterms:license"] == {"https://creativecommons.org/licenses/by/4.0/"}
    assert about["void:uriSpace"] == {f"{BASE}id/"}
    assert about["void:vocabulary"] >= {PREFIXES[name] for name in ("dsg", "prov", "oa", "skos", "org", "void", "sh")}
    assert about["prov:wasDerivedFrom"] == {row[0] for row in rows(store, "SELECT ?s { ?s a dsg:Source }")}
    kinds = {iri.removeprefix(f"{BASE}id/").split("/")[0] for iri in about["void:exampleResource"]}
    assert kinds == {"strategy", "plan", "initiative", "outcome", "claim", "evidence"}


def test_the_prefixes_of_the_queries_are_found_in_the_store(store: Store) -> None:
    found = rows(
        store, "SELECT DISTINCT ?prefix ?n { ?query sh:prefixes/sh:declare [ sh:prefix ?prefix ; sh:namespace ?n ] }"
    )
    assert {row[0]: row[1] for row in found}.items() >= PREFIXES.items()
    without = rows(store, "SELECT ?q { ?q a sh:SPARQLExecutable FILTER NOT EXISTS { ?q sh:prefixes ?any } }")
    assert without == []


# --- Numbers that count themselves -------------------------------------------------------------------


def described(facts: Iterable[Quad]) -> tuple[set[Any], list[Quad]]:
    graphs = {GRAPH_DATA: list(facts)}
    quads = describe(graphs, (GRAPH_DATA,), Manifest(), NamedNode(DATASET))
    return {quad.triple for name in graphs for quad in graphs[name]} | {quad.triple for quad in quads}, quads


def numbers(last: int, first: int = 0) -> list[Quad]:
    integer = NamedNode(PREFIXES["xsd"] + "integer")
    property_ = NamedNode("http://e/p")
    return [
        Quad(NamedNode(f"http://e/{n}"), property_, Literal(str(n), datatype=integer), NamedNode(GRAPH_DATA))
        for n in range(first, last)
    ]


@pytest.mark.parametrize("first", range(0, 400, 7))
def test_the_number_of_distinct_objects_is_right_or_is_left_out(first: int) -> None:
    """A number in the description can be one of the objects that it counts; then there need not be a right one."""
    triples, quads = described(numbers(first + 60, first))
    said = [quad.object for quad in quads if _is(quad, DATASET, "void:distinctObjects")]
    assert len(said) <= 1
    assert all(number.value == str(len({triple.object for triple in triples})) for number in said)  # type: ignore[union-attr]
    (total,) = (quad.object for quad in quads if _is(quad, DATASET, "void:triples"))
    assert total.value == str(len(triples))  # type: ignore[union-attr]


def _is(quad: Quad, subject: str, name: str) -> bool:
    prefix, _, local = name.partition(":")
    return quad.subject == NamedNode(subject) and quad.predicate == NamedNode(PREFIXES[prefix] + local)


def test_a_class_that_no_prefix_shortens_has_a_partition_with_a_name_of_its_own() -> None:
    graph = NamedNode(GRAPH_DATA)
    type_ = NamedNode(PREFIXES["rdf"] + "type")
    things = [NamedNode(name) for name in ("http://a.example/Thing", "urn:b:Thing")]
    _, quads = described(Quad(NamedNode("http://e/x"), type_, thing, graph) for thing in things)
    names = {
        str(quad.subject)[1:-1]
        for quad in quads
        if quad.predicate.value.endswith("void#class") and quad.object in things
    }
    assert len(names) == 2
    assert all(name.startswith(f"{DATASET}#class/") for name in names)
