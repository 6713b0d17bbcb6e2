"""Tables of pages show things by name; files have the IRIs as the query gives them."""

from __future__ import annotations

import re

import httpx
import pytest

NAMED = re.compile(r'<(?:a|span)[^>]* title="([^"]+)"[^>]*>([^<]+)</(?:a|span)> <code class="short">([^<]+)</code>')


@pytest.fixture
def client(patient_server: str) -> httpx.Client:
    return httpx.Client(base_url=patient_server, timeout=40, headers={"Accept": "text/html"})


@pytest.mark.parametrize("query", ["claims-to-check-first", "initiative-outcome-matrix"])
def test_a_claim_is_shown_by_what_it_says(client: httpx.Client, query: str) -> None:
    page = client.get(f"/queries/{query}").text
    found = NAMED.findall(page)
    assert found and all(short.startswith("claim:") for _, _, short in found)
    assert not any(text in (iri, short) for iri, text, short in found)
    lines = client.get(f"/queries/{query}.csv").text.splitlines()
    assert len(found) == len(lines) - 1 and found[0][0] in lines[1]


def test_a_text_that_describes_a_thing_stands_in_place_of_its_iri(client: httpx.Client) -> None:
    for path in ("/queries/what-is-unknown", "/explore/gaps"):
        page = client.get(path).text
        assert "note:not-found" not in page and 'href="/id/note/not-found' in page
    assert client.get("/queries/what-is-unknown.csv").text.startswith("note,description,")


@pytest.mark.parametrize("path", ["/queries/what-is-unknown", "/queries/label-search", "/explore/gaps", "/quality"])
def test_no_cell_is_a_prefixed_name_alone(client: httpx.Client, path: str) -> None:
    page = client.get(path).text
    assert re.search("<td", page)
    assert not re.search(r'<td[^>]*><(?:code|a)[^>]*title="[^"]*">[a-z]+:[^<]*</(?:code|a)></td>', page)
