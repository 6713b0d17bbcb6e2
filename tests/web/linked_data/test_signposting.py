"""Links between the forms of a document: in headers, and in the link set."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.http import parse_options_header

from strategy_graph.namespaces import BASE

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def links_of(header: str) -> set[tuple[str, str, str]]:
    """Return relation, target and type of each link."""
    found = set()
    for part in header.split(", <"):
        target, options = parse_options_header(part.removeprefix("<").replace(">", "", 1))
        found |= {(relation, target, options.get("type", "")) for relation in options["rel"].split()}
    return found


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_links_to_the_others_and_says_how_to_cite(client: FlaskClient, suffix: str) -> None:
    links = links_of(client.get(f"/id/organisation/dpmc.{suffix}").headers["Link"])
    address = "http://127.0.0.1:8000/id/organisation/dpmc."
    assert ("cite-as", BASE + "id/organisation/dpmc", "") in links
    assert ("license", "https://creativecommons.org/licenses/by/4.0/", "") in links
    assert ("collection", "http://127.0.0.1:8000/dataset", "") in links
    assert ("linkset", address + "linkset.json", "application/linkset+json") in links
    assert any(relation == "type" and target.startswith("https://schema.org/") for relation, target, _ in links)
    for other, media_type in FORMS.items():
        if other != suffix:
            assert ("alternate", address + other, media_type) in links
            assert (("describedby", address + other, media_type) in links) == (other != "html")


def test_the_link_set_has_the_links_of_every_form(client: FlaskClient) -> None:
    response = client.get("/id/organisation/dpmc.linkset.json")
    assert response.mimetype == "application/linkset+json"
    sets = {each["anchor"].rpartition(".")[2]: each for each in json.loads(response.data)["linkset"]}
    assert set(sets) == set(FORMS)
    for suffix, each in sets.items():
        for relation, target, media_type in links_of(client.get(f"/id/organisation/dpmc.{suffix}").headers["Link"]):
            assert {"href": target, **({"type": media_type} if media_type else {})} in each[relation]
