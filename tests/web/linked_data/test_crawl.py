"""A crawl by links alone collects the default view of the dump, and costs a second time nothing but 304s."""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from strategy_graph.linked_data.terms import term
from strategy_graph.namespaces import BASE, THINGS
from tests.support.crawler import Crawl
from tests.web.conftest import Running, Serve

ACCEPT = "application/n-triples, text/html;q=0.5, application/xml;q=0.4"

OF_A_DOCUMENT = {
    term(name)
    for name in ("rdf:type", "foaf:primaryTopic", "dcterms:license", "void:inDataset", "hydra:next", "hydra:previous")
}
"""What the document of a thing says of itself, and no dump."""

MADE_HERE = ("/dataset", "/void", "/.well-known/void", "/sparql")
"""Descriptions for harvesters: they say also where and since when the dataset is served, in files of which size."""


@pytest.fixture(scope="module")
def running(serve: Serve) -> Running:
    return serve("--query-workers", "2")


def dump(service: str) -> set[Triple]:
    body = httpx.get(service + "/dumps/latest/dsg.nt", follow_redirects=True, timeout=60).content
    return {Triple(quad.subject, quad.predicate, quad.object) for quad in parse(body, format=RdfFormat.N_TRIPLES)}


@pytest.mark.slow(reason="asks for some 1,500 documents, and as many pages")
@pytest.mark.parametrize("start", ["/.well-known/void", "/sitemap.xml"])
def test_a_crawl_collects_the_dump(running: Running, start: str) -> None:
    service = running.address
    crawl = Crawl(BASE, service, ACCEPT).run(service + start)
    assert set(crawl.requests) == {200, 303}, {a: status for a, status in crawl.answers.items() if status >= 400}
    expected = dump(service)
    assert len(expected) > 20_000 and expected - crawl.triples == set()
    for triple in crawl.triples - expected:
        said_at = crawl.said_at[triple].removeprefix(service)
        if said_at.startswith(MADE_HERE) or said_at == "/":
            assert not is_of_a_thing(triple), triple
        else:
            assert triple.subject in {NamedNode(crawl.said_at[triple]), NamedNode(service + said_at)}, triple
            assert triple.predicate in OF_A_DOCUMENT, triple
    again = Crawl(BASE, service, ACCEPT, validators=crawl.etags).run(*crawl.etags)
    assert dict(again.requests) == {304: len(crawl.etags)} and again.received == 0


def is_of_a_thing(triple: Triple) -> bool:
    """Return whether a triple says of a thing what no description for harvesters should be the only one to say."""
    foaf = triple.predicate == term("foaf:name") or triple.object == term("foaf:Agent")
    return str(triple.subject).startswith(f"<{THINGS}") and not foaf and triple.predicate != term("schema:target")
