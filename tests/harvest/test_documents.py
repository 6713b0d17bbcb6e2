"""Sitemap, feed, robots.txt, icon, links and JSON-LD, each by the rules of its standard."""

from __future__ import annotations

import json
import struct
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph, URIRef

from strategy_graph.harvest.api_catalog import api_catalog
from strategy_graph.harvest.feed import FeedEntry, atom_feed
from strategy_graph.harvest.icon import favicon
from strategy_graph.harvest.prefixes import sparql_prologue
from strategy_graph.harvest.robots import robots_txt
from strategy_graph.harvest.schema_org import schema_org_dataset, script_text
from strategy_graph.harvest.signposting import description_links, landing_page_links, link_header
from strategy_graph.harvest.sitemap import Page, pages_of, parts_of, sitemap, sitemap_index
from strategy_graph.harvest.terms import document, theme_name
from strategy_graph.namespaces import PREFIXES, THINGS
from tests.harvest.examples import DATASET, DIGEST, PUBLISHED, SINCE, address, publication, served

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def last_change(iri: str) -> str:
    return SINCE if iri.endswith("māori") else PUBLISHED


def test_the_sitemap_lists_pages_by_their_encoded_address_and_with_their_own_date() -> None:
    pages = pages_of([THINGS + "theme/māori", THINGS + "note/a,b:c&d"], ["strategies"], SINCE, last_change)
    root = ElementTree.fromstring(sitemap(pages, address))
    assert root.tag == SITEMAP + "urlset"
    dates = {url.findtext(SITEMAP + "loc"): url.findtext(SITEMAP + "lastmod") for url in root}
    assert dates[address("/id/theme/m%C4%81ori.html")] == SINCE
    assert dates[address("/id/note/a,b:c&d.html")] == PUBLISHED
    assert dates[address("/queries/strategies")] == SINCE
    assert len(dates) == len(pages)


def test_a_long_sitemap_has_parts_and_an_index() -> None:
    parts = parts_of([Page(f"/{number}", f"2026-01-0{number + 1}") for number in range(7)], 3)
    assert [len(part) for part in parts] == [3, 3, 1]
    root = ElementTree.fromstring(sitemap_index(parts, address))
    assert root.tag == SITEMAP + "sitemapindex"
    assert [element.text for element in root.iter(SITEMAP + "loc")][-1] == address("/sitemap-3.xml")
    assert [element.text for element in root.iter(SITEMAP + "lastmod")] == ["2026-01-03", "2026-01-06", "2026-01-07"]


def test_the_feed_has_what_atom_asks_for() -> None:
    older = FeedEntry("ab" * 32, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 1, "/dataset.html")
    latest = FeedEntry(DIGEST, PUBLISHED, SINCE, 1234, "/dataset.html", "Resources: 3 changed.", "/dumps/a..b.rdfp")
    feed = ElementTree.fromstring(atom_feed("A & B", "Us", "", DATASET, [older, latest], address))
    for name in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + name)) == 1
    assert feed.findtext(ATOM + "updated") == SINCE
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Us"
    assert {link.get("rel") for link in feed.findall(ATOM + "link")} == {"self", "alternate"}
    entries = feed.findall(ATOM + "entry")
    assert [entry.findtext(ATOM + "published") for entry in entries] == [PUBLISHED, "2026-01-01T00:00:00Z"]
    assert entries[0].findtext(ATOM + "summary") == "1,234 triples in the default view. Resources: 3 changed."
    assert [link.get("href") for link in entries[0].findall(ATOM + "link")][1] == address("/dumps/a..b.rdfp")
    assert entries[1].findtext(ATOM + "summary") == "1 triple in the default view."
    assert entries[0].findtext(ATOM + "id") == f"{DATASET}#release-{DIGEST[:16]}"
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert len(entry.findall(ATOM + name)) == 1


def test_robots_txt_names_paths_with_the_prefix_and_the_sitemap_absolutely() -> None:
    lines = robots_txt("/plan", address).decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /plan/sparql?" in lines
    assert lines[-1] == f"Sitemap: {address('/sitemap.xml')}"


def test_the_icon_is_an_ico_file() -> None:
    icon = favicon()
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 2)
    assert len(icon) < 6000
    for number, size in enumerate((16, 32)):
        width, height, *_, length, offset = struct.unpack("<BBBBHHII", icon[6 + 16 * number : 22 + 16 * number])
        assert (width, height) == (size, size)
        assert struct.unpack("<Iii", icon[offset : offset + 12]) == (40, size, 2 * size)
        assert length == 40 + 4 * size * size + size * 4
        assert offset + length <= len(icon)


@pytest.mark.parametrize("suffix", ["", "ttl", "html"])
def test_link_headers_are_short_and_name_the_dataset(suffix: str) -> None:
    def href(path: str) -> str:
        return "/plan" + path

    header = link_header(description_links(publication(), suffix, href))
    assert len(header) <= 2000
    assert f'<{DATASET}>; rel="cite-as"' in header
    assert f'</plan/dataset.{suffix}>; rel="alternate"' not in header
    landing = link_header(landing_page_links(publication(), served().dumps, href))
    assert len(landing) <= 2000
    for relation in ("cite-as", "type", "author", "license", "describedby", "item", "api-catalog"):
        assert f'rel="{relation}"' in landing
    assert "dsg.nq.gz" not in landing and "2023.ttl" not in landing


def test_json_ld_is_read_without_a_network() -> None:
    text = script_text(schema_org_dataset(publication("</script><!-- A"), served()))
    assert "<" not in text
    graph = Graph().parse(data=text, format="json-ld")
    dataset, schema = URIRef(DATASET), "https://schema.org/"
    assert str(graph.value(dataset, URIRef(schema + "name"))) == "</script><!-- A"
    assert str(graph.value(dataset, URIRef(schema + "version"))) == DIGEST[:16]
    files = {
        str(graph.value(file, URIRef(schema + "contentUrl")))
        for file in graph.objects(dataset, URIRef(schema + "distribution"))
    }
    assert address("/dumps/0123/dsg.nq") in files and address("/dumps/0123/dsg.nq.gz") not in files
    bare = schema_org_dataset(publication(licence=""), served())
    assert "license" not in bare


def test_a_query_can_use_the_prefixes() -> None:
    pattern = sparql_prologue(PREFIXES).decode() + "ASK { ?s a dsg:Theme ; dcat:theme theme:trust }"
    assert Graph().query(pattern).askAnswer is False


def test_the_catalogue_of_interfaces_is_a_linkset() -> None:
    linkset = json.loads(api_catalog(address, described=True))["linkset"]
    assert linkset[0]["anchor"] == address("/.well-known/api-catalog")
    assert linkset[0]["item"] == [{"href": linkset[1]["anchor"]}]
    assert {"service-desc", "service-doc", "service-meta", "status"} < set(linkset[1])
    assert len(json.loads(api_catalog(address, described=False))["linkset"][1]["service-meta"]) == 1


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_documents_declare_the_prefixes_that_they_use_in_a_fixed_order(media_type: str) -> None:
    triples = [
        Triple(NamedNode(DATASET), NamedNode(PREFIXES["dcat"] + "keyword"), Literal("<a xmlns:b='c'>\n@prefix")),
        Triple(NamedNode(DATASET), NamedNode(PREFIXES["dcterms"] + "title"), Literal("x", language="en")),
    ]
    text = document(triples, media_type)
    assert text == document(reversed([*triples, *triples]), media_type)
    rdf_format = RdfFormat.from_media_type(media_type)
    assert {quad.triple for quad in parse(text, format=rdf_format)} == set(triples)
    if media_type == "text/turtle":
        declared = [line.split()[1] for line in text.decode().splitlines() if line.startswith("@prefix ")]
        assert declared == ["dcat:", "dcterms:"]


def test_themes_have_names() -> None:
    assert (
        theme_name("http://publications.europa.eu/resource/authority/data-theme/GOVE") == "Government and public sector"
    )
    assert theme_name("https://example.org/themes#water") == "water"
    assert theme_name("https://example.org/GOVE/") == "GOVE"
