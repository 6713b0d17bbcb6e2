"""Every IRI of ours in the default graph answers in five forms, and all documents together say everything."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import BlankNode, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from strategy_graph.dataset import Release
from strategy_graph.namespaces import BASE
from strategy_graph.web.linked_data.lookup import FORMS
from strategy_graph.web.linked_data.state import STATE

ORIGIN = "http://127.0.0.1:8000"
PARSERS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}


@pytest.fixture(scope="module")
def default_graph(real_release: Release) -> set[Triple]:
    store = Store.read_only(str(real_release.store))
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    return {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}


@pytest.fixture(scope="module")
def iris(default_graph: set[Triple]) -> list[str]:
    """Every IRI of ours, as subject, predicate or object, asked of the store and not of the index."""
    nodes = {node for triple in default_graph for node in (triple.subject, triple.predicate, triple.object)}
    return sorted(node.value for node in nodes if isinstance(node, NamedNode) and node.value.startswith(BASE))


def paths_of(iris: list[str]) -> list[str]:
    return sorted({"/" + iri.removeprefix(BASE).partition("#")[0] for iri in iris})


def embedded(page: str) -> Any:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(unescape(text))


def triples_of(client: FlaskClient, app: Flask, path: str, suffix: str) -> set[Triple]:
    """Return what a document says, with the address of its Turtle in place of its own."""
    body = client.get(f"{path}.{suffix}").data
    if suffix in PARSERS:
        quads = list(parse(body, format=PARSERS[suffix]))
    else:
        tree = embedded(body.decode()) if suffix == "html" else json.loads(body)
        tree["@context"] = (
            app.extensions[STATE].publication.context.definitions if suffix != "html" else tree["@context"]
        )
        quads = list(parse(json.dumps(tree).encode(), format=RdfFormat.JSON_LD))
    own, other = f"{ORIGIN}{path}.{suffix}", f"{ORIGIN}{path}.ttl"

    def at_one_address(node: Any) -> Any:
        return NamedNode(node.value.replace(own, other)) if isinstance(node, NamedNode) else node

    return {Triple(at_one_address(q.subject), q.predicate, at_one_address(q.object)) for q in quads}


def canonical(triples: set[Triple]) -> str:
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return "\n".join(sorted(str(quad) for quad in _relabelled(dataset)))


def _relabelled(dataset: Dataset) -> Dataset:
    from pyoxigraph import CanonicalizationAlgorithm

    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.slow(reason="asks for each form of each of some 1,500 documents")
def test_every_iri_answers_in_five_forms_and_nothing_is_left_out(
    client: FlaskClient, iris: list[str], default_graph: set[Triple]
) -> None:
    assert len(iris) > 1600
    said: set[Triple] = set()
    for path in paths_of(iris):
        see_other = client.get(path, headers={"Accept": "text/turtle"})
        assert (see_other.status_code, see_other.headers["Location"]) == (303, path + ".ttl"), path
        for suffix, form in FORMS.items():
            response = client.get(f"{path}.{suffix}")
            assert response.status_code == 200 and response.mimetype == form.media_type, (path, suffix)
            assert len(response.headers["Link"]) <= 2048
            if suffix == "nt" and path != "/dataset":
                quads = parse(response.data, format=RdfFormat.N_TRIPLES)
                said |= {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    # The dataset is described for harvesters, from the manifest of the release (tests/web/harvest).
    dataset = f"<{BASE}dataset"
    expected = {triple for triple in default_graph if not str(triple.subject).startswith(dataset)}
    assert {triple for triple in expected if _is_named(triple)} <= said
    # A document says nothing of its own but of itself.
    assert {str(triple.subject).startswith(f"<{ORIGIN}") for triple in said - default_graph if _is_named(triple)} == {
        True
    }


def _is_named(triple: Triple) -> bool:
    return BlankNode not in {type(triple.subject), type(triple.object)}


@pytest.mark.slow(reason="makes documents canonical")
def test_the_forms_of_a_document_say_the_same(client: FlaskClient, app: Flask, iris: list[str]) -> None:
    """Of each kind the first, and what has the most links."""
    kinds = {path.rpartition("/")[0]: path for path in reversed(paths_of(iris))}
    for path in [*kinds.values(), "/ontology", "/changelog", "/id/source/summary", "/id/theme/trust"]:
        forms = {suffix: canonical(triples_of(client, app, path, suffix)) for suffix in FORMS}
        assert len(set(forms.values())) == 1, path
