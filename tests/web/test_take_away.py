"""What a page offers to take away is what it says: files with what they hold, a citation, a picture."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import unquote_plus
from xml.etree import ElementTree

import httpx
import pytest
from openpyxl import load_workbook

from tests.web.test_pages import text_of

SVG = "{http://www.w3.org/2000/svg}"
BROWSER = {"Accept": "text/html"}


@pytest.fixture
def client(patient_server: str) -> httpx.Client:
    return httpx.Client(base_url=patient_server, timeout=40, headers=BROWSER)


def section_of(page: str) -> str:
    found = re.search(r'<section class="take-away".*?</section>', page, re.DOTALL)
    assert found
    return html.unescape(found[0])


@pytest.mark.parametrize(
    ("path", "summary"),
    [
        ("/explore/what-if?off=digital-boost", "The matrix of initiatives and outcomes, with the grounds of each cell"),
        ("/explore/gaps", "Outcomes that no measure of success tracks"),
        ("/explore/matrix", "The matrix of initiatives and outcomes, with the grounds of each cell"),
    ],
)
def test_the_files_are_named_by_what_they_hold(client: httpx.Client, path: str, summary: str) -> None:
    text = text_of(section_of(client.get(path).text))
    assert f"All rows of “{summary}”" in text
    assert "XLSX (for Excel and other spreadsheet programs) CSV (UTF-8, for programs)" in text


@pytest.mark.parametrize("path", ["/", "/explore/gaps?basis=own-words", "/explore/focus/initiative/digital-boost"])
def test_the_rows_of_every_query_are_files(client: httpx.Client, path: str) -> None:
    section = section_of(client.get(path).text)
    listed = section.partition("<details>")[2]
    queries = re.findall(r'<li><a href="/queries/([^"?]+)([^"]*)">', listed)
    assert f"({len(queries)})</summary>" in listed
    for name, values in queries:
        for form in ("xlsx", "csv"):
            assert f'<a href="/queries/{name}.{form}{values}" download' in listed
    name, values = queries[-1]
    assert client.get(f"/queries/{name}.csv{values}").status_code == 200


@pytest.mark.parametrize(
    ("path", "cited"),
    [
        ("/explore/matrix", "Every link at once. "),
        ("/explore/gaps", "Where are the gaps? "),
        ("/explore/focus/initiative/digital-boost", "Digital Boost: what is around it. "),
        (
            "/compare?a=initiative/digital-boost&b=initiative/digital-trade",
            r"Digital Boost and [^.]+, compared by outcomes\. ",
        ),
    ],
)
def test_a_citation_has_its_subject_its_release_and_the_date(client: httpx.Client, path: str, cited: str) -> None:
    section = section_of(client.get(path).text)
    found = re.search(
        r'<span class="citation" id="citation">(.*?\. [^ ]*)</span> <button[^>]*data-copy="#citation"', section
    )
    assert found
    text = re.sub(r"<[^>]+>", "", found[1])
    pattern = cited if "\\" in cited else re.escape(cited)
    match = re.fullmatch(rf"{pattern}.+, release [0-9a-f]{{16}} of \d{{4}}-\d\d-\d\d\. (http\S+)", text)
    assert match, text
    assert unquote_plus(match[1]).endswith(unquote_plus(path))


@pytest.mark.parametrize("path", ["/explore/matrix", "/explore/focus/initiative/digital-boost"])
def test_the_picture_is_saved_and_the_page_stays(client: httpx.Client, path: str) -> None:
    link = re.search(r'<a href="([^"]+\.svg)" download="([^"/]+\.svg)">SVG</a>', section_of(client.get(path).text))
    assert link and client.get(link[1]).status_code == 200


def test_a_workbook_says_what_it_is(client: httpx.Client) -> None:
    path = "/queries/initiative-outcome-matrix"
    query = "?basis=own-words&theme=trust"
    book = load_workbook(io.BytesIO(client.get(f"{path}.xlsx{query}").content))
    about = {str(name): str(text) for name, text in book["About"].iter_rows(values_only=True)}
    assert about["Rows"] in client.get(path).text
    assert about["Basis"] == "the source’s own words" and about["Theme"] == "Trust"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", about["Date of the release"])
    assert re.fullmatch(r"[0-9a-f]{16}", about["Release"])
    assert about["Address"].endswith(path + query) and about["Address"].startswith("http")
    assert about["Licence"].startswith("CC BY 4.0, http")


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/explore/gaps?basis=own-words", "/explore/focus/initiative/digital-boost"),
        "/compare?a=initiative/digital-boost&b=initiative/digital-trade",
    ],
)
def test_a_picture_says_what_it_is_of(client: httpx.Client, path: str) -> None:
    section = section_of(client.get(path).text)
    link = re.search(r'<a href="([^"]+)" download="[^"]+">SVG</a>', section)
    cited = re.search(r'id="citation">(.*?)</span> <button', section)
    assert link and cited
    drawn = ElementTree.fromstring(client.get(link[1]).content)
    foot = "".join(drawn.findall(f"{SVG}text")[-1].itertext())
    text = re.sub("<[^>]+>", "", cited[1])
    assert "".join(unquote_plus(foot).split()) == "".join(unquote_plus(text).split())
    assert text.startswith(drawn.findtext(f"{SVG}title") or "-")
