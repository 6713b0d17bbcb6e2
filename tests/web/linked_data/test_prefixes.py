"""The prefixes have one owner: every form says the same, and links to the others; a query takes the same ones."""

from __future__ import annotations

import json
import re

import rdflib
from flask.testing import FlaskClient
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from strategy_graph.namespaces import BASE, PREFIXES

FORMATS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
THING = rdflib.URIRef(BASE + "prefixes")


def graph_of(client: FlaskClient, suffix: str) -> rdflib.Graph:
    """The form without what it says of itself, its own address."""
    graph = rdflib.Graph(bind_namespaces="none")
    if suffix == "jsonld":
        tree = json.loads(client.get("/prefixes.jsonld").text)
        tree["@context"] = json.loads(client.get("/context.jsonld").text)["@context"]
        graph.parse(data=json.dumps(tree), format="json-ld")
    else:
        graph.parse(data=client.get(f"/prefixes.{suffix}").data, format=FORMATS[suffix])
    for document in set(graph.subjects(rdflib.FOAF.primaryTopic, THING)):
        graph.remove((document, None, None))
    return graph


def declared(graph: rdflib.Graph) -> dict[str, str]:
    """The prefixes as the triples declare them."""
    nodes = graph.objects(THING, SH.declare)
    return {str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace)) for node in nodes}


def test_every_form_says_the_same(client: FlaskClient) -> None:
    expected = graph_of(client, "nt")
    assert len(expected) > 3 * len(PREFIXES)
    for suffix in ("ttl", "rdf", "jsonld"):
        assert isomorphic(graph_of(client, suffix), expected), suffix


def test_every_form_has_the_same_headers(client: FlaskClient) -> None:
    answers = {suffix: client.get(f"/prefixes.{suffix}") for suffix in ("html", "ttl", "nt", "rdf", "jsonld")}
    page = set(answers["html"].headers.keys()) - {"Content-Security-Policy", "Referrer-Policy"}
    assert all(set(answers[suffix].headers.keys()) == page for suffix in ("ttl", "nt", "rdf", "jsonld"))
    for suffix, answer in answers.items():
        links = answer.headers["Link"]
        assert f'<{THING}>; rel="cite-as"' in links and 'rel="license"' in links and 'rel="linkset"' in links
        others = {other for other in answers if f"/prefixes.{other}>" in links}
        assert others == set(answers) - {suffix}
    prologue = client.get("/prefixes.rq").headers["Link"]
    assert f'<{THING}>; rel="cite-as"' in prologue and '/prefixes.ttl>; rel="alternate describedby"' in prologue


def test_turtle_and_queries_can_take_them_as_they_are(client: FlaskClient) -> None:
    turtle = rdflib.Graph(bind_namespaces="none").parse(data=client.get("/prefixes.ttl").data, format="turtle")
    prefixes = declared(turtle)
    text = client.get("/prefixes.ttl").text
    assert dict(re.findall(r"^@prefix ([\w-]+): <([^>]+)> \.$", text, re.MULTILINE)) == prefixes
    assert PREFIXES.items() <= prefixes.items()
    assert dict(re.findall(r"PREFIX ([\w-]+): <([^>]+)>", client.get("/prefixes.rq").text)) == PREFIXES
    context = json.loads(client.get("/context.jsonld").text)["@context"]
    assert PREFIXES.items() <= context.items()
