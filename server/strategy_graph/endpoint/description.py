"""The description of the service in RDF (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from strategy_graph.dataset import Release
from strategy_graph.http.negotiation import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.namespaces import PREFIXES

_FORMATS = {
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
}


def service_description(release: Release, endpoint: str, media_type: str) -> bytes:
    """The description of the endpoint at that address, serialised."""
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None, media_type
    needed = ("rdf", "sd", "void", "xsd")
    prefixes = {name: PREFIXES[name] for name in needed}
    return serialize(_triples(release, endpoint), format=rdf_format, prefixes=prefixes) or b""


def _triples(release: Release, endpoint: str) -> Iterator[Triple]:
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, _term("rdf:type"), _term("sd:Service"))
    yield Triple(service, _term("sd:endpoint"), NamedNode(endpoint))
    yield Triple(service, _term("sd:supportedLanguage"), _term("sd:SPARQL11Query"))
    yield Triple(service, _term("sd:feature"), _term("sd:UnionDefaultGraph"))
    for result in (*RESULT_FORMATS, *GRAPH_FORMATS):
        form = NamedNode("http://www.w3.org/ns/formats/" + _FORMATS[result.media_type])
        yield Triple(service, _term("sd:resultFormat"), form)
    yield Triple(service, _term("sd:defaultDataset"), dataset)
    yield Triple(dataset, _term("rdf:type"), _term("sd:Dataset"))
    yield Triple(dataset, _term("sd:defaultGraph"), default)
    yield Triple(default, _term("rdf:type"), _term("sd:Graph"))
    for number, (name, count) in enumerate(release.graphs.items()):
        if not name:
            continue
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, _term("sd:namedGraph"), named)
        yield Triple(named, _term("rdf:type"), _term("sd:NamedGraph"))
        yield Triple(named, _term("sd:name"), NamedNode(name))
        yield Triple(named, _term("sd:graph"), graph)
        yield Triple(graph, _term("rdf:type"), _term("sd:Graph"))
        yield Triple(graph, _term("void:triples"), Literal(str(count), datatype=_term("xsd:integer")))


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
