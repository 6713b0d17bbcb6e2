"""One file of RDF: where its bytes are, and what messages call it."""

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
"""The path that stands for standard input."""

GZIP_MAGIC: Final = b"\x1f\x8b"


@dataclass(frozen=True)
class RdfFile:
    """A file, or a copy on disk of what can be read only once.

    :ivar path: where the bytes are.
    :ivar name: what a message calls it.
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
        """The address that relative IRIs resolve against (RFC 3986, section 5.1.3)."""
        return (self.path if self._copy is None else Path.cwd() / "standard-input").resolve().as_uri()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size

    def open(self) -> IO[bytes]:
        """The bytes, unpacked if they are gzip.

        :raises OSError: it cannot be opened.
        """
        stream = self.path.open("rb")
        if stream.peek(2)[:2] != GZIP_MAGIC:
            return stream
        # Closing a GzipFile leaves its file open, which the interpreter closes when nobody holds it any more.
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))


def rdf_file(path: Path) -> RdfFile:
    """The file at a path, under the name that the user gave it."""
    return RdfFile(path, str(path))


def suffix_of(path: PurePath) -> str:
    """The extension in lower case, without that of gzip."""
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def copied(path: Path) -> RdfFile:
    """A copy of standard input or of a pipe, which is removed when nobody holds it any more.

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
