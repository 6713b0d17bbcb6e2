"""Describes the dataset in VoID: its own description in the graph, and where and since when it is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from strategy_graph.harvest.builder_inputs import Served
from strategy_graph.harvest.release_facts import ReleaseFacts
from strategy_graph.harvest.terms import date_time, term
from strategy_graph.rdf_terms import integer, named_node

PATH = "/void.ttl"
"""The path of the document in Turtle, which is the subject of what is said about the document."""

WELL_KNOWN_PATH = "/.well-known/void"
_PARTITIONS = tuple(
    named_node(name) for name in ("void:classPartition", "void:propertyPartition", "void-ext:datatypePartition")
)


def void_description(facts: ReleaseFacts, served: Served) -> list[Triple]:
    """Return the description of a release; of one that does not describe its dataset, the meta graph alone."""
    if facts.publication is None:
        return list(facts.meta)
    dataset = NamedNode(facts.publication.iri)
    own = dict.fromkeys((*facts.meta, *facts.stated))
    return [*own, *_document(dataset, served), *_where(dataset, served)]


def without_partitions(triples: Iterable[Triple]) -> list[Triple]:
    """Return a description without its partitions by class, property and datatype, which are most of its size."""
    triples = list(triples)
    partitions = {triple.object for triple in triples if triple.predicate in _PARTITIONS}
    return [triple for triple in triples if triple.predicate not in _PARTITIONS and triple.subject not in partitions]


def user_data_description(served: Served, graphs: Mapping[str, int]) -> list[Triple]:
    """Return a description of a user's own data that says nothing but how much of it is served where.

    :param graphs: number of triples by graph IRI; the default graph has the empty name.
    """
    dataset = NamedNode(served.address(PATH + "#dataset"))
    triples = [
        Triple(dataset, term("rdf:type"), term("void:Dataset")),
        Triple(dataset, term("void:triples"), integer(served.triples)),
        *_document(dataset, served),
        *_where(dataset, served),
    ]
    for name, count in graphs.items():
        if name:
            triples.append(Triple(dataset, term("void:subset"), NamedNode(name)))
            triples.append(Triple(NamedNode(name), term("void:triples"), integer(count)))
    return triples


def _document(dataset: NamedNode, served: Served) -> Iterator[Triple]:
    document = NamedNode(served.address(PATH))
    yield Triple(document, term("rdf:type"), term("void:DatasetDescription"))
    yield Triple(document, term("foaf:primaryTopic"), dataset)


def _where(dataset: NamedNode, served: Served) -> Iterator[Triple]:
    yield Triple(dataset, term("void:sparqlEndpoint"), NamedNode(served.address("/sparql")))
    yield Triple(dataset, term("foaf:homepage"), NamedNode(served.address("/")))
    yield Triple(dataset, term("dcterms:issued"), date_time(served.published))
    yield Triple(dataset, term("dcterms:modified"), date_time(served.published))
    for file in served.dumps:
        yield Triple(dataset, term("void:dataDump"), NamedNode(served.address(file.path)))
