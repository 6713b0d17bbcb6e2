"""Pages of things as people read them."""

from __future__ import annotations

import re
from itertools import pairwise

from flask.testing import FlaskClient

from strategy_graph.namespaces import BASE

CLAIM = "/id/claim/contribution-digital-trade-innovation"


def headings(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]


def test_the_page_of_a_thing(client: FlaskClient) -> None:
    page = client.get("/id/theme/trust.html").text
    assert "<h1><bdi>Trust</bdi></h1>" in page and '<bdi lang="mi">Mahi Tika</bdi>' in page
    assert f'<code class="iri">{BASE}id/theme/trust</code>' in page
    assert '<nav class="steps" aria-label="Breadcrumb">' in page and '<a href="/id/theme/">Themes</a>' in page
    assert re.search(r'Digital Strategy Graph</bdi>, release <span class="digest">[0-9a-f]{16}</span> of 20', page)
    for suffix in ("ttl", "nt", "rdf", "jsonld"):
        assert f'href="/id/theme/trust.{suffix}"' in page


def test_every_link_that_a_claim_grounds_shows_basis_phrase_section_and_source(client: FlaskClient) -> None:
    page = client.get("/id/initiative/christchurch-call.html").text
    row = re.search(r'<tr[^>]*><th[^>]*><a href="/id/outcome/safe-online">.*?</tr>', page, re.DOTALL)
    assert row is not None
    for expected in (
        '<a href="/id/basis/named">named</a>',
        'href="/id/claim/contribution-christchurch-call-safe-online"',
        "<q>eliminate terrorist and violent extremist content online</q>",
        'href="/id/section/summary-christchurch-call"',
        'href="/id/source/summary"',
    ):
        assert expected in row[0]


def test_the_page_of_a_claim_begins_with_what_it_rests_on(client: FlaskClient) -> None:
    page = client.get(CLAIM + ".html").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    grounds = text.partition("What it rests on")[2].partition("What it links to")[0]
    assert "Basis named" in grounds and "“boost innovation and productivity”" in grounds
    assert "First coding: named; second coding: inferred, keyword." in grounds
    assert "About initiative Digital Trade" in text and "Created on" in text


def test_headings_stand_in_order_and_names_of_tables_are_unique(client: FlaskClient) -> None:
    for path in ("/id/theme/trust", "/id/initiative/christchurch-call", "/ontology", "/id/source/summary", CLAIM):
        page = client.get(path + ".html").text
        levels = headings(page)
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        names = re.findall(r'role="region" aria-label="([^"]+)"', page)
        assert len(names) == len(set(names)), path
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path


def test_the_vocabulary_has_an_anchor_for_each_term(client: FlaskClient) -> None:
    page = client.get("/ontology.html").text
    for name in ("Initiative", "contributesTo", "basis", "hasEvidence"):
        assert f'<section id="{name}"' in page
    assert set(re.findall(r'href="/ontology#(\w+)"', page)) <= set(re.findall(r' id="(\w+)"', page))


def test_unions_and_lists_stand_in_their_property_alone(client: FlaskClient) -> None:
    page = re.sub(r"<script.*?</script>", "", client.get("/ontology.html").text, flags=re.DOTALL)
    anchors = re.findall(r' id="([^"]+)"', page) + re.findall(r'href="[^"]*#([^"]+)"', page)
    assert len(anchors) > 300 and not [anchor for anchor in anchors if "." in anchor]
    term = re.search(r'<section id="aboutVisionElement".*?</section>', page, re.DOTALL)
    assert term is not None
    union = '<a href="/ontology#VisionElement">vision element</a> or <a href="/ontology#FocusArea">focus area</a>'
    assert f"<dt>Range</dt><dd>{union}</dd>" in term[0]
    assert page.count("Nothing is of two of these kinds") == 3
    for suffix in ("ttl", "nt", "rdf", "jsonld"):
        assert "aboutVisionElement.range" in client.get(f"/ontology.{suffix}").text


def test_deprecated_terms_have_a_section_of_their_own(client: FlaskClient) -> None:
    page = client.get("/ontology.html").text
    before, _, after = page.partition("<h2>Deprecated terms</h2>")
    assert re.search(r'id="goal".*?In its place: <a href="/ontology#aboutGoal">about goal</a>', after)
    assert 'id="goal"' not in before and 'href="#goal"' not in before
    assert 'id="aboutGoal"' in before


def test_the_page_of_an_initiative_puts_what_people_look_for_first(client: FlaskClient) -> None:
    page = client.get("/id/initiative/digital-boost.html").text.partition('<script type="application/ld+json"')[0]
    order = [
        "What is around it, as a picture",
        "Other names",
        "Contributes to",
        "Lead agency",
        "Partner agency",
        "Theme",
    ]
    order += ["Target group", "Tier", "Web pages", "What links to it", "Notes, sources and where it is listed", "Notes"]
    order += ["Listed in plan", "Evidence", "In the words of other vocabularies", "Address and formats"]
    places = [page.index(f">{title}<") for title in order]
    assert places == sorted(places)
    folded = re.search(r'<details class="further">.*', page, re.DOTALL)
    assert folded is not None and ">Notes<" in folded[0] and ">Notes<" not in page[: folded.start()]
    assert "display name" not in page.lower() and "Digital Boost in Action Plan" in page
    details = re.search(r"<details>.*?</details>", page, re.DOTALL)
    assert details is not None and "<dt>Audience</dt>" in details[0] and page.count(">Audience<") == 1
    assert "<dt>Display name</dt>" not in client.get("/ontology.html").text


def test_the_page_of_an_initiative_has_the_agencies_of_its_focus_page(client: FlaskClient) -> None:
    """By hand, of Digital Boost: one leads it, and three act through the Alliance."""
    for initiative in re.findall(r'href="/id/initiative/([^"]+)"', client.get("/id/initiative/").text):
        page = client.get(f"/id/initiative/{initiative}.html").text
        before = page.partition("<h2>What links to it</h2>")[0].partition('<details class="further">')[0]
        rows = re.findall(r'<th scope="row" role="rowheader"><a href="/id/organisation/([^"]+)"', before)
        around = client.get(f"/queries/neighbours-of-an-initiative.json?initiative={initiative}").json
        assert around is not None
        agencies = {
            row["object"]["value"].rpartition("/")[2]
            for row in around["results"]["bindings"]
            if row["objectKind"]["value"] == "organisation"
        }
        assert {*rows} == agencies, initiative
    page = client.get("/id/initiative/digital-boost.html").text
    through = re.findall(r'/id/organisation/([^"]+)">[^<]+</a> <span class="through">through <a href="([^"]+)"', page)
    assert sorted(through) == [(each, "/id/part/digital-boost-alliance") for each in ("cert-nz", "mbie", "tuanz")]


def test_the_pages_about_a_thing_are_one_step_from_its_own(client: FlaskClient) -> None:
    kinds = {
        "initiative": "digital-boost",
        "outcome": "skills",
        "organisation": "mbie",
        "measure": "m2",
        "theme": "trust",
    }
    for kind, name in kinds.items():
        page = client.get(f"/id/{kind}/{name}.html").text
        nearby = re.search(r'<p class="actions nearby">.*?</p>', page)
        assert nearby is not None and f'href="/explore/focus/{kind}/{name}"' in nearby[0]
        assert page.index(nearby[0]) < page.index("<h2>")
        assert ('href="/explore/what-if?off=digital-boost"' in nearby[0]) == (kind == "initiative")
        for href in re.findall(r'href="([^"]+)"', nearby[0]):
            assert client.get(href.replace("&amp;", "&"), headers={"Accept": "text/html"}).status_code == 200
    assert "nearby" not in client.get("/id/source/summary.html").text
    ahead = client.get("/id/initiative/cyber-security-ahead.html").text
    address = re.search(r'href="(/explore/what-if[^"]+)"', ahead)
    assert address is not None and "prospective=include" in address[1]
    assert "Without Cyber security, " in client.get(address[1].replace("&amp;", "&")).text


def test_no_heading_stands_over_nothing(client: FlaskClient) -> None:
    assert "What links to it" not in client.get("/id/listing/2022-23-digital-boost.html").text


def test_lists_of_kinds_and_of_things(client: FlaskClient) -> None:
    kinds = client.get("/id/").text
    assert re.search(r'<a href="/id/initiative/">initiative</a></th><td[^>]*>24<', kinds)
    first = client.get("/id/evidence/").text
    assert "539 things" in first and 'rel="next" href="/id/evidence/?page=2"' in first
    last = client.get("/id/evidence/?page=6").text
    assert '<ol class="things" start="501">' in last and 'rel="next"' not in last
    assert client.get("/id/evidence/?page=7").status_code == 404
    themes = client.get("/id/theme/").text
    assert '<a href="/id/theme/trust">Trust</a> (<bdi lang="mi">Mahi Tika</bdi>)' in themes


def test_result_tables_link_to_things_where_the_service_runs(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": f"SELECT ?x {{ ?x a <{BASE}ontology#Theme> }}"},
                      headers={"Accept": "text/html"}).text  # fmt: skip
    assert f'<a href="/id/theme/trust" title="{BASE}id/theme/trust" dir="auto">Trust</a>' in page


def test_a_link_of_an_initiative_without_resources_says_so(client: FlaskClient) -> None:
    page = client.get("/id/outcome/maori-data.html").text
    rows = re.findall(r'<tr role="row"><th scope="row" role="rowheader">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    marked = {
        re.sub("<[^>]*>", "", head) for head, cells in rows if '<span class="tag">without resources</span>' in cells
    }
    assert marked == {"Data ethics and Artificial Intelligence"}
