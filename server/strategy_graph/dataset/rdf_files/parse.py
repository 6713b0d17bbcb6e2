"""Parses one RDF file into quads."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pyoxigraph import Quad, RdfFormat, parse

from strategy_graph.dataset.rdf_files.json_ld import read_json_ld
from strategy_graph.dataset.rdf_files.not_rdf import HEAD_BYTES, detect_binary, detect_xml
from strategy_graph.dataset.rdf_files.parse_errors import RdfSyntaxError, syntax_error, term_too_long
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.rdf_files.syntax import syntax_of
from strategy_graph.errors import unreadable


def parse_file(file: RdfFile, *, resolve: bool = False, prefixes: dict[str, str] | None = None) -> Iterator[Quad]:
    """Yield the quads of a file; blank nodes are renamed, so that two files never share one.

    :param resolve: resolve relative IRIs against the file's own IRI; otherwise they are an error.
    :param prefixes: filled with the prefixes that the file declares.
    :raises RdfSyntaxError: with file, line and column, while iterating.
    :raises StrategyGraphError: the file cannot be read.
    """
    base_iri = file.base_iri if resolve else None
    with open_rdf(file) as (stream, syntax):
        if syntax == RdfFormat.JSON_LD:
            yield from read_json_ld(stream.read(), file.name, base_iri)
            return
        parser = parse(stream, syntax, base_iri=base_iri, rename_blank_nodes=True)
        yield from parser
        if prefixes is not None:
            prefixes.update(parser.prefixes)


@contextmanager
def open_rdf(file: RdfFile) -> Iterator[tuple[IO[bytes], RdfFormat]]:
    """Open a file after its byte order mark, and detect its syntax; errors in the block are converted.

    :raises RdfSyntaxError: it is not RDF, or does not parse; with file, line and column.
    :raises StrategyGraphError: the file cannot be read.
    """
    try:
        with file.open() as stream:
            head = stream.read(HEAD_BYTES)
            stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
            syntax = _checked_syntax(file, head)
            try:
                yield stream, syntax
            except SyntaxError as error:
                raise syntax_error(error, file, syntax) from error
            except MemoryError as error:
                if "buffer" not in str(error):
                    raise
                raise term_too_long(file) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RdfSyntaxError("the gzip data are damaged or cut off", where=file.name, hint="Fetch it again") from error
    except OSError as error:
        if error.errno is None:
            # Raised by the store, whose OSErrors have no errno.
            raise
        raise unreadable(file.name, error) from error


def _checked_syntax(file: RdfFile, head: bytes) -> RdfFormat:
    """Return the syntax of a file.

    :raises RdfSyntaxError: its first bytes show that it is not RDF in UTF-8.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RdfSyntaxError("the file is UTF-16", where=file.name, hint="Save it as UTF-8")
    syntax = syntax_of(file.suffix, head.removeprefix(codecs.BOM_UTF8))
    # An XML document without RDF must not be parsed as RDF/XML: the triples would be meaningless.
    other = detect_binary(head) or (detect_xml(file) if syntax == RdfFormat.RDF_XML else None)
    if other is not None:
        raise RdfSyntaxError(f"this is {other.what}, not RDF", where=file.name, hint=other.hint)
    return syntax
