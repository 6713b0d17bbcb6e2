"""The documents for harvesters over HTTP, in process, at the root of a host and below a prefix."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import DCAT, OWL, RDF, Graph, Namespace, URIRef
from rdflib.namespace import VOID

from strategy_graph.dataset import Release, build_user_data_release
from strategy_graph.namespaces import THINGS
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.public_address import PublicAddress
from strategy_graph.web.service import KEY
from tests.harvest.dcat_ap import FOLDER, SHAPES, findings

PUBLIC = "https://data.example.nz/dsg"
DATASET = URIRef("https://w3id.org/digital-strategy-graph/dataset")
SCHEMA = Namespace("https://schema.org/")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDF_FORMS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
DOCUMENTS = {
    "/dataset.html": "text/html; charset=utf-8",
    "/dataset.ttl": "text/turtle; charset=utf-8",
    "/dataset.jsonld": "application/ld+json",
    "/dataset.nt": "application/n-triples",
    "/dataset.rdf": "application/rdf+xml",
    "/void.ttl": "text/turtle; charset=utf-8",
    "/void.jsonld": "application/ld+json",
    "/void.nt": "application/n-triples",
    "/void.rdf": "application/rdf+xml",
    "/.well-known/void": "text/turtle; charset=utf-8",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain; charset=utf-8",
    "/feed": "application/atom+xml",
    "/prefixes.jsonld": "application/ld+json",
    "/prefixes.ttl": "text/turtle; charset=utf-8",
    "/prefixes.rq": "application/sparql-query",
    "/favicon.ico": "image/vnd.microsoft.icon",
    "/.well-known/api-catalog": 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
}


class Site(NamedTuple):
    """An application with its client and its address."""

    client: FlaskClient
    address: PublicAddress
    app: Flask


@pytest.fixture(scope="module", params=["", PUBLIC], ids=["root", "prefix"])
def site(request: pytest.FixtureRequest, real_release: Release) -> Iterator[Site]:
    yield from running(Settings(public_url=request.param), real_release)


@pytest.fixture(scope="module", params=["", PUBLIC], ids=["root", "prefix"])
def users(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same service of a user's own data."""
    folder = tmp_path_factory.mktemp("users")
    (folder / "own.nq").write_text('<http://a.example/s> <http://a.example/p> "o" <http://a.example/g> .\n', "utf-8")
    release = build_user_data_release(folder / "own.nq", folder / "releases")
    yield from running(Settings(public_url=request.param, user_data=True), release)


def running(settings: Settings, release: Release) -> Iterator[Site]:
    app = create_app(settings, release)
    yield Site(app.test_client(), PublicAddress.of(settings), app)
    app.extensions[KEY].engine.close()


def graph_of(site: Site, path: str) -> Graph:
    response = site.client.get(path)
    assert response.status_code == 200
    return Graph().parse(data=response.data, format=RDF_FORMS[path.rpartition(".")[2]])


@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_document_has_validators_and_is_304_afterwards(site: Site, path: str) -> None:
    response = site.client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, DOCUMENTS[path])
    etag = response.headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    assert response.headers["Last-Modified"].endswith(" GMT")
    assert response.headers["Cache-Control"].startswith("public")
    again = site.client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Content-Location", "Vary"):
        assert again.headers.get(name) == response.headers.get(name)
    assert site.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert site.client.head(path).headers["Content-Length"] == str(len(response.data))
    assert site.client.options(path).status_code == 200
    assert site.client.post(path).status_code == 405
    assert site.client.get(path, headers={"Accept": "text/html"}).headers["Content-Type"] == DOCUMENTS[path] or (
        path == "/.well-known/void"
    )


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        (BROWSER, "html"),
        ("text/html", "html"),
        ("text/html, application/rdf+xml", "rdf"),
        ("text/turtle", "ttl"),
        ("application/ld+json, text/turtle;q=0.5", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
    ],
)
def test_the_dataset_redirects_by_accept(site: Site, accept: str | None, suffix: str) -> None:
    response = site.client.get("/dataset", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Location"]) == (303, site.address.href(f"/dataset.{suffix}"))
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert f'<{DATASET}>; rel="cite-as"' in response.headers["Link"]


def test_what_no_form_satisfies_is_406_with_the_list(site: Site) -> None:
    for path in ("/dataset", "/.well-known/void"):
        response = site.client.get(path, headers={"Accept": "image/png"})
        assert response.status_code == 406
        assert "text/turtle" in json.loads(response.text)["hint"]
    assert site.client.get("/dataset.png").status_code == 404


@pytest.mark.slow(reason="RDFLib parses each form")
def test_all_forms_hold_the_same_graph(site: Site) -> None:
    for name in ("dataset", "void"):
        graphs = [set(graph_of(site, f"/{name}.{suffix}")) for suffix in RDF_FORMS]
        assert len(graphs[0]) > 50
        assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.skipif(not FOLDER.exists(), reason="the shapes of DCAT-AP are not beside this checkout")
def test_the_description_of_our_own_dataset_is_valid(site: Site) -> None:
    graph = graph_of(site, "/dataset.ttl")
    assert (None, OWL.imports, None) not in graph
    for name in SHAPES:
        assert findings(graph, name) == ""


def test_the_description_names_files_and_endpoint_where_they_are(site: Site, real_release: Release) -> None:
    graph = graph_of(site, "/dataset.ttl")
    files = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    folder = site.address.absolute(f"/dumps/{real_release.digest[:16]}/")
    assert {folder + "dsg.nq", folder + "dsg.trig.gz", folder + "dsg.jsonld.zst", folder + "meta.ttl"} <= files
    assert all(address.startswith(folder) for address in files)
    assert set(graph.objects(None, DCAT.endpointURL)) == {URIRef(site.address.absolute("/sparql"))}
    page = site.client.get("/dataset.html").text
    assert f"<code>{DATASET}</code>" in page
    assert f'href="{site.address.href(f"/dumps/{real_release.digest[:16]}/dsg.nq")}"' in page


@pytest.mark.parametrize(("accept", "suffix"), [("*/*", "ttl"), ("application/rdf+xml", "rdf"), (BROWSER, "rdf")])
def test_void_is_at_its_well_known_address(site: Site, accept: str, suffix: str) -> None:
    response = site.client.get("/.well-known/void", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Location"] == site.address.href(f"/void.{suffix}")
    assert response.headers["Vary"] == "Accept"
    assert response.data == site.client.get(f"/void.{suffix}").data


def test_void_and_the_endpoint_say_the_same_of_the_dataset(site: Site, real_release: Release) -> None:
    void = graph_of(site, "/void.ttl")
    assert void.value(DATASET, VOID.triples).toPython() == real_release.default_triples  # type: ignore[union-attr]
    assert set(void.objects(DATASET, VOID.sparqlEndpoint)) == {URIRef(site.address.absolute("/sparql"))}
    described = site.client.get("/sparql", headers={"Accept": "text/turtle"})
    description = set(Graph().parse(data=described.data, format="turtle"))
    # The partitions stand in VoID alone; all else stands in both.
    parts = (VOID.classPartition, VOID.propertyPartition, URIRef("http://ldf.fi/void-ext#datatypePartition"))
    nodes = {node for name in parts for node in void.objects(None, name)}
    said_of_parts = {triple for triple in void if triple[1] in parts or triple[0] in nodes}
    assert said_of_parts and not said_of_parts & description
    assert set(void) - said_of_parts <= description


def test_queries_have_a_target(site: Site) -> None:
    response = site.client.get("/sparql", headers={"Accept": "application/n-triples"})
    graph = Graph().parse(data=response.data, format="nt")
    endpoint = URIRef(site.address.absolute("/sparql"))
    named = {URIRef(f"{THINGS}query/{query.name}") for query in site.app.extensions[KEY].catalogue}
    assert set(graph.subjects(SCHEMA.target, endpoint)) == named
    assert named


def test_the_front_page_leads_to_all(site: Site) -> None:
    response = site.client.get("/", headers={"Accept": BROWSER})
    assert response.headers["Vary"] == "Accept"
    assert len(response.headers["Link"]) <= 2000
    links = dict.fromkeys(re.findall(r'<([^>]+)>; rel="([\w-]+)"', response.headers["Link"]))
    assert (str(DATASET), "cite-as") in links
    for target, _ in links:
        if target.startswith("/"):
            path = target.removeprefix(site.address.prefix)
            assert target.startswith(site.address.prefix + "/") and site.client.get(path).status_code == 200
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL)
    assert script
    graph = Graph().parse(data=script[1], format="json-ld")
    assert (DATASET, RDF.type, SCHEMA.Dataset) in graph
    assert str(graph.value(DATASET, SCHEMA.url)) == site.address.absolute("/")


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/rdf+xml,text/turtle;q=0.9", "rdf")],
)
def test_a_client_that_wants_rdf_gets_the_description_for_the_front_page(site: Site, accept: str, suffix: str) -> None:
    response = site.client.get("/", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, site.address.href(f"/dataset.{suffix}"))
    for page in (BROWSER, "*/*", "text/html", "image/png"):
        assert site.client.get("/", headers={"Accept": page}).status_code == 200


def test_the_sitemap_lists_the_things_and_the_pages(site: Site) -> None:
    root = ElementTree.fromstring(site.client.get("/sitemap.xml").data)
    addresses = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert site.address.absolute("/id/theme/trust.html") in addresses
    assert len(addresses) == len(set(addresses)) > 1000
    assert all(address.startswith(site.address.absolute("/")) for address in addresses)
    for address in addresses:
        path = address.removeprefix(site.address.absolute(""))
        if not path.startswith(("/id/", "/queries/")):
            assert site.client.get(path, headers={"Accept": "text/html"}).status_code == 200
    for path in ("/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-0.xml"):
        assert site.client.get(path).status_code == 404


def test_the_feed_has_an_entry_for_the_release(site: Site, real_release: Release) -> None:
    feed = site.client.get("/feed").text
    assert f"<title>Release {real_release.digest[:16]}</title>" in feed
    assert f"<id>{site.address.absolute('/feed')}</id>" in feed


@pytest.mark.slow(reason="starts other processes")
def test_bytes_do_not_depend_on_the_process(site: Site, real_release: Release) -> None:
    other = create_app(site.app.extensions[KEY].settings, real_release).test_client()
    for path in DOCUMENTS:
        assert other.get(path).headers["ETag"] == site.client.get(path).headers["ETag"]


def test_of_a_users_own_data_nothing_is_claimed(users: Site) -> None:
    for path in ("/dataset", "/dataset.ttl", "/dataset.html", "/prefixes.ttl"):
        assert users.client.get(path).status_code == 404
    void = graph_of(users, "/void.ttl")
    (dataset,) = void.subjects(RDF.type, VOID.Dataset)
    assert str(dataset).startswith(users.address.absolute("/"))
    assert str(void.value(dataset, VOID.triples)) == "1"
    ours = re.compile(r"Digital Strategy|w3id\.org/digital-strategy-graph|creativecommons", re.IGNORECASE)
    found = {
        path for path in ["/", "/sparql", *DOCUMENTS] if ours.search(users.client.get(path).data.decode("latin-1"))
    }
    texts = {path: users.client.get(path).text for path in ("/void.ttl", "/feed", "/sitemap.xml", "/robots.txt")}
    assert found <= {"/", "/sparql"}, found
    assert not any(ours.search(text) for text in texts.values())
    front = users.client.get("/")
    assert "Link" not in front.headers and "ld+json" not in front.text
    assert json.loads(users.client.get("/.well-known/api-catalog").data)["linkset"]


def test_the_contact_of_the_operator_is_in_the_description(real_release: Release) -> None:
    (site,) = running(Settings(contact="mailto:data@example.org"), real_release)
    assert "vcard:hasEmail <mailto:data@example.org>" in site.client.get("/dataset.ttl").text
