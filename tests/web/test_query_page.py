"""The page of queries: what its form shows, what its editor knows, and that it is whole without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from strategy_graph.dataset import Release
from strategy_graph.settings import Settings
from strategy_graph.web import built_scripts
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

HTML = {"Accept": "text/html"}
COUNT = "PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#> SELECT (COUNT(*) AS ?n) {{ {} }}"


def shown_query(page: str) -> str:
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert field is not None
    return unescape(field[1])


def count(client: httpx.Client, pattern: str) -> int:
    response = client.get("/sparql", params={"query": COUNT.format(pattern)}, headers={"Accept": "text/csv"})
    return int(response.text.split()[1])


def test_completions_have_the_numbers_that_a_query_finds(client: httpx.Client) -> None:
    document = client.get("/sparql/completions.json").json()
    terms = {(term["kind"], term["name"]): term for term in document["terms"]}
    assert terms["property", "dsg:contributesTo"]["uses"] == count(client, "?s dsg:contributesTo ?o")
    assert terms["class", "dsg:Initiative"]["uses"] == count(client, "?s a dsg:Initiative")
    assert terms["property", "dsg:contributesTo"]["description"]
    assert document["prefixes"]["dsg"] == "https://w3id.org/digital-strategy-graph/ontology#"


def test_completions_are_fetched_once_for_each_release(client: httpx.Client) -> None:
    etag = client.get("/sparql/completions.json").headers["ETag"]
    assert client.get("/sparql/completions.json", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" }'])
def test_a_draft_is_shown_and_not_run(client: httpx.Client, query: str) -> None:
    page = client.get("/sparql", params={"draft": query}, headers=HTML).text
    assert shown_query(page) == query
    assert "<script>" not in page and "<table" not in page


def test_a_named_query_can_be_edited(client: httpx.Client) -> None:
    text = shown_query(client.get("/sparql?named=theme-coverage", headers=HTML).text)
    assert "#+" not in text and text.startswith("PREFIX")
    assert client.get("/sparql", params={"query": text}, headers={"Accept": "text/csv"}).status_code == 200
    unknown = client.get("/sparql?named=theme-coverag", headers=HTML)
    assert unknown.status_code == 400 and "theme-coverage" in unknown.text


def test_the_form_answers_with_a_page_by_itself(client: httpx.Client) -> None:
    query = shown_query(client.get("/sparql", headers=HTML).text)
    page = client.get("/sparql", params={"query": query, "format": "html"}, headers={"Accept": "*/*"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert 'id="answer" data-answer' in page.text and "<table" in page.text


def test_an_answer_names_things_and_keeps_their_prefixed_names(client: httpx.Client) -> None:
    query = "PREFIX theme: <https://w3id.org/digital-strategy-graph/id/theme/> SELECT ?t { VALUES ?t { theme:trust } }"
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    cell = re.search(r"<td[^>]*>(.*?)</td>", page)
    assert cell is not None
    assert '<code class="short">theme:trust</code>' in cell[1]
    assert 'title="https://w3id.org/digital-strategy-graph/id/theme/trust"' in cell[1]
    assert not cell[1].startswith('<a href="/id/theme/trust">theme:trust')


def test_an_error_for_the_editor_has_line_and_column_where_an_answer_would_be_a_page(client: httpx.Client) -> None:
    headers = {"Accept": "text/html;q=0.9, application/problem+json"}
    wrong = client.get("/sparql", params={"query": "SELECT * {\n ?s foo:bar ?o }"}, headers=headers)
    assert wrong.headers["Content-Type"].startswith("application/problem+json")
    assert (wrong.json()["line"], wrong.json()["column"]) == (2, 5)
    right = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert right.headers["Content-Type"].startswith("text/html")


@pytest.fixture
def in_process(real_release: Release) -> Iterator[FlaskClient]:
    app = create_app(Settings(), real_release)
    yield app.test_client()
    app.extensions[KEY].engine.close()


def test_pages_name_no_script_that_was_not_built(
    in_process: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_scripts, "PLACE", tmp_path)
    page = in_process.get("/sparql", headers=HTML).text
    assert "<script" not in page and "data-stop" not in page
    assert shown_query(page)


def test_the_address_of_a_script_changes_with_its_contents(
    in_process: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_scripts, "PLACE", tmp_path)
    addresses = []
    for text in ("one", "and two"):
        (tmp_path / "editor.js").write_text(text, encoding="utf-8")
        addresses += re.findall(
            r'src="(/static/built/editor\.js\?v=\w+)"', in_process.get("/sparql", headers=HTML).text
        )
    assert len(set(addresses)) == 2


def test_a_workbook_has_headings_in_words_and_csv_the_variables(client: httpx.Client) -> None:
    """The CSV is as SPARQL 1.1 defines it; a workbook is for people."""
    address = "/queries/initiatives-feeding-multiple-outcomes"
    lines = client.get(f"{address}.csv").text.splitlines()
    assert lines[0].startswith("initiative,name,")
    sheet = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:2] == ("Initiative (IRI)", "Name")
    assert len(rows) == len(lines) - 1
    assert "Māori Data Governance" in {row[1] for row in rows}


def test_a_long_table_says_that_it_is_cut_and_where_the_rest_is(client: httpx.Client) -> None:
    rows = len(client.get("/queries/names-and-descriptions.json").json()["results"]["bindings"])
    page = client.get("/queries/names-and-descriptions", headers=HTML).text
    assert page.count("<tr ") == 1 + 500
    assert f"These are the first 500 of {rows:,} rows. The files below have all." in page
    answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2001"}, headers=HTML).text
    assert answer.count("<tr ") == 1 + 2000 and "These are the first 2,000 of 2,001 rows." in answer
