"""The Service Description is complete, true, and valid against a SHACL shape."""

from __future__ import annotations

from pathlib import Path

import httpx
import pyshacl
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, VOID

from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.web.problem_pages import KINDS
from strategy_graph.web.query_responses import PROBLEMS

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = Namespace("https://schema.org/")
SHAPES = Path(__file__).with_name("service-description.shapes.ttl")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="package")
def description(server: str) -> Graph:
    response = httpx.get(server + "/sparql", headers={"Accept": "text/turtle"})
    return Graph().parse(data=response.content, format="turtle")


def test_it_is_valid(description: Graph) -> None:
    conforms, _, text = pyshacl.validate(description, shacl_graph=Graph().parse(SHAPES))
    assert conforms, text


@pytest.mark.parametrize(
    "removed", [SD.endpoint, SD.resultFormat, SD.defaultDataset, SD.defaultGraph, VOID.triples, SCHEMA.value, SD.name]
)
def test_the_shape_detects_missing_properties(description: Graph, removed: URIRef) -> None:
    damaged = Graph()
    damaged += description
    damaged.remove((None, removed, None))
    assert not pyshacl.validate(damaged, shacl_graph=Graph().parse(SHAPES))[0]


def test_the_endpoint_is_the_requested_address(server: str, description: Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    assert list(description.objects(service, SD.endpoint)) == [URIRef(server + "/sparql")]


def test_triple_counts_equal_query_results(server: str, description: Graph) -> None:
    def count(pattern: str) -> int:
        query = {"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "format": "csv"}
        return int(httpx.get(server + "/sparql", params=query).text.split()[1])

    (default,) = description.objects(None, SD.defaultGraph)
    assert int(str(description.value(default, VOID.triples))) == count("?s ?p ?o")
    named = list(description.subjects(RDF.type, SD.NamedGraph))
    assert len(named) == 6
    for graph in named:
        name, node = description.value(graph, SD.name), description.value(graph, SD.graph)
        assert int(str(description.value(node, VOID.triples))) == count(f"GRAPH <{name}> {{ ?s ?p ?o }}")


def test_limits_equal_the_settings(description: Graph, engine: str) -> None:
    limits = {
        str(description.value(node, SCHEMA.propertyID)): description.value(node, SCHEMA.value)
        for node in description.subjects(RDF.type, SCHEMA.PropertyValue)
    }
    assert float(str(limits["query_timeout"])) == (2.0 if engine == "embedded" else 10.0)
    assert int(str(limits["result_bytes"])) == 256 << 20


@pytest.mark.parametrize(
    "accept",
    [
        *("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples", "*/*"),
        *("application/trig", "application/n-quads"),
    ],
)
def test_rdf_for_rdf_clients_and_html_for_browsers(server: str, accept: str) -> None:
    response = httpx.get(server + "/sparql", headers={"Accept": accept})
    assert "html" not in response.headers["content-type"]
    page = httpx.get(server + "/sparql", headers={"Accept": BROWSER})
    assert "<textarea" in page.text


def test_well_known_void_is_the_description_itself(server: str) -> None:
    response = httpx.get(server + "/.well-known/void", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.headers["content-location"]) == (200, "/void.ttl")
    found = Graph().parse(data=response.content, format="turtle")
    assert list(found.objects(None, VOID.sparqlEndpoint)) == [URIRef(server + "/sparql")]


def test_counts_stay_and_partitions_are_in_void(server: str, description: Graph) -> None:
    partitions = (VOID.classPartition, VOID.propertyPartition)
    (dataset,) = description.objects(None, SD.defaultDataset)
    assert isinstance(dataset, URIRef)
    assert not any(True for name in partitions for _ in description.triples((None, name, None)))
    pointer = URIRef(server + "/.well-known/void")
    assert pointer in set(description.objects(dataset, RDFS.seeAlso))
    response = httpx.get(str(pointer), headers={"Accept": "text/turtle"})
    void = Graph().parse(data=response.content, format="turtle")
    for name in (VOID.triples, VOID.entities, VOID.distinctSubjects, VOID.distinctObjects, VOID.subset):
        assert set(description.objects(dataset, name)) == set(void.objects(dataset, name)) != set()
    for name in partitions:
        assert any(True for _ in void.triples((None, name, None)))
    # All that is left out is said of partitions: the rest of VoID stands in both.
    inner = {node for name in partitions for node in void.objects(None, name)}
    outer = {triple for triple in void if triple[0] == dataset and triple[2] not in inner}
    assert outer <= set(description)
    assert len(httpx.get(server + "/sparql", headers={"Accept": "text/turtle"}).content) < 50_000


def test_each_problem_type_is_documented(server: str) -> None:
    assert {name for _, name in PROBLEMS.values()} == set(KINDS)
    for name, (title, _) in KINDS.items():
        assert title in httpx.get(f"{server}/problem/{name}").text
    assert httpx.get(server + "/problem/unheard-of").status_code == 404
    problem = httpx.get(server + "/sparql", params={"query": "SELECT"}).json()
    assert problem["type"] == "https://w3id.org/digital-strategy-graph/problem/query-syntax"


def test_the_explanation_of_406_names_each_format() -> None:
    _, explanation = KINDS["not-acceptable"]
    for form in (*RESULT_FORMATS, *GRAPH_FORMATS):
        assert form.title and form.title in explanation
