"""The formats of results, graphs and documents.

A format that Oxigraph can't write also needs a writer in ``worker/main.py`` and ``engine/remote/transcode.py``. The
Service Description names it in ``web/endpoint/description.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final


@dataclass(frozen=True, eq=False)
class Format:
    """A response format.

    :ivar name: its short name, as a value of ``format``.
    :ivar aliases: other media types that select it.
    :ivar names: other short names that clients send in ``format``.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @cached_property
    def content_type(self) -> str:
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML: Final = Format("html", "text/html", ("application/xhtml+xml",))

RESULT_FORMATS: Final = (
    Format("json", "application/sparql-results+json", ("application/json",), ("srj",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",)),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
"""Formats of SELECT and ASK results; the first is the default.

The CSV and TSV standard defines no boolean result: it is the bare word."""

DOCUMENT_FORMATS: Final = (
    Format(
        "turtle", "text/turtle", ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"), ("ttl", "n3")
    ),
    Format("ntriples", "application/n-triples", ("text/plain",), ("nt", "n-triples")),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "rdf+xml", "xml")),
    Format("jsonld", "application/ld+json", ("application/json", "application/x-json+ld"), ("json-ld", "json")),
)
"""Formats of a single RDF graph; the first is the default."""

GRAPH_FORMATS: Final = (
    *DOCUMENT_FORMATS,
    Format("trig", "application/trig", ("application/x-trig",)),
    Format("nquads", "application/n-quads", ("text/x-nquads",), ("nq", "n-quads")),
)
"""Formats of CONSTRUCT and DESCRIBE results, including those of RDF datasets; the first is the default."""
