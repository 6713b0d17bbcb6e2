"""Focus pages over HTTP: their addresses, what is not there, and things of other namespaces."""

from __future__ import annotations

import re

import httpx
import pytest

PAGES = "/explore/focus"


@pytest.mark.parametrize(
    "path", ["initiative/digital-boost", "outcome/skills", "organisation/mbie", "measure/m6", "theme/trust"]
)
def test_a_page_and_its_picture(client: httpx.Client, path: str) -> None:
    page = client.get(f"{PAGES}/{path}")
    assert page.status_code == 200
    assert 'data-picture="focus"' in page.text
    assert "style=" not in page.text
    picture = client.get(f"{PAGES}/{path}.svg")
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert client.get(f"{PAGES}/{path}", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    assert f'href="{PAGES}/{path}.svg"' in page.text


def test_a_link_says_through_which_part_it_is(client: httpx.Client) -> None:
    page = client.get(f"{PAGES}/initiative/digital-boost").text
    assert page.count('<span class="through-part">through <bdi>Digital Boost Alliance</bdi></span>') == 3


def test_an_iri_names_the_same_thing(client: httpx.Client) -> None:
    iri = "https://w3id.org/digital-strategy-graph/id/outcome/skills"
    page = client.get(f"{PAGES}/outcome", params={"iri": iri})
    assert page.status_code == 200
    assert "People have the digital skills" in page.text
    assert client.get(f"{PAGES}/outcome.svg", params={"iri": iri}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "hint"),
    [
        ("initiative/digital-boosts", 404, "digital-boost"),
        ("initative/digital-boost", 404, "initiative"),
        ("outcome/skills?basis=any", 400, "strategy"),
        ("outcome?iri=https%3A%2F%2Fnowhere.example%2Fx", 404, "label-search"),
        ("outcome", 400, "iri="),
        ("outcome?iri=a&iri=b", 400, "one value"),
        ("initiative/digital-boosts.svg", 404, "digital-boost"),
    ],
)
def test_what_is_not_there_is_told_with_near_matches(client: httpx.Client, path: str, status: int, hint: str) -> None:
    answer = client.get(f"{PAGES}/{path}", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert hint in answer.text


def test_a_part_of_a_thing_is_not_found_as_one_of_its_kind(client: httpx.Client) -> None:
    """The identifiers of an organisation have its IRI with a fragment."""
    iri = "https://w3id.org/digital-strategy-graph/id/organisation/stats-nz#identifier.isni"
    assert client.get(f"{PAGES}/organisation", params={"iri": iri}).status_code == 404
    for address in ("/", "/compare", "/search?q=isni", "/queries/agency-portfolio", "/explore/network"):
        assert "#identifier" not in client.get(address).text, address


def test_other_words_lead_to_the_page(client: httpx.Client) -> None:
    assert client.get(f"{PAGES}/agency/mbie").headers["Location"].endswith(f"{PAGES}/organisation/mbie")
    assert client.get(f"{PAGES}/").headers["Location"].endswith("/explore/network")


@pytest.mark.parametrize("name", ["flow", "network"])
def test_pages_of_columns(client: httpx.Client, name: str) -> None:
    page = client.get(f"/explore/{name}")
    assert page.status_code == 200
    assert f'data-picture="{name}"' in page.text
    assert "style=" not in page.text
    assert client.get(f"/explore/{name}.svg").status_code == 200
    assert client.get(f"/explore/{name}?basis=nonsense").status_code == 400


def test_nothing_is_filtered_or_taken_away_before_two_are_chosen(client: httpx.Client) -> None:
    empty = client.get("/compare").text
    one = client.get("/compare?a=initiative/digital-boost").text
    for page in (empty, one):
        assert 'class="take-away"' not in page and 'class="filters"' not in page and "<figure" not in page
    both = client.get("/compare?a=initiative/digital-boost&b=initiative/digital-trade").text
    assert 'class="take-away"' in both and 'class="filters"' in both and 'data-picture="compare"' in both


def test_two_of_different_kinds_are_refused_at_the_form(client: httpx.Client) -> None:
    answer = client.get("/compare?a=initiative/digital-boost&b=organisation/mbie")
    assert answer.status_code == 400 and answer.headers["Cache-Control"] == "no-store"
    page = answer.text
    error = re.search(r'<p class="error" id="choice-error">([^<]+)</p>', page)
    assert error and error[1].endswith("Choose two of one kind.") and "agency" in error[1]
    assert page.count('aria-describedby="choice-error"') == 2 and "<title>Error: " in page
    assert '<option value="initiative/digital-boost" selected' in page
    assert '<option value="organisation/mbie" selected' in page
    assert '<optgroup label="Agencies and other bodies">' in page
    assert 'class="take-away"' not in page
    assert client.get("/explore/compare.svg?a=initiative/digital-boost&b=organisation/mbie").status_code == 400
    assert client.get("/compare?a=initiative/nothing&b=initiative/digital-boost").status_code == 404


def test_two_are_compared_when_the_button_is_pressed(client: httpx.Client) -> None:
    """A script asks on a change of a form of filters; an arrow key changes a closed list."""
    form = re.search(r'<form [^>]*class="choose-two"[^>]*>', client.get("/compare").text)
    assert form and "data-enhance" not in form[0]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/explore/matrix", "/explore/what-if?off=digital-boost", "/explore/flow", "/explore/network"),
        "/compare?a=initiative/digital-boost&b=initiative/digital-trade",
        "/explore/focus/initiative/digital-boost",
    ],
)
def test_the_words_for_the_basis_are_explained_one_step_away(client: httpx.Client, path: str) -> None:
    links = re.findall(r'<a href="([^"]*)">What do these words mean\?</a>', client.get(path).text)
    assert len(links) == 1
    there, _, place = links[0].partition("#")
    explained = client.get(there or path).text.partition(f'id="{place}"')[2].lower()
    assert all(f">{word}<" in explained for word in ("stated", "named", "derived", "inferred"))
