"""Third-party SPARQL clients, used as their documentation describes, work unchanged."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import urllib.parse
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, TURTLE, XML, SPARQLWrapper

from tests.servers.programs import node_packages
from tests.web.conftest import ROOT

pytestmark = pytest.mark.foreign

DSG = "https://w3id.org/digital-strategy-graph/ontology#"
TRUST = "https://w3id.org/digital-strategy-graph/id/theme/trust"
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?i a <{DSG}Initiative> }}"
THEMES = f"CONSTRUCT WHERE {{ ?theme a <{DSG}Theme> }}"
CLIENTS = ROOT / "tests" / "clients"


@pytest.fixture(scope="session")
def comunica() -> Path:
    """Return the command of Comunica; install it from the lock file if it is missing."""
    return node_packages(CLIENTS) / ".bin" / "comunica-sparql"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(server: str, method: str) -> None:
    wrapper = SPARQLWrapper(server + "/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(COUNT)
    wrapper.setReturnFormat(JSON)
    answer: Any = wrapper.queryAndConvert()
    assert answer["results"]["bindings"][0]["n"]["value"] == "24"
    wrapper.setReturnFormat(XML)
    document: Any = wrapper.queryAndConvert()
    assert "<literal" in document.toxml() and "24" in document.toxml()
    wrapper.setReturnFormat(CSV)
    table: Any = wrapper.queryAndConvert()
    assert table.decode().splitlines() == ["n", "24"]


@pytest.mark.parametrize("form", [TURTLE, N3, XML])
def test_sparqlwrapper_graphs(server: str, form: str) -> None:
    wrapper = SPARQLWrapper(server + "/sparql")
    wrapper.setQuery(THEMES)
    wrapper.setReturnFormat(form)
    answer: Any = wrapper.queryAndConvert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer, format="turtle")
    assert len(graph) == 3


def test_sparqlwrapper_direct_post(server: str) -> None:
    wrapper = SPARQLWrapper(server + "/sparql", returnFormat=JSON)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod("postdirectly")
    wrapper.setQuery(COUNT)
    answer: Any = wrapper.queryAndConvert()
    assert answer["results"]["bindings"][0]["n"]["value"] == "24"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("results", ["xml", "json", "csv", "tsv"])
def test_rdflib_sparqlstore(server: str, method: str, results: str) -> None:
    store = SPARQLStore(server + "/sparql", method=method, returnFormat=results)
    graph = Graph(store)
    labels = {str(value) for value in graph.objects(URIRef(TRUST), RDFS.label)}
    assert {"Trust", "Mahi Tika"} <= labels
    rows: list[Any] = list(graph.query(COUNT))
    assert int(rows[0][0]) == 24
    if results in {"xml", "json"}:
        assert graph.query(f"ASK {{ <{TRUST}> ?p ?o }}").askAnswer is True
    if results == "xml":  # the store accepts no graphs with the other formats
        assert len(graph.query(THEMES).graph or ()) == 3


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_comunica(server: str, comunica: Path) -> None:
    source = f"sparql@{server}/sparql"
    answer = json.loads(run(comunica, source, COUNT, "-t", "application/sparql-results+json"))
    assert answer["results"]["bindings"][0]["n"]["value"] == "24"
    triples = run(comunica, source, THEMES, "-t", "application/n-triples")
    assert len(triples.splitlines()) == 3
    assert run(comunica, source, f"ASK {{ <{TRUST}> ?p ?o }}").strip() == "true"


def test_comunica_finds_the_endpoint_by_its_description(server: str, comunica: Path) -> None:
    """Without a source type, Comunica detects the endpoint by its Service Description."""
    names = run(comunica, server + "/sparql", f"SELECT ?l {{ <{TRUST}> <{RDFS.label}> ?l }}")
    assert "Mahi Tika" in names


def test_fetch_sparql_endpoint(server: str, comunica: Path) -> None:
    rows = run(
        comunica.with_name("fetch-sparql-endpoint"), "--endpoint", server + "/sparql", "--query", COUNT
    ).splitlines()
    assert any("24" in row for row in rows)


def test_curl(server: str) -> None:
    if shutil.which("curl") is None:
        if os.environ.get("CI"):
            pytest.fail("curl is missing")
        pytest.skip("curl is missing")
    address = server + "/sparql"
    form = run("curl", "-sS", "-f", address, "-H", "Accept: text/csv", "--data-urlencode", f"query={COUNT}")
    assert form.splitlines() == ["n", "24"]
    got = run("curl", "-sS", "-f", "--compressed", f"{address}?query={urllib.parse.quote(COUNT)}")
    assert json.loads(got)["results"]["bindings"][0]["n"]["value"] == "24"
    direct = run("curl", "-sS", "-f", address, "-H", "Content-Type: application/sparql-query", "--data-binary", COUNT)
    assert "24" in direct


ACCEPT = {
    "curl": ("*/*", "application/sparql-results+json", "text/turtle"),
    "none": (None, "application/sparql-results+json", "text/turtle"),
    "rapper": (
        "application/n-triples, text/plain;q=0.5, application/rdf+xml, text/rdf;q=0.6, text/turtle, "
        "application/x-turtle, application/turtle, text/n3;q=0.3, text/html;q=0.5, */*;q=0.1",
        None,
        "text/turtle",
    ),
    "Jena, tables": (
        "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
        "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
        "application/sparql-results+json",
        None,
    ),
    "Jena, graphs": (
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
        "application/sparql-results+json",
        "text/turtle",
    ),
    "rdf4j, tables": (
        "application/sparql-results+xml;q=0.8, application/xml;q=0.8, application/x-binary-rdf-results-table, "
        "application/sparql-results+json;q=0.8, application/json;q=0.8, text/csv;q=0.8",
        "application/sparql-results+json",
        None,
    ),
    "Chromium": (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "text/html",
        "text/html",
    ),
    "HTML no better than RDF": ("text/html, application/rdf+xml, application/sparql-results+xml", None, None),
}


@pytest.mark.parametrize("client", ACCEPT)
def test_clients_get_what_they_can_read(server: str, client: str) -> None:
    accept, table, graph = ACCEPT[client]
    headers = {} if accept is None else {"Accept": accept}
    for query, expected in ((COUNT, table), (THEMES, graph)):
        with httpx.Client() as session:
            session.headers.pop("accept", None)
            response = session.get(server + "/sparql", params={"query": query}, headers=headers)
        if expected is not None:
            assert response.headers["content-type"].split(";")[0] == expected
        elif client.startswith("HTML"):
            assert "html" not in response.headers["content-type"], "RDF before HTML, unless HTML is preferred"


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv", "html", "text/csv", "srx"])
def test_format_as_a_convenience(server: str, format_: str) -> None:
    response = httpx.get(server + "/sparql", params={"query": COUNT, "format": format_})
    assert response.status_code == 200
    assert "24" in response.text


@pytest.mark.parametrize("format_", ["turtle", "ttl", "ntriples", "rdfxml", "jsonld", "trig", "nquads", "html"])
def test_format_of_graphs(server: str, format_: str) -> None:
    response = httpx.get(server + "/sparql", params={"query": THEMES, "format": format_})
    assert response.status_code == 200
    assert "theme" in response.text


def test_csv_reads_in_a_spreadsheet(server: str) -> None:
    query = f"SELECT ?l {{ ?t a <{DSG}Theme> ; <{RDFS.label}> ?l }} ORDER BY ?l"
    response = httpx.get(server + "/sparql", params={"query": query, "format": "csv"})
    # Sorted here: the order of literals with different language tags depends on the store.
    assert sorted(row["l"] for row in csv.DictReader(io.StringIO(response.text))) == [
        "Growth",
        "Inclusion",
        "Mahi Ake",
        "Mahi Tahi",
        "Mahi Tika",
        "Trust",
    ]
