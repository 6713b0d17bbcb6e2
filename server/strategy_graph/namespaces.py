"""The namespaces, graph IRIs and prefixes of the project.

Canonical IRIs are the same wherever the service runs; they never contain the service's own address.
"""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/digital-strategy-graph/"
ONTOLOGY: Final = BASE + "ontology"
TERMS: Final = ONTOLOGY + "#"
THINGS: Final = BASE + "id/"
GRAPHS: Final = BASE + "graph/"

GRAPH_ONTOLOGY: Final = GRAPHS + "ontology"
GRAPH_DATA: Final = GRAPHS + "data"
"""The authored facts; those of an edition of a plan are in a graph below it, named by its period."""
GRAPH_DERIVED: Final = GRAPHS + "derived"
GRAPH_SHAPES: Final = GRAPHS + "shapes"
GRAPH_QUERIES: Final = GRAPHS + "queries"
GRAPH_META: Final = GRAPHS + "meta"

KINDS: Final = (
    "agent basis bound claim evidence figure figure-purpose focus goal group initiative measure milestone "
    "milestone-status note note-kind organisation organisation-kind outcome outcome-origin part person plan "
    "query relation-kind role scheme section source source-form source-kind strategy "
    "strength target-role theme tier treaty vision"
).split()
"""The kinds of thing: the first path segment below ``id/``, and the prefix that the Turtle files use for it."""

PREFIXES: Final[dict[str, str]] = {
    "dsg": TERMS,
    "graph": GRAPHS,
    **{kind: f"{THINGS}{kind}/" for kind in KINDS},
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that every Turtle response, report and page declares."""
