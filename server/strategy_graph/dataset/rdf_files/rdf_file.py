"""An RDF file on disk: its path, its name in messages, and its decompressed content."""

from __future__ import annotations

import gzip
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import IO, Any, Final, cast

from strategy_graph.errors import StrategyGraphError

STANDARD_INPUT: Final = "-"
"""The path that denotes standard input."""

GZIP_MAGIC: Final = b"\x1f\x8b"


@dataclass(frozen=True)
class RdfFile:
    """A file, or a copy on disk of a stream that can be read only once.

    :ivar path: the path of the bytes.
    :ivar name: the name in messages.
    """

    path: Path
    name: str
    _copy: Any = field(default=None, compare=False, repr=False)

    @property
    def suffix(self) -> str:
        """The extension in lower case, without that of gzip: ``.ttl`` of ``facts.TTL.gz``."""
        return suffix_of(PurePath(self.name))

    @property
    def base_iri(self) -> str:
        """The base IRI of relative IRIs (RFC 3986, section 5.1.3)."""
        return (self.path if self._copy is None else Path.cwd() / "standard-input").resolve().as_uri()

    @property
    def size(self) -> int:
        """The size on disk in bytes, compressed where the file is."""
        return self.path.stat().st_size

    def open(self) -> IO[bytes]:
        """Open the file for reading bytes, decompressed if it is gzip.

        :raises OSError: it cannot be opened.
        """
        stream = self.path.open("rb")
        if stream.peek(2)[:2] != GZIP_MAGIC:
            return stream
        # Closing a GzipFile leaves its underlying file open; garbage collection closes it.
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))


def rdf_file(path: Path) -> RdfFile:
    """Return the file at a path, with that path as its name in messages."""
    return RdfFile(path, str(path))


def suffix_of(path: PurePath) -> str:
    """Return the extension in lower case, without that of gzip."""
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def copy_stream(path: Path) -> RdfFile:
    """Copy standard input or a pipe to a temporary file, which is removed when it is garbage-collected.

    :raises StrategyGraphError: standard input is closed, or is a terminal.
    :raises OSError: it cannot be read.
    """
    name = str(path)
    copy = NamedTemporaryFile(prefix="strategy-graph-")  # noqa: SIM115 (it lives as long as the RdfFile)
    if name == STANDARD_INPUT:
        name = "standard input"
        if sys.stdin is None or sys.stdin.isatty():
            why = "is closed" if sys.stdin is None else "is a terminal"
            raise StrategyGraphError(why, where=name, hint="Send a file into it: … - < facts.ttl")
        shutil.copyfileobj(sys.stdin.buffer, copy)
    else:
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, copy)
    copy.flush()
    return RdfFile(Path(copy.name), name, copy)
