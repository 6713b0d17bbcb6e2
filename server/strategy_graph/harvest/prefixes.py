"""Writes the prefixes of the graph as a JSON-LD context, as Turtle and as SPARQL."""

from __future__ import annotations

import json
from collections.abc import Mapping


def prefix_documents(prefixes: Mapping[str, str]) -> dict[str, tuple[str, bytes]]:
    """Return media type and text by suffix."""
    turtle = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    sparql = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    context = json.dumps({"@context": dict(prefixes)}, ensure_ascii=False, indent=2) + "\n"
    return {
        "jsonld": ("application/ld+json", context.encode()),
        "ttl": ("text/turtle; charset=utf-8", turtle.encode()),
        "rq": ("application/sparql-query", sparql.encode()),
    }
