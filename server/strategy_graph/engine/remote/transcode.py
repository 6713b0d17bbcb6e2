"""Transcodes a remote engine's response into the requested format while it streams.

The response is parsed and serialised again by the libraries of the embedded engine, so that results of both engines are
identical. Known errors of engines are corrected in the bytes before parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO, Final

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from strategy_graph.engine.api import Form
from strategy_graph.worker.serialisation import prefixes_for, serialisation_target

XML: Final = "application/sparql-results+xml"

ACCEPT_TABLE: Final = f"{XML}, application/sparql-results+json;q=0.5"
"""XML first: Virtuoso 7 writes booleans as 1 and 0 in JSON."""
ACCEPT_GRAPH: Final = "text/turtle, application/n-triples;q=0.5"
"""Turtle first: Virtuoso 7 loses the types of durations and large integers in N-Triples."""

_TABLES: Final = {
    XML: QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
}
_GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
}


class MalformedResult(ValueError):
    """The response is of another kind than requested, or incomplete."""


class _Stream:
    """Blocks of bytes as a readable file."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._block = b""
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        if self._at >= len(self._block):
            self._block, self._at = next(self._blocks, b""), 0
        end = len(self._block) if size < 0 else self._at + size
        data = self._block[self._at : end]
        self._at += len(data)
        return data

    def readable(self) -> bool:
        return True

    def drain(self) -> None:
        """Read to the end, where trailers or errors may show that the response is incomplete."""
        for _ in self._blocks:
            pass


def readable(form: Form, media_type: str) -> bool:
    """Return whether a response of this media type can be read."""
    return media_type in (_GRAPHS if form is Form.GRAPH else _TABLES)


def transcode(
    blocks: Iterable[bytes], source: str, form: Form, media_type: str, prefixes: dict[str, str], target: IO[bytes]
) -> None:
    """Write the response in the media type.

    :param source: the media type of the blocks, for which :func:`readable` is true.
    :raises MalformedResult: it doesn't parse, or is of another form than the query.
    :raises NotXmlError: XML is requested, and can't represent the result.
    """
    target = serialisation_target(target, media_type)
    try:
        if form is Form.GRAPH:
            stream = _Stream(blocks)
            serialize(
                parse(stream, format=_GRAPHS[source]),  # type: ignore[arg-type]
                target,
                format=RdfFormat.from_media_type(media_type),
                prefixes=prefixes_for(media_type, prefixes),
            )
        else:
            parsed = _TABLES[source]
            stream = _Stream(repair_xml(blocks) if parsed == QueryResultsFormat.XML else blocks)
            # Not bound to a name here: pyoxigraph's results must be freed in this thread, and a kept traceback would
            # hold them.
            _write_table([parse_query_results(stream, format=parsed)], form, media_type, target)  # type: ignore[arg-type]
        stream.drain()
    except (SyntaxError, UnicodeDecodeError) as error:
        raise MalformedResult(str(error)) from error


def _write_table(results: list[QuerySolutions | QueryBoolean], form: Form, media_type: str, target: IO[bytes]) -> None:
    """Write the only item of the list, and free it in this thread even on an error."""
    table = results.pop()
    try:
        if form is Form.ASK and isinstance(table, QuerySolutions):
            # Virtuoso 7 answers ASK with a table: one row that holds 1, or no row.
            table = _boolean(any(True for _ in table))
        if isinstance(table, QueryBoolean) != (form is Form.ASK):
            raise MalformedResult("a table and a truth value were confused")
        table.serialize(target, format=QueryResultsFormat.from_media_type(media_type))
    finally:
        del table


def _boolean(value: bool) -> QueryBoolean:
    document = b'{"head":{},"boolean":%s}' % (b"true" if value else b"false")
    parsed = parse_query_results(document, format=QueryResultsFormat.JSON)
    assert isinstance(parsed, QueryBoolean)
    return parsed


_LABEL = re.compile(rb"<bnode>([^<]*)")
_LEADING = re.compile(rb"(<literal(?: [^<>]*)?>)([ \t\r\n])")
_TRAILING = [(b"%c</literal>" % character, b"&#%d;</literal>" % character) for character in b" \t\r\n"]
_WELL_NAMED = re.compile(rb"[A-Za-z0-9_]+")


def repair_xml(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield SPARQL results in XML with known errors corrected.

    - Blank node labels that are invalid in RDF (Virtuoso's ``nodeID://b10001``) are replaced.
    - White space at the ends of a literal is escaped, since the parser strips it.
    - A document without its end tag is an error, since the parser accepts it.

    Markup is escaped in XML text, so ``<bnode>`` is always an element.
    """
    pending: list[bytes] = []
    tail = b""
    for block in blocks:
        tail = (tail + block)[-64:]
        pending.append(block)
        if b"<" not in block:
            continue
        data = b"".join(pending)
        # Up to the last tag, which may not be whole, and without white space that may stand before an end tag.
        cut = data.rfind(b"<")
        if data[cut - 1 : cut].isspace():
            cut -= 1
        pending = [data[cut:]]
        yield _repair(data[:cut])
    yield _repair(b"".join(pending))
    if not re.search(rb"</(?:\w+:)?sparql\s*>\s*\Z", tail):
        raise MalformedResult("the document has no end")


def _repair(data: bytes) -> bytes:
    data = _LABEL.sub(_relabel, data)
    data = _LEADING.sub(lambda found: found[1] + b"&#%d;" % found[2][0], data)
    for wrong, right in _TRAILING:
        data = data.replace(wrong, right)
    return data


def _relabel(found: re.Match[bytes]) -> bytes:
    label = found[1].removeprefix(b"nodeID://")
    return b"<bnode>" + (label if _WELL_NAMED.fullmatch(label) else b"x" + label.hex().encode("ascii"))
