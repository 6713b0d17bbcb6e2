"""Reads one RDF file, and says where and how a broken one is broken."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from pyoxigraph import Quad, RdfFormat, parse

from strategy_graph.dataset.syntax import SYNTAXES, syntax_of
from strategy_graph.errors import StrategyGraphError

HEAD_BYTES = 8192


class RdfSyntaxError(StrategyGraphError):
    """An RDF file that does not parse."""


def parse_file(path: Path, *, base_iri: str | None = None, prefixes: dict[str, str] | None = None) -> Iterator[Quad]:
    """The quads of a file, streamed; blank nodes get fresh names, so that files never share one by accident.

    :param base_iri: what relative IRIs resolve against; without it they are an error.
    :param prefixes: filled with the prefixes that the file declares.
    :raises RdfSyntaxError: with file, line and column, while iterating.
    """
    with opened(path) as (stream, syntax):
        parser = parse(stream, syntax, base_iri=base_iri, rename_blank_nodes=True)
        yield from parser
        if prefixes is not None:
            prefixes.update(parser.prefixes)


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], RdfFormat]]:
    """A file at its first byte of RDF, and its syntax; in the block, reading and syntax errors are explained.

    :raises RdfSyntaxError: with file, line and column.
    :raises StrategyGraphError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise RdfSyntaxError("the file is UTF-16", where=str(path), hint="Save it as UTF-8")
            stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
            syntax = syntax_of(path, head.removeprefix(codecs.BOM_UTF8))
            try:
                yield stream, syntax
            except SyntaxError as error:
                raise _explain(error, path, syntax) from error
    except OSError as error:
        if error.errno is None:
            # Not of this file: the store says its own failures so.
            raise
        raise StrategyGraphError(
            f"cannot be read: {error.strerror or error}", where=str(path), hint="Check the path and its permissions"
        ) from error


def _explain(error: SyntaxError, path: Path, syntax: RdfFormat) -> RdfSyntaxError:
    line, column = error.lineno, error.offset
    message = str(error.msg)
    if line is not None:
        # The parser's own message repeats the place: "Parser error at line 2 between columns 3 and 6: …".
        message = message.partition(": ")[2] or message
    elif syntax == RdfFormat.RDF_XML:
        line, column = _xml_position(path)
    where = ":".join(str(part) for part in (path, line, column) if part is not None)
    return RdfSyntaxError(f"not valid {syntax.name}: {_tidy(message)}", where=where, hint=_advice(message, syntax))


def _tidy(message: str) -> str:
    one_line = " ".join(message.split()).rstrip(".")
    return one_line if len(one_line) <= 300 else one_line[:299] + "…"


def _advice(message: str, syntax: RdfFormat) -> str:
    if "LoadDocumentCallback" in message:
        return "A remote @context is not fetched: copy its terms into the file"
    if "prefix" in message and "not been declared" in message:
        return "Declare the prefix at the top of the file"
    if "No scheme found" in message:
        return "Write the IRI in full or declare a base"
    if "UTF-8" in message:
        return "Save the file as UTF-8"
    if syntax == RdfFormat.TRIG:
        return f"The extension does not say the syntax; give the file the extension of {SYNTAXES}"
    return "Correct the file there, or just before"


def _xml_position(path: Path) -> tuple[int | None, int | None]:
    """Where the XML itself is ill-formed; the RDF parser does not say."""
    reader = expat.ParserCreate(namespace_separator=" ")
    try:
        with path.open("rb") as stream:
            reader.ParseFile(stream)
    except expat.ExpatError as error:
        return error.lineno, error.offset + 1
    return None, None
