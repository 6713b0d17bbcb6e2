"""The formats of results, graphs and documents.

A format that Oxigraph can't write also needs a writer in ``worker/main.py`` and ``engine/remote/transcode.py``; for
one of tables, ``worker/order_by_check.py`` reads the order of the rows. The
``format`` parameter, the command line, the pages and the Service Description follow these lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final


@dataclass(frozen=True, eq=False)
class Format:
    """A response format.

    :ivar name: its short name, as a value of ``format``.
    :ivar aliases: other media types that select it.
    :ivar names: other short names that clients send in ``format``.
    :ivar title: its name in texts.
    :ivar w3c_name: its local name in the namespace http://www.w3.org/ns/formats/; empty if it has none there.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    title: str = field(default="", kw_only=True)
    w3c_name: str = field(default="", kw_only=True)

    @cached_property
    def content_type(self) -> str:
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML: Final = Format("html", "text/html", ("application/xhtml+xml",))

RESULT_FORMATS: Final = (
    Format(
        "json",
        "application/sparql-results+json",
        ("application/json",),
        ("srj",),
        title="JSON",
        w3c_name="SPARQL_Results_JSON",
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        ("application/xml", "text/xml"),
        ("srx",),
        title="XML",
        w3c_name="SPARQL_Results_XML",
    ),
    Format("csv", "text/csv", title="CSV", w3c_name="SPARQL_Results_CSV"),
    Format("tsv", "text/tab-separated-values", title="TSV", w3c_name="SPARQL_Results_TSV"),
)
"""Formats of SELECT and ASK results; the first is the default.

The CSV and TSV standard defines no boolean result: it is the bare word."""

DOCUMENT_FORMATS: Final = (
    Format(
        "turtle",
        "text/turtle",
        ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
        ("ttl", "n3"),
        title="Turtle",
        w3c_name="Turtle",
    ),
    Format(
        "ntriples",
        "application/n-triples",
        ("text/plain",),
        ("nt", "n-triples"),
        title="N-Triples",
        w3c_name="N-Triples",
    ),
    Format(
        "rdfxml",
        "application/rdf+xml",
        ("application/xml", "text/xml"),
        ("rdf", "rdf+xml", "xml"),
        title="RDF/XML",
        w3c_name="RDF_XML",
    ),
    Format(
        "jsonld",
        "application/ld+json",
        ("application/json", "application/x-json+ld"),
        ("json-ld", "json"),
        title="JSON-LD",
        w3c_name="JSON-LD",
    ),
)
"""Formats of a single RDF graph; the first is the default."""

GRAPH_FORMATS: Final = (
    *DOCUMENT_FORMATS,
    Format("trig", "application/trig", ("application/x-trig",), title="TriG", w3c_name="TriG"),
    Format("nquads", "application/n-quads", ("text/x-nquads",), ("nq", "n-quads"), title="N-Quads", w3c_name="N-Quads"),
)
"""Formats of CONSTRUCT and DESCRIBE results, including those of RDF datasets; the first is the default."""

QUERY_FORMATS: Final = (*RESULT_FORMATS, *GRAPH_FORMATS)
"""Formats of the results of queries of whatever form."""
