"""SPARQL 1.1 Protocol, section 2.1, on the real server with real clients."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import JSON, SPARQLWrapper

DSG = "https://w3id.org/digital-strategy-graph/ontology#"
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?i a <{DSG}Initiative> }}"
THEMES = f"CONSTRUCT WHERE {{ ?theme a <{DSG}Theme> }}"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture
def client(server: str) -> httpx.Client:
    return httpx.Client(base_url=server, timeout=20)


@pytest.mark.parametrize("operation", ["GET", "form", "direct"])
def test_the_three_query_operations(client: httpx.Client, operation: str) -> None:
    headers = {"Accept": "text/csv"}
    if operation == "GET":
        response = client.get("/sparql", params={"query": COUNT}, headers=headers)
    elif operation == "form":
        response = client.post("/sparql", data={"query": COUNT}, headers=headers)
    else:
        response = client.post("/sparql", content=COUNT, headers={**headers, **DIRECT})
    assert response.status_code == 200
    assert response.text == "n\r\n24\r\n"
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "content_type", "first"),
    [
        ("*/*", "application/sparql-results+json", "{"),
        ("application/sparql-results+json", "application/sparql-results+json", "{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<"),
        ("text/csv", "text/csv; charset=utf-8", "n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?"),
    ],
)
def test_formats_of_tables(client: httpx.Client, accept: str, content_type: str, first: str) -> None:
    response = client.get("/sparql", params={"query": COUNT}, headers={"Accept": accept})
    assert response.headers["content-type"] == content_type
    assert response.text.startswith(first)
    assert "24" in response.text


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_formats_of_graphs_are_parsed_by_rdflib(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", params={"query": THEMES}, headers={"Accept": accept})
    assert response.headers["content-type"].startswith(accept)
    names = {"application/n-triples": "nt", "application/rdf+xml": "xml", "application/ld+json": "json-ld"}
    assert len(Graph().parse(data=response.content, format=names.get(accept, "turtle"))) == 3


@pytest.mark.parametrize(("query", "accept"), [(COUNT, "text/turtle"), (THEMES, "text/csv"), (COUNT, "image/png")])
def test_a_format_of_the_other_result_kind_is_406(client: httpx.Client, query: str, accept: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.status_code == 406
    assert "There is:" in response.json()["hint"]


def test_default_graph_uri(client: httpx.Client) -> None:
    derived = "https://w3id.org/digital-strategy-graph/graph/derived"
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    parameters: dict[str, Any] = {"query": query, "default-graph-uri": derived, "format": "csv"}
    counted = int(client.get("/sparql", params=parameters).text.split()[1])
    whole = int(client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1])
    assert 0 < counted < whole
    parameters["default-graph-uri"] = "not an IRI"
    assert client.get("/sparql", params=parameters).status_code == 400


@pytest.mark.parametrize(
    ("method", "options", "status", "says"),
    [
        ("GET", {"params": {"query": ""}}, 400, "empty"),
        ("GET", {"params": [("query", COUNT), ("query", COUNT)]}, 400, "more than once"),
        ("GET", {"params": {"query": "SELECT * WHERE { ?s ex:p ?o }"}}, 400, "ex:"),
        ("GET", {"params": {"query": "SELECT * WHERE { SERVICE <http://127.0.0.1/> {} }"}}, 400, "SERVICE"),
        ("GET", {"params": {"query": COUNT, "format": "pdf"}}, 406, "pdf"),
        ("GET", {"params": {"query": COUNT, "timeout": "soon"}}, 400, "timeout"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 400, "read-only"),
        ("POST", {"content": b"CLEAR ALL", "headers": DIRECT}, 400, "read-only"),
        ("POST", {"content": b"\xff\xfe", "headers": DIRECT}, 400, "UTF-8"),
        (
            "POST",
            {"content": b"query=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
            400,
            "UTF-8",
        ),
        ("POST", {"content": b"x", "headers": {"Content-Type": "text/plain"}}, 415, "text/plain"),
        ("POST", {"content": b"x" * 3_000_000, "headers": DIRECT}, 413, "larger"),
        ("GET", {"params": {"query": "SELECT * { FILTER " + "(" * 5000 + " }"}}, 413, "nests"),
        ("PUT", {"content": b"x"}, 405, "PUT"),
        ("DELETE", {}, 405, "DELETE"),
    ],
)
def test_errors_are_problem_documents(
    client: httpx.Client, method: str, options: dict[str, Any], status: int, says: str
) -> None:
    response = client.request(method, "/sparql", **options)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert says in problem["detail"] + problem.get("hint", "")


def test_problems_as_html_and_text(client: httpx.Client) -> None:
    broken = {"query": "SELECT *\nWHERE { ?s ?p ?o . }}"}
    html = client.get("/sparql", params=broken, headers={"Accept": "text/html"})
    assert html.headers["content-type"].startswith("text/html") and "Line 2, column 21" in html.text
    text = client.get("/sparql", params=broken, headers={"Accept": "text/plain, text/csv;q=0.1"})
    assert text.headers["content-type"].startswith("text/plain") and "^" in text.text


@pytest.mark.slow(reason="waits for a time limit")
def test_a_timeout_is_503(client: httpx.Client, engine: str) -> None:
    if engine != "embedded":
        pytest.skip(
            "a remote engine runs on after the connection is closed; tests/engine/test_remote.py covers time limits"
        )
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STRLEN(CONCAT(?c, ?f, ?i)) = 1) }"
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == 503
    assert "2 seconds" in response.json()["detail"]
    assert "retry-after" in response.headers
    assert client.get("/sparql", params={"query": COUNT, "format": "csv"}).text == "n\r\n24\r\n"


def test_head_and_options_and_cross_origin(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": COUNT})
    assert head.status_code == 200 and head.content == b""
    options = client.options("/sparql", headers={"Origin": "http://example.org"})
    assert options.status_code == 200
    assert options.headers["access-control-allow-origin"] == "*"
    assert "POST" in options.headers["access-control-allow-methods"]


def test_without_a_query_service_description_or_html_form(client: httpx.Client) -> None:
    description = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=description.content, format="turtle")
    assert bool(graph.query("ASK { ?s <http://www.w3.org/ns/sparql-service-description#endpoint> ?e }"))
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert "<textarea" in page.text


def test_sparqlwrapper(server: str) -> None:
    wrapper = SPARQLWrapper(server + "/sparql", returnFormat=JSON)
    wrapper.setQuery(COUNT)
    answer: Any = wrapper.queryAndConvert()
    assert answer["results"]["bindings"][0]["n"]["value"] == "24"


def test_named_queries_have_urls(client: httpx.Client) -> None:
    path = "/queries/initiatives-feeding-multiple-outcomes.csv"
    everything = list(csv.DictReader(io.StringIO(client.get(path).text)))
    own = list(csv.DictReader(io.StringIO(client.get(path, params={"basis": "own-words"}).text)))
    assert (len(everything), len(own)) == (17, 11)
    assert client.get(path, params={"basis": "guessed"}).status_code == 400
    assert client.get(path, params={"colour": "red"}).status_code == 400
    missing = client.get("/queries/initiatives-feeding-multiple-outcome.csv")
    assert missing.status_code == 404
    assert "initiatives-feeding-multiple-outcomes" in missing.json()["hint"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_repeated_graph_counts_once(server: str, name: str) -> None:
    graph = "https://w3id.org/digital-strategy-graph/graph/data/2022-23"
    pattern = "?s ?p ?o" if name == "default-graph-uri" else "GRAPH ?g { ?s ?p ?o }"
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    counts = [
        httpx.get(f"{server}/sparql", params=[("query", query), ("format", "csv"), *[(name, graph)] * times]).text
        for times in (1, 2)
    ]
    assert counts[0] == counts[1] != "n\r\n0\r\n"
