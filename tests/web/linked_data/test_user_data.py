"""A user's own data: their IRIs dereference where it is served, and nothing is claimed that isn't theirs."""

from __future__ import annotations

import pytest
import rdflib
from flask.testing import FlaskClient

from tests.web.linked_data.conftest import Serve

PUBLIC = "https://data.example.org/dsg"
DATA = f"""
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<{PUBLIC}/people/ana#me> foaf:name "Ana" ; foaf:knows <{PUBLIC}/people/ben#me> , [ foaf:name "Someone" ] .
<{PUBLIC}/people/ben#me> foaf:name "Ben" .
<{PUBLIC}/people/ben> foaf:primaryTopic <{PUBLIC}/people/ben#me> .
<https://elsewhere.example/x> foaf:name "Not here" .
"""


@pytest.fixture(scope="module")
def served(serve_data: Serve) -> FlaskClient:
    return serve_data(DATA, public_url=PUBLIC)


def test_their_iris_lead_to_documents_below_the_public_url(served: FlaskClient) -> None:
    response = served.get("/people/ana", headers={"Accept": "application/n-triples"})
    assert (response.status_code, response.headers["Location"]) == (303, "/dsg/people/ana.nt")
    document = served.get("/people/ana.nt")
    graph = rdflib.Graph().parse(data=document.text, format="nt")
    assert (None, None, rdflib.Literal("Ana")) in graph and (None, None, rdflib.Literal("Someone")) in graph
    assert (None, None, rdflib.Literal("Ben")) in graph, "the name of a neighbour"
    assert f'<{PUBLIC}/people/ana.html>; rel="alternate"' in document.headers["Link"]


def test_nothing_is_claimed_that_is_not_theirs(served: FlaskClient) -> None:
    for suffix in ("html", "ttl", "nt", "rdf", "jsonld", "linkset.json"):
        response = served.get(f"/people/ana.{suffix}")
        assert response.status_code == 200
        text = response.text + response.headers.get("Link", "")
        assert "creativecommons" not in text and "license" not in text, suffix
        assert "w3id.org/digital-strategy-graph" not in text, suffix
    assert "w3id.org/digital-strategy-graph" not in served.get("/context.jsonld").text


def test_pages_and_lists_are_theirs(served: FlaskClient) -> None:
    page = served.get("/people/ana.html").text
    assert 'id="me"' in page and 'href="/dsg/people/ben#me"' in page
    assert 'href="/dsg/people/"' in served.get("/id/").text
    assert 'href="/dsg/people/ben"' in served.get("/people/").text
    assert served.get("/x").status_code == 404


def test_an_initiative_of_theirs_shows_its_agencies_and_no_page_that_asks_our_queries(serve_data: Serve) -> None:
    plan = f"""
    @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <{PUBLIC}/i/canals> a dsg:Initiative ; rdfs:label "Canals" ; dsg:leadAgency <{PUBLIC}/o/crown> .
    <{PUBLIC}/p/locks> dcterms:isPartOf <{PUBLIC}/i/canals> ; rdfs:label "Locks" ;
        dsg:partnerAgency <{PUBLIC}/o/guild> .
    <{PUBLIC}/o/guild> rdfs:label "Guild" .
    """
    page = serve_data(plan, public_url=PUBLIC).get("/i/canals.html").text
    assert '<a href="/dsg/o/guild">Guild</a> <span class="through">through <a href="/dsg/p/locks">Locks</a>' in page
    assert "nearby" not in page and "/explore/" not in page and "/queries/" not in page
