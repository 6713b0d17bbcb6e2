"""Which RDF syntax a file is written in: by its extension, else by its first bytes."""

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
# These are used for RDF/XML and for Turtle alike, so their content decides.
_AMBIGUOUS: Final = frozenset({".owl", ".n3", ".rdfs"})

RDF_SUFFIXES: Final = frozenset(_BY_SUFFIX) | _AMBIGUOUS
"""The extensions, in lower case, of the files that are read when a folder is given."""

GENERIC_SUFFIXES: Final = frozenset({".xml", ".json"})
"""Those among them that most often mean something other than RDF."""

SYNTAXES: Final = "Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML"

_TERM = rb'(?:<[^<>"\s]*>|_:[^\s]+|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^<>"\s]*>)?)'
_QUAD = re.compile(
    rb"^[ \t]*(?:<[^<>\s]*>|_:\S+)[ \t]+<[^<>\s]*>[ \t]+" + _TERM + rb"[ \t]+(?:<[^<>\s]*>|_:\S+)[ \t]*\.", re.MULTILINE
)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[\{\]]\s*["}\]])')
_XML = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE|(?:[A-Za-z_][\w.-]*:)?RDF[\s>]|[A-Za-z_][\w.:-]*\s[^>]*\bxmlns[:=])")


def syntax_of(suffix: str, head: bytes) -> RdfFormat:
    """The syntax of a file, given its extension in lower case and its first few kilobytes.

    Whatever is neither JSON, XML nor N-Quads is read as TriG, which takes in Turtle and N-Triples.
    """
    known = _BY_SUFFIX.get(suffix)
    return known if known is not None else sniff(head)


def suffixes_of(syntax: RdfFormat) -> list[str]:
    """The extensions that mean one syntax, the usual one first."""
    return [suffix for suffix, meant in _BY_SUFFIX.items() if meant == syntax]


def sniff(head: bytes) -> RdfFormat:
    """The syntax that a file's first bytes look like."""
    if _XML.match(head):
        return RdfFormat.RDF_XML
    if _JSON.match(head):
        return RdfFormat.JSON_LD
    if _QUAD.search(head):
        return RdfFormat.N_QUADS
    return RdfFormat.TRIG
