"""``/quality``: its numbers are those of the report of the release and of the named queries."""

from __future__ import annotations

import csv
import json
import re

import httpx
from rdflib import RDF, SH, Graph

from strategy_graph.dataset import Release, find_content
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.web.quality.release_report import ReleaseReport, groups_of
from tests.web.conftest import Start


def rows_of(client: httpx.Client, name: str) -> int:
    return len(list(csv.reader(client.get(f"/queries/{name}.csv").text.splitlines()))) - 1


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_has_the_numbers_of_the_report_and_of_the_queries(client: httpx.Client, real_release: Release) -> None:
    response = client.get("/quality")
    assert response.status_code == 200
    page = response.text
    report = json.loads((real_release.directory / "report.json").read_text("utf-8"))
    shapes = json.loads((real_release.directory / "shapes.json").read_text("utf-8"))
    counts = report["counts"]
    assert f"checked against {len(shapes)} rules, with this result" in text_of(page)
    assert f"{counts['violation']} violations, {counts['warning']} warnings, {counts['info']} notes" in text_of(page)
    assert len(re.findall(r"<li><a href=\"/id/", page)) == len(report["findings"])
    assert page.count('<details class="finding"') == len({each["shape"] for each in report["findings"]})
    for query in Catalogue.load(find_content().queries):
        if "gaps" in query.tags:
            row = re.search(rf'<a href="/queries/{query.name}(?:\?[^"]*)?">.*?<td[^>]*>(\d+)</td>', page)
            assert row is not None and int(row[1]) == rows_of(client, query.name), query.name
    assert "/queries/claims-with-evidence" in page
    for target in set(re.findall(r'href="#([^"]+)"', page)):
        assert page.count(f'id="{target}"') == 1, target
    assert "style=" not in page and "<script" not in page.replace('<script type="module" src=', "")


def test_a_number_that_counts_up_to_a_day_says_the_day_and_leads_to_its_form(client: httpx.Client) -> None:
    """The same on each page that has the number."""
    address = "/queries/due-and-unconfirmed?by=2023-12-31"
    for path in ("/quality", "/explore/gaps", "/explore/timeline"):
        page = client.get(path).text
        assert f'href="{address}"' in page, path
        assert " by 31 December 2023" in text_of(page).replace("(", " "), path
    for form in (address, "/queries/due-and-unconfirmed"):
        assert re.search(r'<input id="p-by" name="by" value="2023-12-31"', client.get(form).text)
    assert 'name="by" value="2022-12-31"' in client.get("/queries/due-and-unconfirmed?by=2022-12-31").text
    of_one = client.get("/explore/timeline?edition=2022-23").text
    assert 'href="/queries/due-and-unconfirmed?by=2023-12-31&amp;edition=2022-23"' in of_one


def test_the_page_begins_with_how_far_to_trust_the_content(client: httpx.Client) -> None:
    """The numbers are the sums of the queries' answers, and the guide has the sections that are linked."""
    rows = list(csv.DictReader(client.get("/queries/claims-with-evidence.csv").text.splitlines()))
    page = client.get("/quality").text
    start, _, rest = text_of(page).partition("What the rules found")
    assert rest and "checked against" not in start

    def total(column: str, basis: str = "") -> str:
        return f"{sum(int(row[column]) for row in rows if basis in ('', row['basis'])):,}"

    assert f"{total('claims')} claims: " in start
    for basis in {row["basis"] for row in rows}:
        assert f"{total('claims', basis)} {basis}" in start
    assert f"{total('withEvidence')} give a place in a source, and {total('withQuotation')} quote its words" in start
    who, _, others = start.partition("What else to know")
    assert "Who made the claims, and how that was checked Who: language models of one make" in who
    assert "themes, leads and measures were coded once" in who
    assert "lists neither themes nor outcomes" in others and "coded" not in others
    guide = client.get("/docs/model").text
    for anchor in re.findall(r'href="/docs/model#([^"]+)"', page):
        assert f'id="{anchor}"' in guide


def test_each_reason_to_check_a_claim_has_an_example(client: httpx.Client) -> None:
    rows = list(csv.DictReader(client.get("/queries/claims-to-check-first.csv").text.splitlines()))
    page = client.get("/quality").text
    start, _, _ = text_of(page).partition("What the rules found")
    assert f"What to check first {len({row['claim'] for row in rows})} claims that a sceptic should look at" in start
    listed = re.search(r'<ul class="reasons">(.*?)</ul>', page, re.DOTALL)
    assert listed
    reasons = list(dict.fromkeys(row["why"] for row in rows))
    assert re.findall("<strong>(.*?)</strong>", listed[1]) == reasons
    for why in reasons:
        of_it = [row for row in rows if row["why"] == why]
        first = of_it[0]
        link = f"{first['subjectName']} – {first['propertyName']} – {first['objectName']}"
        assert f"{why} , {len({row['claim'] for row in of_it})} claims: {link} ({first['basis']})" in text_of(listed[1])
        assert f'href="{first["claim"].replace("https://w3id.org/digital-strategy-graph", "")}"' in listed[1]


def test_a_table_is_of_the_edition_of_the_address(client: httpx.Client) -> None:
    assert 'href="/queries/claims-with-evidence?edition=2022-23"' in client.get("/quality?edition=2022-23").text
    assert client.get("/quality?edition=1999").status_code == 404


def test_the_report_can_be_taken_away(client: httpx.Client, real_release: Release) -> None:
    document = client.get("/quality.json").json()
    assert document["release"] == real_release.digest
    assert document["counts"] == real_release.findings
    assert {finding["shape"] for finding in document["findings"]} <= {shape["iri"] for shape in document["shapes"]}
    assert not [finding for finding in document["findings"] if finding["where"].startswith("/")]
    turtle = client.get("/quality.ttl")
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=turtle.text, format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == len(document["findings"])
    again = client.get("/quality.json", headers={"If-None-Match": client.get("/quality.json").headers["etag"]})
    assert again.status_code == 304


def test_data_of_a_user_have_no_report(start: Start) -> None:
    file = find_content().data / "sources.ttl"
    address = start("--data", str(file))
    response = httpx.get(address + "/quality", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert "no validation report" in response.json()["detail"]


def test_findings_without_a_named_shape_are_shown_too() -> None:
    shape = {"iri": "https://example.org/s#a", "name": "A", "group": "g", "focus_nodes": 2}
    findings = [{"shape": shape["iri"], "message": "x"}, {"shape": None, "message": "y"}]
    results = ReleaseReport({"findings": findings}, [shape]).by_shape()
    assert [(each.anchor, len(each.findings)) for each in results] == [("s-a", 1), ("s-", 1)]
    assert [(group.name, group.finding_count) for group in groups_of(results)] == [("g", 1), ("", 1)]
