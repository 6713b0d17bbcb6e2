"""``/validate``: the form, and the report as a page, as JSON and as Turtle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from rdflib import RDF, SH, Graph

from tests.web.conftest import Running, Serve

pytestmark = pytest.mark.slow(reason="starts a process of its own for each check")

WRONG = """\
@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .

<https://example.org/a> a dsg:Theme ;
  dsg:typo "<script>alert(1)</script>" .
"""
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def served(serve: Serve) -> Running:
    return serve(STRATEGY_GRAPH_VALIDATE_BYTES="20000", STRATEGY_GRAPH_VALIDATE_TIMEOUT="60")


@pytest.fixture
def client(served: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, timeout=90) as client:
        yield client


def test_the_form_needs_no_script(client: httpx.Client) -> None:
    page = client.get("/validate", headers=BROWSER).text
    assert '<form method="post" action="/validate" enctype="multipart/form-data"' in page
    assert "<script" not in page.replace('<script type="module" src=', "") and "style=" not in page
    for field in ("text", "file", "syntax"):
        assert f'<label for="{field}">' in page and f'id="{field}"' in page
    assert "20,000 bytes" in page


def test_a_pasted_text_gets_its_report_as_a_page(client: httpx.Client) -> None:
    form = {"text": WRONG, "syntax": "turtle"}
    response = client.post("/validate", files={name: (None, value) for name, value in form.items()}, headers=BROWSER)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    page = response.text
    assert "<h1>Report on <bdi>text.ttl</bdi></h1>" in page
    assert '<code>&lt;https://example.org/a&gt;</code> <span class="where"><bdi>text.ttl:3</bdi></span>' in page
    assert "&lt;https://example.org/a&gt; a dsg:Theme ;</code>" in page
    assert "A theme has no such property: check its spelling." in page
    assert "<code>dsg:typo</code>: A theme" in page and "<code>^dsg:underTheme</code>" in page
    assert '<code dir="auto">&#34;&lt;script&gt;alert(1)&lt;/script&gt;&#34;</code>' in page
    assert "<script" not in page.replace('<script type="module" src=', "")
    assert unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[0]).strip() == WRONG.strip()


def test_a_file_gets_its_report_as_json_and_turtle(client: httpx.Client) -> None:
    file = {"file": ("../my plan.ttl", WRONG.encode(), "application/octet-stream")}
    document = client.post("/validate", files=file, headers={"Accept": "application/json"}).json()
    assert (document["valid"], document["conforms"], document["triples"]) == (False, False, 2)
    assert {finding["where"] for finding in document["findings"]} == {"my plan.ttl:3"}
    turtle = client.post("/validate", content=WRONG, headers={**TURTLE, "Accept": "text/turtle"})
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    results = set(Graph().parse(data=turtle.text, format="turtle").subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(document["findings"])


def test_an_error_names_line_and_column_with_the_line(client: httpx.Client) -> None:
    broken = "@prefix a: <b> .\n a:b a .\n"
    problem = client.post("/validate", content=broken, headers=TURTLE)
    assert problem.status_code == 400
    assert problem.json()["detail"].startswith("body.ttl:2:8: not valid Turtle")
    assert problem.json()["excerpt"].endswith("^")
    page = client.post("/validate", files={"text": (None, broken)}, headers=BROWSER)
    assert page.status_code == 400
    assert "text.ttl:2:8" in page.text and "2 |  a:b a ." in page.text and 'role="alert"' in page.text


@pytest.mark.parametrize(
    ("content", "headers", "status", "detail"),
    [
        (b"", TURTLE, 400, "there is nothing to check"),
        (b"text=", {"Content-Type": "application/x-www-form-urlencoded"}, 400, "there is nothing to check"),
        (WRONG.encode(), {"Content-Type": "application/x-www-form-urlencoded"}, 400, "there is nothing to check"),
        (b"x", {"Content-Type": "multipart/form-data"}, 400, "the form is malformed"),
        (b"a,b", {"Content-Type": "text/csv"}, 415, "the body is text/csv, not RDF"),
        (b"#" * 20_001, TURTLE, 413, "has 20,001 bytes, and up to 20,000 are checked here"),
        (b"#" * 100_000, TURTLE, 413, "the body is larger than"),
        (WRONG.encode(), {**TURTLE, "Accept": "image/png"}, 406, "nothing that this answer can be"),
        (WRONG.encode(), {**TURTLE, "Origin": "https://evil.example"}, 403, "a page of another site sent this"),
        (WRONG.encode(), {**TURTLE, "Sec-Fetch-Site": "cross-site"}, 403, "a page of another site sent this"),
    ],
)
def test_what_is_refused(
    client: httpx.Client, content: bytes, headers: dict[str, str], status: int, detail: str
) -> None:
    response = client.post("/validate", content=content, headers={"Accept": "application/json", **headers})
    assert response.status_code == status
    assert detail in response.json()["detail"]
    assert response.json()["hint"]


def test_a_text_and_a_file_are_too_much(client: httpx.Client) -> None:
    both = {"text": (None, WRONG), "file": ("a.ttl", WRONG)}
    response = client.post("/validate", files=both, headers=BROWSER)
    assert response.status_code == 400 and "there are both a text and a file" in response.text


def test_the_own_page_may_send(client: httpx.Client, served: Running) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": served.address}):
        assert client.post("/validate", content="#", headers={**TURTLE, **headers}).status_code == 400
