"""Slugs that addresses are easily wrong about."""

from __future__ import annotations

import pytest
import rdflib
from flask.testing import FlaskClient

from tests.web.linked_data.conftest import Serve

ROOT = "http://127.0.0.1:8000/"
SLUGS = ["māori", "a%2Fb", "a/b", "a.b", "x", "x.ttl", "0.1.0", "a,b", "a:b", "a%25b", "with%20space", "(x)'", "é"]
DATA = "".join(f'<{ROOT}id/kind/{slug}> <{ROOT}terms#says> "{slug}" .\n' for slug in SLUGS)


@pytest.fixture(scope="module")
def odd(serve_data: Serve) -> FlaskClient:
    return serve_data(DATA)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("m%C4%81ori", "māori"),
        ("m%c4%81ori", "māori"),
        ("ma%CC%84ori", "māori"),
        ("m\u0101ori", "māori"),
        ("a%2Fb", "a%2Fb"),
        ("a/b", "a/b"),
        ("a.b", "a.b"),
        ("x.ttl", "x.ttl"),
        ("0.1.0", "0.1.0"),
        ("a,b", "a,b"),
        ("a%2Cb", "a,b"),
        ("a:b", "a:b"),
        ("a%25b", "a%25b"),
        ("with%20space", "with%20space"),
        ("(x)'", "(x)'"),
        ("x", "x"),
    ],
)
def test_each_leads_to_its_own_document(odd: FlaskClient, path: str, slug: str) -> None:
    see_other = odd.get("/id/kind/" + path, headers={"Accept": "text/turtle"})
    assert see_other.status_code == 303
    location = see_other.headers["Location"]
    assert location.isascii() and "%25C4" not in location
    graph = rdflib.Graph().parse(data=odd.get(location).text, format="turtle")
    subject = rdflib.URIRef(f"{ROOT}id/kind/{slug}")
    assert graph.value(subject, rdflib.URIRef(ROOT + "terms#says")) == rdflib.Literal(slug)
    assert graph.value(None, rdflib.URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), subject) is not None


def test_a_name_that_ends_like_a_form_is_a_name_first(odd: FlaskClient) -> None:
    """The Turtle of ``x`` can't be at ``x.ttl``, which is another thing."""
    assert odd.get("/id/kind/x").headers["Location"] == "/id/kind/x..ttl"
    assert odd.get("/id/kind/x", headers={"Accept": "text/html"}).headers["Location"] == "/id/kind/x.html"
    assert odd.get("/id/kind/x.ttl").headers["Location"] == "/id/kind/x.ttl.ttl"
    assert '"x.ttl"' in odd.get("/id/kind/x.ttl.ttl").text


@pytest.mark.parametrize("path", ["m%FFori", "a%252Fb", "a%2fb%2f", "x.", "x..", "x.ttl.", "%2e%2e/x", "x%00", "A.b"])
def test_what_is_not_its_name_is_not_found(odd: FlaskClient, path: str) -> None:
    assert odd.get("/id/kind/" + path).status_code in {404, 301}
