"""The terms that descriptions ask for and add."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.namespaces import PREFIXES

Subject = NamedNode | BlankNode | Triple
"""What pyoxigraph takes for a subject; a triple is one in RDF 1.2 alone, and stands in no default graph here."""

Value = NamedNode | BlankNode | Literal | Triple

HYDRA: Final = "http://www.w3.org/ns/hydra/core#"

DOCUMENT_PREFIXES: Final = {**PREFIXES, "hydra": HYDRA}
"""The prefixes that a document may declare; it declares those that it uses."""

QUERY_PREFIXES: Final = "".join(
    f"PREFIX {name}: <{DOCUMENT_PREFIXES[name]}>\n"
    for name in ("dcterms", "dsg", "foaf", "oa", "owl", "rdf", "rdfs", "schema", "skos")
)
"""The declarations of the queries here."""

NAMING: Final = ("rdfs:label", "skos:prefLabel", "dcterms:title", "foaf:name", "schema:name")
"""The properties that give a name, the best one first."""

DESCRIBING: Final = ("dcterms:description", "skos:definition", "rdfs:comment", "schema:description")
"""The properties that say in a text what a thing is."""


@lru_cache(maxsize=1024)
def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(DOCUMENT_PREFIXES[prefix] + local)
