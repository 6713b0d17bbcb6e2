"""Writes the prefixes of the graph as the prologue of a SPARQL query; their RDF is the document of a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CONTENT_TYPE: Final = "application/sparql-query"


def sparql_prologue(prefixes: Mapping[str, str]) -> bytes:
    """Return the declarations to put before a query."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items()).encode()
