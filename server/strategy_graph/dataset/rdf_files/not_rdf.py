"""Detects files that are not RDF: archives, HTML pages, tables and other notations."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Final, NamedTuple
from xml.parsers import expat

from strategy_graph.dataset.rdf_files.rdf_file import RdfFile

HEAD_BYTES: Final = 8192

_CONVERT: Final = "Convert it to Turtle first"
_UNPACK: Final = "Unpack it first; only gzip is read as it is"
_OWL: Final = "Save the ontology as Turtle or RDF/XML, as Protégé and ROBOT do"


class NotRdf(NamedTuple):
    """The actual kind of a file ("an HTML page"), and a hint for the user."""

    what: str
    hint: str


_MAGIC: Final[dict[bytes, NotRdf]] = {
    b"PK\x03\x04": NotRdf("a zip archive or a document of an office program", _UNPACK),
    b"BZh": NotRdf("a file compressed with bzip2", _UNPACK),
    b"\xfd7zXZ\x00": NotRdf("a file compressed with xz", _UNPACK),
    b"\x28\xb5\x2f\xfd": NotRdf("a file compressed with zstd", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": NotRdf("a 7z archive", _UNPACK),
    b"%PDF-": NotRdf("a PDF document", _CONVERT),
    b"$HDT": NotRdf("HDT", _CONVERT),
    b"SQLite format 3\x00": NotRdf("an SQLite database", _CONVERT),
}

_HTML: Final = NotRdf("an HTML page", "Save the data that it links to, not the page")
_TEXT: Final[tuple[tuple[re.Pattern[bytes], NotRdf], ...]] = (
    (re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL), _HTML),
    (re.compile(rb"(?:format-version:|ontology:)|.*^\[(?:Term|Typedef)\]\s*$", re.M | re.DOTALL), NotRdf("OBO", _OWL)),
    (
        re.compile(rb"(?:\s*#[^\n]*\n)*\s*(?:Prefix:\s*[\w.-]*:\s*<|Ontology:)"),
        NotRdf("OWL in Manchester syntax", _OWL),
    ),
    (
        re.compile(rb"(?:\s*#[^\n]*\n)*\s*(?:Prefix|Ontology)\s*\("),
        NotRdf("OWL in functional syntax", _OWL),
    ),
    (
        re.compile(rb"(?:\s|#[^\n]*\n|(?:BASE|PREFIX)[^>]*>)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE)\b", re.I),
        NotRdf("a SPARQL query", "Run it with strategy-graph query"),
    ),
    (
        re.compile(rb".*(?:\}\s*(?:=>|<=)|=>\s*\{|@forAll|@forSome|\blog:implies\b)", re.DOTALL),
        NotRdf("Notation3 with formulas or rules", "Write the triples that the rules give as Turtle"),
    ),
    (
        re.compile(
            rb"\s*(?:%YAML|---\s*$|(?:[\w$.-]+|\"[^\"\n]*\"):(?: [^<\n]*)?\n(?:\s+- |\s*[\w$.-]+:(?: |\n)))", re.M
        ),
        NotRdf("YAML", _CONVERT),
    ),
)
_TABLE: Final = NotRdf("a table (CSV)", "Write its rows as triples, for example with rdflib or CSVW tools")
_STRATML: Final = NotRdf("StratML", "Its plans are no RDF: describe them in Turtle, as docs/model.md has it")
_ROOTS: Final[dict[str, NotRdf]] = {
    "TriX": NotRdf("TriX", "Convert it to N-Quads or TriG"),
    "StrategicPlan": _STRATML,
    "PerformancePlanOrReport": _STRATML,
    "sparql": NotRdf("the result of a SPARQL query", "Save the graph, not a table of results"),
    "html": _HTML,
    "Ontology": NotRdf("OWL/XML", _OWL),
}
_START: Final = 1024 * 1024
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def detect_not_rdf(file: RdfFile) -> NotRdf | None:
    """Return the kind of a file whose bytes show that it is not RDF, else ``None``.

    :raises OSError: it cannot be read.
    """
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
    if (other := detect_binary(head)) is not None:
        return other
    return _not_json(file) if file.suffix == ".json" else detect_xml(file) or _not_xml(file)


def detect_binary(head: bytes) -> NotRdf | None:
    """Return the kind of a binary file, else ``None``."""
    known = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    return known or (NotRdf("binary data", _CONVERT) if b"\x00" in head else None)


def detect_text(head: bytes) -> NotRdf | None:
    """Return the probable kind of a text that the RDF parsers reject, else ``None``."""
    for pattern, kind in _TEXT:
        if pattern.match(head):
            return kind
    return _TABLE if _is_table(head) else None


def _is_table(head: bytes) -> bool:
    """Return whether the first two lines have the same number of separators, and no punctuation of Turtle."""
    lines = [line for line in head.split(b"\n")[:3] if line.strip()][:2]
    if len(lines) < 2 or any(sign in lines[0] for sign in (b"<", b"@", b"{", b"?")):
        return False
    return any(lines[0].count(mark) == lines[1].count(mark) > 0 for mark in (b",", b";", b"\t"))


def detect_xml(file: RdfFile) -> NotRdf | None:
    """Return the kind of an XML document without RDF, else ``None``, also if it is not well-formed up to its root.

    RDF/XML may omit rdf:RDF (RDF 1.1 XML Syntax, section 2.6), but a document cannot state a triple without the
    namespace of RDF.
    """
    with file.open() as stream:
        start = stream.read(_START)
    root = _root(start)
    if root is None or root == f"{_RDF} RDF" or _RDF.encode() in start:
        return None
    name = root.rpartition(" ")[2]
    return _ROOTS.get(name) or NotRdf(f"XML with the root element {name}", _CONVERT)


def _root(start: bytes) -> str | None:
    """Return the root element's namespace and local name, separated by a space."""
    found: list[str] = []
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = lambda name, _attributes: found.append(name)
    with contextlib.suppress(expat.ExpatError):
        reader.Parse(start, False)
    return found[0] if found else None


def _not_xml(file: RdfFile) -> NotRdf | None:
    with file.open() as stream:
        return None if _root(stream.read(_START)) else NotRdf("not XML", "Correct it, or give it another extension")


def _not_json(file: RdfFile) -> NotRdf | None:
    with file.open() as stream:
        text = stream.read()
    try:
        json.loads(text)
    except ValueError:
        return NotRdf("not JSON", "Correct it, or give it another extension")
    except RecursionError:
        pass
    return None
