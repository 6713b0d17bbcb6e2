"""The description in DCAT is valid by the shapes of DCAT-AP, and says what there is and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, XSD

from strategy_graph.harvest.dcat import dcat_description
from strategy_graph.harvest.publication import Publication
from tests.harvest.dcat_ap import FOLDER, SHAPES, findings, to_rdflib
from tests.harvest.examples import DATASET, DIGEST, PUBLISHED, address, publication, served

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
US = URIRef("https://example.org/id/agent/us")

needs_shapes = pytest.mark.skipif(not FOLDER.exists(), reason="the shapes of DCAT-AP are not beside this checkout")


@pytest.fixture(scope="module")
def description() -> Graph:
    return to_rdflib(dcat_description(publication(), served()))


@needs_shapes
@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("contact", ["", "mailto:data@example.org", "https://example.org/contact"])
def test_it_is_valid(name: str, contact: str) -> None:
    assert findings(to_rdflib(dcat_description(publication(), served(contact))), name) == ""


@needs_shapes
@pytest.mark.parametrize(
    ("name", "predicate"),
    [
        ("shapes", DCTERMS.title),
        ("shapes", DCTERMS.description),
        ("shapes", DCTERMS.publisher),
        ("shapes", FOAF.name),
        ("shapes", DCAT.accessURL),
        ("shapes", DCAT.endpointURL),
        ("shapes", SPDX.checksumValue),
        ("range", RDF.type),
    ],
)
def test_the_shapes_find_what_is_missing(description: Graph, name: str, predicate: URIRef) -> None:
    damaged = Graph()
    damaged += description
    for triple in list(damaged.triples((None, predicate, None))):
        if predicate != RDF.type or triple[2] in {DCTERMS.MediaType, FOAF.Agent}:
            damaged.remove(triple)
    assert findings(damaged, name)


def test_the_dataset(description: Graph) -> None:
    dataset = URIRef(DATASET)
    assert description.value(dataset, DCAT.version) == Literal(DIGEST[:16])
    assert description.value(dataset, DCTERMS.issued) == Literal(PUBLISHED, datatype=XSD.dateTime)
    assert description.value(dataset, DCTERMS.publisher) == US
    assert description.value(dataset, DCAT.landingPage) == URIRef(address("/"))
    assert len(list(description.objects(dataset, PROV.wasDerivedFrom))) == 2
    provenance = description.value(dataset, DCTERMS.provenance)
    assert "2 sources" in str(description.value(provenance, URIRef("http://www.w3.org/2000/01/rdf-schema#label")))
    assert {str(language) for language in description.objects(dataset, DCTERMS.language)} == {
        "http://publications.europa.eu/resource/authority/language/ENG",
        "http://publications.europa.eu/resource/authority/language/ARA",
        "http://id.loc.gov/vocabulary/iso639-2/haw",
    }


def test_each_file_is_a_distribution_with_size_and_checksum(description: Graph) -> None:
    (file,) = description.subjects(DCAT.downloadURL, URIRef(address("/dumps/0123/dsg.nq.gz")))
    assert (URIRef(DATASET), DCAT.distribution, file) in description
    assert description.value(file, DCAT.byteSize) == Literal("200", datatype=XSD.nonNegativeInteger)
    checksum = description.value(file, SPDX.checksum)
    assert str(description.value(checksum, SPDX.checksumValue)) == "b" * 64
    types = "http://www.iana.org/assignments/media-types/application/"
    assert description.value(file, DCAT.mediaType) == URIRef(types + "n-quads")
    assert description.value(file, DCAT.compressFormat) == URIRef(types + "gzip")
    assert len(list(description.subjects(RDF.type, DCAT.Distribution))) == 4


def test_the_endpoint_is_a_data_service_and_a_distribution(description: Graph) -> None:
    (service,) = description.subjects(RDF.type, DCAT.DataService)
    assert description.value(service, DCAT.endpointURL) == URIRef(address("/sparql"))
    assert description.value(service, DCAT.servesDataset) == URIRef(DATASET)
    assert list(description.subjects(DCAT.accessService, service)) == [URIRef(DATASET + "#sparql")]


def test_the_contact_is_the_operators(description: Graph) -> None:
    contact = description.value(URIRef(DATASET), DCAT.contactPoint)
    assert description.value(contact, VCARD.hasURL) == URIRef(address("/"))
    assert description.value(contact, VCARD.hasEmail) is None
    named = to_rdflib(dcat_description(publication(), served("mailto:data@example.org")))
    assert named.value(contact, VCARD.hasEmail) == URIRef("mailto:data@example.org")


def test_what_a_content_does_not_say_is_not_claimed() -> None:
    graph = to_rdflib(dcat_description(Publication(DATASET, publication().titles), served()))
    for predicate in (DCTERMS.license, DCTERMS.creator, DCTERMS.publisher, PROV.wasDerivedFrom, DCTERMS.provenance):
        assert list(graph.objects(None, predicate)) == []


@needs_shapes
def test_a_file_that_has_not_been_made_has_no_size() -> None:
    files = tuple(replace(file, size=0, sha256="") for file in served().dumps)
    triples = dcat_description(publication(), replace(served(), dumps=files))
    graph = to_rdflib(triples)
    assert list(graph.objects(None, DCAT.byteSize)) == list(graph.objects(None, SPDX.checksum)) == []
    assert len(list(graph.subjects(RDF.type, DCAT.Distribution))) == 4
    assert findings(graph, "shapes") == ""
