"""Detects the RDF syntax of a file from its extension, else from its first bytes."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import RdfFormat

_BY_SUFFIX: Final[dict[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".turtle": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".ntriples": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".nquads": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
# Used for both RDF/XML and Turtle, so the content decides.
_AMBIGUOUS: Final = frozenset({".owl", ".n3", ".rdfs"})

RDF_SUFFIXES: Final = frozenset(_BY_SUFFIX) | _AMBIGUOUS
"""The extensions, in lower case, of the files that are read from a folder."""

GENERIC_SUFFIXES: Final = frozenset({".xml", ".json"})
"""The extensions among them that are mostly used for files other than RDF."""

SYNTAXES: Final = "Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML"

_TERM = rb'(?:<[^<>"\s]*>|_:[^\s]+|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>"\s]*>)?)'
_QUAD = re.compile(
    rb"^[ \t]*(?:<[^<>\s]*>|_:\S+)[ \t]+<[^<>\s]*>[ \t]+" + _TERM + rb"[ \t]+(?:<[^<>\s]*>|_:\S+)[ \t]*\.", re.MULTILINE
)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[\{\]]\s*["}\]])')
_XML = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE|(?:[A-Za-z_][\w.-]*:)?RDF[\s>]|[A-Za-z_][\w.:-]*\s[^>]*\bxmlns[:=])")


def syntax_of(suffix: str, head: bytes) -> RdfFormat:
    """Return the syntax of a file, given its extension in lower case and its first few kilobytes.

    The default is TriG, which is a superset of Turtle and N-Triples.
    """
    known = _BY_SUFFIX.get(suffix)
    return known if known is not None else sniff(head)


def suffixes_of(syntax: RdfFormat) -> list[str]:
    """Return the extensions of a syntax, the usual one first."""
    return [suffix for suffix, meant in _BY_SUFFIX.items() if meant == syntax]


def sniff(head: bytes) -> RdfFormat:
    """Guess the syntax from a file's first bytes."""
    if _XML.match(head):
        return RdfFormat.RDF_XML
    if _JSON.match(head):
        return RdfFormat.JSON_LD
    if _QUAD.search(head):
        return RdfFormat.N_QUADS
    return RdfFormat.TRIG
