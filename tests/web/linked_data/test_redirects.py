"""From a thing to its document: by Accept, by suffix, and what is at no such address."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
RDFLIB = "application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,text/xml;q=0.3,"
    "image/svg+xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18"
)


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (CHROME, "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        (RDFLIB, "rdf"),
        (JENA, "ttl"),
        (COMUNICA, "jsonld"),
        ("*/*", "ttl"),
        (None, "ttl"),
        ("text/html, text/turtle", "ttl"),
        ("text/turtle;q=0.5, text/html;q=0.5", "ttl"),
        ("text/turtle;q=0.5, text/html;q=0.6", "html"),
        ("text/html, */*", "ttl"),
        ("application/json", "jsonld"),
        ("text/plain", "nt"),
        ("application/n-triples", "nt"),
        ("application/xhtml+xml", "html"),
        ("text/html, application/xml", "html"),
    ],
)
def test_the_accept_header_chooses_the_form(client: FlaskClient, accept: str | None, suffix: str) -> None:
    for path in ("/id/theme/trust", "/ontology", "/ontology/0.2.0", "/changelog"):
        response = client.get(path, headers={"Accept": accept} if accept else {})
        assert (response.status_code, response.headers["Location"]) == (303, f"{path}.{suffix}")
        assert response.headers["Vary"] == "Accept"
        assert response.headers["Cache-Control"] == "public, max-age=300"


def test_a_suffix_beats_the_accept_header(client: FlaskClient) -> None:
    response = client.get("/id/theme/trust.ttl", headers={"Accept": "text/html"})
    assert response.status_code == 200 and response.mimetype == "text/turtle"


def test_nothing_acceptable_is_406_with_the_forms(client: FlaskClient) -> None:
    response = client.get("/id/theme/trust", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert all(f"/id/theme/trust.{suffix}" in response.text for suffix in ("html", "ttl", "jsonld", "nt", "rdf"))


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/id/theme/trsut", "/id/theme/trust"),
        ("/id/themes/trust", "/id/theme/trust"),
        ("/id/theme/trsut.html", "/id/theme/trust"),
        ("/ontology/0.1.0", "/ontology/0.2.0"),
    ],
)
def test_what_is_not_there_is_404_with_near_matches(client: FlaskClient, path: str, near: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 and near in response.text
    assert client.get("/nowhere/at/all").status_code == 404


@pytest.mark.parametrize(
    "path", ["/id/theme/%FF", "/id/theme/trust%00", "/id/theme/", "/id/theme/trust.ttl.ttl", "/id/theme/trust.pdf"]
)
def test_a_malformed_path_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == (200 if path.endswith("/") else 404)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/id/theme/trust/", "/id/theme/trust"),
        ("/id//theme/trust", "/id/theme/trust"),
        ("/id/theme/trust.ttl/", "/id/theme/trust.ttl"),
        ("/id", "/id/"),
        ("/id/theme", "/id/theme/"),
        ("/ontology/", "/ontology"),
        ("/id/source/summary.ttl?page=1", "/id/source/summary.ttl"),
    ],
)
def test_a_document_has_one_address(client: FlaskClient, path: str, target: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, target)


@pytest.mark.parametrize("path", ["/id/theme/trust", "/id/theme/trust.ttl", "/id/theme/trust/", "/ontology", "/id/"])
def test_options_is_answered_and_never_redirected(client: FlaskClient, path: str) -> None:
    response = client.options(path)
    assert response.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(response.headers["Allow"].split(", "))
    assert client.post(path).status_code in ({405} if not path.endswith("trust/") else {308})


def test_documents_are_validated_by_the_hash_of_their_bytes(client: FlaskClient) -> None:
    for suffix in ("html", "ttl", "jsonld", "nt", "rdf", "linkset.json"):
        path = f"/id/theme/trust.{suffix}"
        first = client.get(path)
        etag = first.headers["ETag"]
        assert not etag.startswith("W/") and first.headers["Vary"] == "Accept-Encoding"
        again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        head = client.head(path)
        assert head.status_code == 200 and not head.data and head.headers["ETag"] == etag
    assert client.get("/context.jsonld").headers["Cache-Control"] == "public, max-age=86400"
    assert "immutable" in client.get("/ontology/0.2.0.ttl").headers["Cache-Control"]
