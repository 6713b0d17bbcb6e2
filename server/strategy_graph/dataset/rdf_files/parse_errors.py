"""Builds the error about a file that does not parse: location, cause, and the actual syntax if that is another."""

from __future__ import annotations

import io
from typing import IO, Any, Final, cast

from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset.rdf_files.not_rdf import HEAD_BYTES, detect_text
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.rdf_files.syntax import SYNTAXES, sniff, suffixes_of
from strategy_graph.errors import StrategyGraphError

MAX_RETRY_BYTES: Final = 4 * 1024 * 1024
"""The size up to which an invalid file is also parsed in the other syntaxes, to detect a wrong extension."""

_TERM_LIMIT: Final = 16 * 1024 * 1024


class RdfSyntaxError(StrategyGraphError):
    """An RDF file that does not parse."""


def syntax_error(error: SyntaxError, file: RdfFile, syntax: RdfFormat) -> RdfSyntaxError:
    """Return the parser's error with the file, and line and column (1-based) as far as they are known."""
    line, column = error.lineno, error.offset
    message = str(error.msg)
    if line is not None:
        # The parser's own message repeats the location: "Parser error at line 2 between columns 3 and 6: …".
        message = message.partition(": ")[2] or message
    elif syntax == RdfFormat.RDF_XML:
        line = _line_reached(file, syntax)
    where = ":".join(str(part) for part in (file.name, line, column) if part is not None)
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
    other = detect_text(head)
    if other is not None:
        return RdfSyntaxError(f"not RDF: it looks like {other.what}", where=where, hint=other.hint)
    return RdfSyntaxError(
        f"not valid {syntax.name}: {one_line_message(message)}", where=where, hint=_advice(message, file, syntax)
    )


def term_too_long(file: RdfFile) -> RdfSyntaxError:
    """Return the error about a term that is longer than the parser's buffer."""
    where = file.name
    with file.open() as stream:
        for number, line in enumerate(stream, 1):
            if len(line) > _TERM_LIMIT:
                where = f"{file.name}:{number}"
                break
    return RdfSyntaxError(
        f"a term is longer than {_TERM_LIMIT >> 20} MiB", where=where, hint="Keep such a text in a file of its own"
    )


def one_line_message(message: str) -> str:
    """Return a message on one line, cut at 300 characters, without a full stop."""
    one_line = " ".join(message.split()).rstrip(".")
    return one_line if len(one_line) <= 300 else one_line[:299] + "…"


def _advice(message: str, file: RdfFile, syntax: RdfFormat) -> str:
    actual = _syntax_that_fits(file, syntax)
    if actual is not None:
        return f"It is {actual.name}: give it the extension {suffixes_of(actual)[0]}"
    if "prefix" in message and "not been declared" in message:
        return "Declare the prefix at the top of the file"
    if "No scheme found" in message:
        return "Write the IRI in full or declare a base"
    if "UTF-8" in message:
        return "Save the file as UTF-8"
    if file.suffix not in suffixes_of(syntax):
        return f"The extension does not say the syntax; give the file the extension of {SYNTAXES}"
    return "Correct the file there, or just before"


def _syntax_that_fits(file: RdfFile, refused: RdfFormat) -> RdfFormat | None:
    """Return the syntax that an invalid file looks like, or in which it parses and holds a triple."""
    with file.open() as stream:
        data = stream.read(MAX_RETRY_BYTES + 1)
    sniffed = sniff(data)
    if sniffed in {RdfFormat.RDF_XML, RdfFormat.JSON_LD} - {refused}:
        return sniffed
    if len(data) > MAX_RETRY_BYTES:
        return None
    for syntax in (RdfFormat.TURTLE, RdfFormat.N_QUADS, RdfFormat.TRIG):
        try:
            if syntax != refused and [*parse(data, syntax)]:
                return syntax
        except (SyntaxError, MemoryError, ValueError):
            continue
    return None


def _line_reached(file: RdfFile, syntax: RdfFormat) -> int | None:
    """Return the line at whose end the parser fails; the errors of the RDF/XML parser lack it."""
    with file.open() as stream:
        lines = _Lines(stream)
        try:
            for _ in parse(cast(IO[bytes], lines), syntax, base_iri=file.base_iri):
                pass
        except SyntaxError:
            return lines.lines_read
    return None


class _Lines(io.RawIOBase):
    """A stream that returns at most one line a read, and counts the lines."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream
        self._rest = b""
        self.lines_read = 0

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = self._stream.readline()
            self.lines_read += bool(self._rest)
        data, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return data
