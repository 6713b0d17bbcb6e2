"""Describes the dataset, its files and its service in DCAT 3, valid by the shapes of DCAT-AP 3.0.1.

Their range shapes ask for the class of every IRI of another vocabulary, so each is typed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.harvest.builder_inputs import DumpFile, Served
from strategy_graph.harvest.publication import Agent, Publication
from strategy_graph.harvest.terms import PUBLIC, date_time, language_iri, media_type_iri, term, theme_name
from strategy_graph.text import counted

_Statement = tuple[NamedNode, str, NamedNode | Literal]

_PROTOCOL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_SHA256: Final = term("spdx:checksumAlgorithm_sha256")


def dcat_description(publication: Publication, served: Served) -> list[Triple]:
    """Return the catalogue with its dataset, distributions and data service."""
    statements = (
        *_catalogue(publication, served),
        *_dataset(publication, served),
        *_service(publication, served),
        *_sparql_distribution(publication, served),
        *(each for file in served.dumps for each in _distribution(publication, served, file)),
        *_named_things(publication, served),
    )
    return [Triple(subject, term(name), value) for subject, name, value in statements]


def _part(publication: Publication, name: str) -> NamedNode:
    """Return the IRI of something that the description names, below that of the dataset."""
    return NamedNode(f"{publication.iri}#{name}")


def _service_iri(served: Served) -> NamedNode:
    return NamedNode(served.address("/sparql#service"))


def _catalogue(publication: Publication, served: Served) -> Iterator[_Statement]:
    catalogue = _part(publication, "catalog")
    yield catalogue, "rdf:type", term("dcat:Catalog")
    for title in publication.titles:
        yield catalogue, "dcterms:title", title
    for description in publication.descriptions or publication.titles:
        yield catalogue, "dcterms:description", description
    yield from _responsible(catalogue, publication)
    yield from _languages(catalogue, publication)
    yield catalogue, "dcterms:issued", date_time(served.published)
    yield catalogue, "dcterms:modified", date_time(served.published)
    yield catalogue, "foaf:homepage", NamedNode(served.address("/"))
    yield catalogue, "dcat:dataset", NamedNode(publication.iri)
    yield catalogue, "dcat:service", _service_iri(served)


def _dataset(publication: Publication, served: Served) -> Iterator[_Statement]:
    dataset = NamedNode(publication.iri)
    yield dataset, "rdf:type", term("dcat:Dataset")
    yield dataset, "rdf:type", term("void:Dataset")
    for title in publication.titles:
        yield dataset, "dcterms:title", title
    for description in publication.descriptions or publication.titles:
        yield dataset, "dcterms:description", description
    yield dataset, "dcterms:identifier", Literal(publication.iri)
    yield dataset, "dcat:version", Literal(served.digest[:16])
    for created in publication.created:
        yield dataset, "dcterms:created", created
    yield dataset, "dcterms:issued", date_time(served.published)
    yield dataset, "dcterms:modified", date_time(served.published)
    yield from _responsible(dataset, publication)
    yield from _languages(dataset, publication)
    for keyword in publication.keywords:
        yield dataset, "dcat:keyword", keyword
    for theme in publication.themes:
        yield dataset, "dcat:theme", NamedNode(theme)
    for vocabulary in publication.vocabularies:
        yield dataset, "dcterms:conformsTo", NamedNode(vocabulary)
    if publication.sources:
        provenance = _part(publication, "provenance")
        text = f"Compiled from {counted(len(publication.sources), 'source')}, each of which is named where it is used."
        yield dataset, "dcterms:provenance", provenance
        yield provenance, "rdf:type", term("dcterms:ProvenanceStatement")
        yield provenance, "rdfs:label", Literal(text, language="en")
    for source in publication.sources:
        yield dataset, "prov:wasDerivedFrom", NamedNode(source)
    yield dataset, "dcterms:accessRights", PUBLIC
    yield dataset, "dcat:contactPoint", _part(publication, "contact")
    yield dataset, "dcat:landingPage", NamedNode(served.address("/"))
    yield dataset, "void:sparqlEndpoint", NamedNode(served.address("/sparql"))
    yield dataset, "dcat:distribution", _part(publication, "sparql")
    for file in served.dumps:
        yield dataset, "dcat:distribution", _part(publication, file.name)
        yield dataset, "void:dataDump", NamedNode(served.address(file.path))


def _service(publication: Publication, served: Served) -> Iterator[_Statement]:
    service, endpoint = _service_iri(served), NamedNode(served.address("/sparql"))
    yield service, "rdf:type", term("dcat:DataService")
    yield service, "dcterms:title", Literal(f"SPARQL endpoint: {publication.title}", language="en")
    yield service, "dcat:endpointURL", endpoint
    yield service, "dcat:endpointDescription", endpoint
    yield service, "dcat:servesDataset", NamedNode(publication.iri)
    yield service, "dcterms:conformsTo", _PROTOCOL
    yield service, "dcat:contactPoint", _part(publication, "contact")
    yield service, "dcat:landingPage", endpoint
    yield from _licence(service, publication)


def _sparql_distribution(publication: Publication, served: Served) -> Iterator[_Statement]:
    distribution = _part(publication, "sparql")
    yield distribution, "rdf:type", term("dcat:Distribution")
    yield distribution, "dcterms:title", Literal("SPARQL endpoint", language="en")
    yield distribution, "dcat:accessURL", NamedNode(served.address("/sparql"))
    yield distribution, "dcat:accessService", _service_iri(served)
    yield distribution, "dcterms:issued", date_time(served.published)
    yield from _licence(distribution, publication)


def _distribution(publication: Publication, served: Served, file: DumpFile) -> Iterator[_Statement]:
    distribution, address = _part(publication, file.name), NamedNode(served.address(file.path))
    checksum = _part(publication, file.name + ".sha256")
    yield distribution, "rdf:type", term("dcat:Distribution")
    yield distribution, "dcterms:title", Literal(file.name)
    if file.scope:
        yield distribution, "dcterms:description", Literal(f"A file with {file.scope}.", language="en")
    yield distribution, "dcat:accessURL", address
    yield distribution, "dcat:downloadURL", address
    yield distribution, "dcat:mediaType", media_type_iri(file.media_type)
    yield media_type_iri(file.media_type), "rdf:type", term("dcterms:MediaType")
    if file.compression:
        yield distribution, "dcat:compressFormat", media_type_iri(file.compression)
        yield media_type_iri(file.compression), "rdf:type", term("dcterms:MediaType")
    if file.sha256:
        yield distribution, "dcat:byteSize", Literal(str(file.size), datatype=term("xsd:nonNegativeInteger"))
        yield distribution, "spdx:checksum", checksum
        yield checksum, "rdf:type", term("spdx:Checksum")
        yield checksum, "spdx:algorithm", _SHA256
        yield checksum, "spdx:checksumValue", Literal(file.sha256, datatype=term("xsd:hexBinary"))
    yield distribution, "dcterms:issued", date_time(served.published)
    yield from _licence(distribution, publication)


def _responsible(subject: NamedNode, publication: Publication) -> Iterator[_Statement]:
    for agent in publication.publishers[:1]:
        yield subject, "dcterms:publisher", NamedNode(agent.iri)
    for agent in publication.creators:
        yield subject, "dcterms:creator", NamedNode(agent.iri)
    yield from _licence(subject, publication)


def _licence(subject: NamedNode, publication: Publication) -> Iterator[_Statement]:
    if publication.licence:
        yield subject, "dcterms:license", NamedNode(publication.licence)


def _languages(subject: NamedNode, publication: Publication) -> Iterator[_Statement]:
    for language in publication.languages:
        yield subject, "dcterms:language", language_iri(language)


def _named_things(publication: Publication, served: Served) -> Iterator[_Statement]:
    """State the class, and the name where one is asked for, of what the description refers to."""
    for agent in {*publication.publishers, *publication.creators}:
        yield NamedNode(agent.iri), "rdf:type", term("foaf:Agent")
        for name in _names(agent):
            yield NamedNode(agent.iri), "foaf:name", name
    for language in publication.languages:
        yield language_iri(language), "rdf:type", term("dcterms:LinguisticSystem")
    for theme in publication.themes:
        yield NamedNode(theme), "rdf:type", term("skos:Concept")
        yield NamedNode(theme), "skos:prefLabel", Literal(theme_name(theme), language="en")
    for standard in (*publication.vocabularies, _PROTOCOL.value):
        yield NamedNode(standard), "rdf:type", term("dcterms:Standard")
    if publication.licence:
        yield NamedNode(publication.licence), "rdf:type", term("dcterms:LicenseDocument")
    yield PUBLIC, "rdf:type", term("dcterms:RightsStatement")
    for page in ("/", "/sparql"):
        yield NamedNode(served.address(page)), "rdf:type", term("foaf:Document")
    if served.dumps:
        yield _SHA256, "rdf:type", term("spdx:ChecksumAlgorithm")
    contact = _part(publication, "contact")
    yield contact, "rdf:type", term("vcard:Kind")
    for name in _names(publication.publishers[0]) if publication.publishers else publication.titles:
        yield contact, "vcard:fn", name
    mail = served.contact.startswith("mailto:")
    page = served.address("/") if mail or not served.contact else served.contact
    yield contact, "vcard:hasURL", NamedNode(page)
    if mail:
        yield contact, "vcard:hasEmail", NamedNode(served.contact)


def _names(agent: Agent) -> tuple[Literal, ...]:
    return agent.names or (Literal(agent.iri),)
