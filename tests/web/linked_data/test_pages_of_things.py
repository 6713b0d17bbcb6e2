"""Pages of things as people read them."""

from __future__ import annotations

import re
from itertools import pairwise

from flask.testing import FlaskClient

from strategy_graph.namespaces import BASE


def headings(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]


def test_the_page_of_a_thing(client: FlaskClient) -> None:
    page = client.get("/id/theme/trust.html").text
    assert "<h1><bdi>Trust</bdi></h1>" in page and '<bdi lang="mi">Mahi Tika</bdi>' in page
    assert f'<code class="iri">{BASE}id/theme/trust</code>' in page
    assert '<nav class="steps" aria-label="Breadcrumb">' in page and '<a href="/id/theme/">Themes</a>' in page
    assert re.search(r'Digital Strategy Graph, release <span class="digest">[0-9a-f]{16}</span> of 20', page)
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


def test_headings_stand_in_order_and_names_of_tables_are_unique(client: FlaskClient) -> None:
    for path in ("/id/theme/trust", "/id/initiative/christchurch-call", "/ontology", "/id/source/summary"):
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
    assert f'<a href="/id/theme/trust" title="{BASE}id/theme/trust">' in page
