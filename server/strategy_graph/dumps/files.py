"""What the files of a dump are: their names, media types, codings, and which graphs are in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from strategy_graph.namespaces import GRAPHS

SUMS: Final = "SHA256SUMS"
README: Final = "README.txt"
WHOLE: Final = "dsg"
"""The name, without suffix, of the files of several graphs."""

MEDIA_TYPES: Final = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle; charset=utf-8",
    ".rdfp": "application/rdf-patch",
    ".txt": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
"""Media type by suffix."""

ALL_GRAPHS: Final = (".nq", ".trig")
DEFAULT_VIEW: Final = (".nt", ".jsonld")
TURTLE: Final = ".ttl"
FORMATS: Final = (*ALL_GRAPHS, *DEFAULT_VIEW, TURTLE)
CODINGS: Final = {"": "", ".gz": "application/gzip", ".zst": "application/zstd"}
"""Media type by the suffix of a compressed file."""


@dataclass(frozen=True)
class DumpFile:
    """A file of a dump on disk.

    :ivar name: the path below the folder, with forward slashes, as in ``SHA256SUMS``.
    """

    name: str
    path: Path
    size: int
    sha256: str

    @property
    def coding(self) -> str:
        """The suffix of the compression, or nothing."""
        return next((coding for coding in CODINGS if coding and self.name.endswith(coding)), "")

    @property
    def suffix(self) -> str:
        """The suffix of the RDF format: ``.nq``; nothing for ``SHA256SUMS``."""
        plain = self.name.removesuffix(self.coding).rpartition("/")[2]
        return plain[plain.rindex(".") :] if "." in plain else ""

    @property
    def media_type(self) -> str:
        """The media type of the bytes: of a compressed file that of the compression."""
        return CODINGS[self.coding] or self.content_media_type

    @property
    def content_media_type(self) -> str:
        """The media type of what is inside a compressed file."""
        return MEDIA_TYPES.get(self.suffix, "application/octet-stream")

    @property
    def scope(self) -> str:
        """What is in it, in words."""
        if self.suffix in ALL_GRAPHS:
            return "all graphs"
        if self.suffix in DEFAULT_VIEW:
            return "the default view"
        return "one graph" if self.suffix == TURTLE else ""


def graph_file(graph: str) -> str:
    """Return the name, without suffix, of the Turtle file of a graph: ``data/2022-23``; any other IRI is encoded."""
    below = graph.removeprefix(GRAPHS)
    if graph.startswith(GRAPHS) and all(step.strip(".") for step in below.split("/")):
        return quote(below)
    return quote(graph, safe="") if graph else "default"
