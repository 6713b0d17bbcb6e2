"""Describes the service in RDF (SPARQL 1.1 Service Description; VoID for the dataset)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.harvest.terms import document
from strategy_graph.harvest.void import WELL_KNOWN_PATH, void_description, without_partitions
from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.namespaces import PREFIXES
from strategy_graph.rdf_terms import integer, named_node
from strategy_graph.web.harvest.builder_inputs import descriptions
from strategy_graph.web.service import Service, service

_Value = NamedNode | BlankNode | Literal


def service_description(endpoint: str, media_type: str) -> bytes:
    """Return the serialised description of the endpoint at the given IRI."""
    triples = [
        Triple(subject, named_node(name), value) for subject, name, value in _statements(service(), NamedNode(endpoint))
    ]
    if descriptions().publication:
        # The partitions, most of the description, stand in the document that the dataset points to and in the graph.
        triples += without_partitions(void_description(descriptions().facts, descriptions().served))
    return document(triples, media_type)


def _statements(context: Service, endpoint: NamedNode) -> Iterator[tuple[NamedNode | BlankNode, str, _Value]]:
    service_node = NamedNode(endpoint.value + "#service")
    publication = descriptions().publication
    dataset = NamedNode(publication.iri) if publication else BlankNode("dataset")
    default = BlankNode("default")
    yield service_node, "rdf:type", named_node("sd:Service")
    yield service_node, "rdfs:label", Literal("SPARQL endpoint of the Digital Strategy Graph", language="en")
    yield service_node, "sd:endpoint", endpoint
    yield service_node, "sd:supportedLanguage", named_node("sd:SPARQL11Query")
    yield service_node, "sd:feature", named_node("sd:UnionDefaultGraph")
    if context.guard.services:
        yield service_node, "sd:feature", named_node("sd:BasicFederatedQuery")
    for form in (*RESULT_FORMATS, *GRAPH_FORMATS):
        if form.w3c_name:
            yield service_node, "sd:resultFormat", NamedNode("http://www.w3.org/ns/formats/" + form.w3c_name)
    for number, (name, text, value, unit) in enumerate(_limits(context)):
        limit = BlankNode(f"limit{number}")
        yield service_node, "schema:additionalProperty", limit
        yield limit, "rdf:type", named_node("schema:PropertyValue")
        yield limit, "schema:propertyID", Literal(name)
        yield limit, "schema:name", Literal(text, language="en")
        yield limit, "schema:value", value
        yield limit, "schema:unitText", Literal(unit)
    yield service_node, "sd:defaultDataset", dataset
    yield dataset, "rdf:type", named_node("sd:Dataset")
    yield dataset, "rdf:type", named_node("void:Dataset")
    yield dataset, "void:sparqlEndpoint", endpoint
    yield dataset, "dcterms:identifier", Literal(context.release.digest)
    partitions = NamedNode(context.address.absolute(WELL_KNOWN_PATH))
    yield dataset, "rdfs:seeAlso", partitions
    yield partitions, "rdf:type", named_node("void:DatasetDescription")
    yield partitions, "foaf:primaryTopic", dataset
    if publication:
        yield dataset, "rdfs:seeAlso", NamedNode(context.address.absolute("/dataset.ttl"))
    for query in context.catalogue:
        yield NamedNode(PREFIXES["query"] + query.name), "schema:target", endpoint
    yield dataset, "sd:defaultGraph", default
    yield default, "rdf:type", named_node("sd:Graph")
    yield default, "void:triples", integer(context.release.default_triples)
    for number, (name, count) in enumerate(context.release.graphs.items()):
        if not name:
            continue
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield dataset, "sd:namedGraph", named
        yield named, "rdf:type", named_node("sd:NamedGraph")
        yield named, "sd:name", NamedNode(name)
        yield named, "sd:graph", graph
        yield graph, "rdf:type", named_node("sd:Graph")
        yield graph, "void:triples", integer(count)


def _limits(context: Service) -> Iterator[tuple[str, str, Literal, str]]:
    settings = context.settings
    yield "query_timeout", "Time that a query may take", _decimal(settings.query_timeout), "seconds"
    yield "result_bytes", "Largest result", integer(settings.result_bytes), "bytes"
    yield "worker_memory", "Memory that a query may use", integer(settings.worker_memory), "bytes"
    yield "query_characters", "Longest query", integer(settings.query_characters), "characters"
    yield "query_nesting", "Deepest nesting of brackets", integer(settings.query_nesting), "levels"
    yield "query_per_client", "Queries at once for one client", integer(settings.query_per_client), "queries"
    yield "query_wait", "Time that a query may wait for its turn", _decimal(settings.query_wait), "seconds"


def _decimal(number: float) -> Literal:
    return Literal(
        f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.1f}", datatype=named_node("xsd:decimal")
    )
