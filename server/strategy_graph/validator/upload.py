"""What a user sends to be checked: the bytes, and a name that tells the syntax and stands in messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat

from strategy_graph.dataset.rdf_files.rdf_file import GZIP_MAGIC
from strategy_graph.dataset.rdf_files.syntax import sniff, syntax_of

SYNTAXES: Final = {
    "turtle": ("Turtle", ".ttl", ("text/turtle", "application/x-turtle")),
    "ntriples": ("N-Triples", ".nt", ("application/n-triples",)),
    "nquads": ("N-Quads", ".nq", ("application/n-quads",)),
    "trig": ("TriG", ".trig", ("application/trig",)),
    "jsonld": ("JSON-LD", ".jsonld", ("application/ld+json", "application/json")),
    "rdfxml": ("RDF/XML", ".rdf", ("application/rdf+xml", "application/xml", "text/xml")),
}
"""Title, extension and media types of each syntax."""

MAX_NAME: Final = 100
"""The most characters of a file's name that are kept."""

_HEAD: Final = 8192
"""The bytes by which a syntax is guessed."""

_NOT_IN_A_NAME: Final = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Upload:
    """RDF in some syntax, which the extension of the name tells; without one it is guessed from the bytes."""

    name: str
    data: bytes


def name_of(given: str | None, syntax: str = "", default: str = "data") -> str:
    """Return the name under which a file is spoken of: without folders, control characters and excess length.

    :param syntax: a key of :data:`SYNTAXES` that goes before the extension of the name.
    """
    name = _NOT_IN_A_NAME.sub("", re.split(r"[/\\]", given or "")[-1]).strip()[-MAX_NAME:] or default
    if syntax not in SYNTAXES or name.lower().removesuffix(".gz").endswith(SYNTAXES[syntax][1]):
        return name
    return name + SYNTAXES[syntax][1]


def syntax_of_media_type(media_type: str) -> str:
    """Return the key of the syntax that a media type names; empty if it names none of RDF."""
    return next((key for key, (_, _, types) in SYNTAXES.items() if media_type.lower() in types), "")


def guessed_syntax(data: bytes) -> str:
    """Return the key of the syntax that data without a name look like: Turtle, if they have nothing of another."""
    if data.startswith(GZIP_MAGIC):
        return ""  # only the reader sees what is inside
    sniffed = sniff(data[:_HEAD])
    if sniffed == RdfFormat.TRIG and b"{" not in data:
        sniffed = RdfFormat.TURTLE
    return next(key for key, (_, extension, _) in SYNTAXES.items() if syntax_of(extension, b"") == sniffed)
