"""HTML pages for users who write no SPARQL: labels, links, forms and error messages."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import Start

HTML = {"Accept": "text/html"}
EVIDENCE = "/queries/evidence-for-an-initiative"


@pytest.fixture
def client(patient_server: str) -> httpx.Client:
    return httpx.Client(base_url=patient_server, timeout=20, headers=HTML)


def test_the_evidence_page_names_its_initiative_and_links_its_sources(client: httpx.Client) -> None:
    page = client.get(EVIDENCE, params={"initiative": "christchurch-call"}).text
    assert "<h1>The evidence behind every link of an initiative: <bdi>Christchurch Call</bdi></h1>" in page
    headings = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)
    assert headings == [
        *("Of", "Link", "To what", "Basis", "Phrase of the source", "Section"),
        *("Place, or why there is none", "Source", "Why"),
    ]
    cells = re.findall(r'<td [^>]*data-label="(?:Link|To what)"[^>]*>(.*?)</td>', page)
    assert '<a href="/ontology#leadAgency" dir="auto">lead agency</a>' in cells
    assert not any("dsg:" in cell or "organisation:" in cell for cell in cells)
    assert re.search(
        r'data-label="Source"><a href="https?://[^"]+" dir="auto">Christchurch Call to continue as charity</a>', page
    )


def test_initiatives_are_selected_by_label(client: httpx.Client) -> None:
    for initiative in ("digital-boost", "https://w3id.org/digital-strategy-graph/id/initiative/digital-boost"):
        page = client.get(EVIDENCE, params={"initiative": initiative}).text
        assert '<option value="digital-boost" selected dir="auto">Digital Boost' in page
        assert page.count("<option ") == 24


@pytest.mark.parametrize("path", [EVIDENCE, EVIDENCE + ".csv", "/queries/what-if-an-initiative-stopped"])
def test_an_unknown_initiative_is_404(client: httpx.Client, path: str) -> None:
    response = client.get(path, params={"initiative": "christchurch-cal"})
    assert response.status_code == 404
    assert "christchurch-cal" in response.text and "Did you mean christchurch-call" in response.text
    assert client.get(path, params={"initiative": "zzz"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/queries/initiatives-feeding-multiple-outcomes", "/queries/initiatives-feeding-multiple-outcomes.csv"],
)
def test_a_repeated_parameter_is_400(client: httpx.Client, path: str) -> None:
    response = client.get(path + "?basis=stated&basis=derived")
    assert response.status_code == 400
    assert "he parameter basis is given twice" in response.text


def test_an_empty_result_has_a_message(client: httpx.Client) -> None:
    page = client.get("/queries/label-search", params={"text": "nothing-is-called-so"}).text
    assert "No rows" in page and "<table" not in page


def test_numbers_are_right_aligned(client: httpx.Client) -> None:
    page = client.get("/queries/agencies-by-outcomes-reached").text
    assert re.search(r'<th [^>]*class="number">Initiatives that it leads</th>', page)
    assert re.search(r'<td [^>]*data-label="Initiatives that it leads" class="number"><span>\d+</span>', page)


def test_initiatives_link_to_their_evidence(client: httpx.Client) -> None:
    page = client.get("/queries/cross-theme-initiatives").text
    assert f'<a href="{EVIDENCE}?initiative=' in page
    assert ">initiative:" not in page


def test_tables_have_labels_for_narrow_screens(client: httpx.Client) -> None:
    for path in ("/", EVIDENCE):
        page = client.get(path).text
        assert all("data-label=" in cell for cell in re.findall(r"<td[^>]*>", page))
        assert "<caption" not in page and "<figcaption>" in page


def test_the_home_page_explains_every_basis(client: httpx.Client) -> None:
    page = client.get("/").text
    for basis in ("Stated", "Named", "Derived", "Inferred"):
        assert f"<dt>{basis}</dt>" in page


def test_own_data_have_no_licence_or_named_queries(start: Start, tmp_path: Path) -> None:
    data = tmp_path / "one.nt"
    data.write_text("<http://example.org/a> <http://example.org/p> <http://example.org/b> .\n", encoding="utf-8")
    address = start("--data", str(data))
    for path in ("/", "/sparql"):
        page = httpx.get(address + path, headers=HTML, timeout=20).text
        assert "CC BY" not in page and 'href="/queries/"' not in page
    assert " 1 triple." in httpx.get(address + "/", headers=HTML, timeout=20).text


def test_a_page_of_an_error_offers_the_search(client: httpx.Client) -> None:
    for path in ("/nothing-here", "/id/initiative/nothing-here"):
        response = client.get(path)
        assert response.status_code == 404
        assert '<form class="search-box" role="search" action="/search" method="get">' in response.text


def test_a_class_of_another_vocabulary_is_shown_in_words(client: httpx.Client) -> None:
    page = client.get("/id/organisation/mbie.html").text
    types = re.search(r'<p class="types">(.*?)</p>', page, re.DOTALL)
    assert types and "organization" in types[1] and "org:" not in types[1]
