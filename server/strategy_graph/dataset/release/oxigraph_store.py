"""Writes the Oxigraph store of a release.

The store's default graph is materialised as the union of the named graphs, each triple once. Oxigraph can compute the
union at query time, but then counts a triple once for each graph that has it, and is slower.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from strategy_graph.dataset.load import stream_rdf
from strategy_graph.dataset.rdf_files.discovery import Skipped
from strategy_graph.dataset.rdf_files.parse import open_rdf
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.rdf_files.syntax import suffixes_of
from strategy_graph.errors import StrategyGraphError

DEFAULT_GRAPH = ""
"""Denotes the default graph among the graph names of a user's own data."""

_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_NATIVE_MIN_BYTES = 4 * 1024 * 1024
"""The size in bytes from which the native loader is used, since it takes some milliseconds a file."""
_PYTHON_SUFFIXES = frozenset(suffixes_of(RdfFormat.JSON_LD))
_PROGRESS_STEPS = 10
"""The number of progress reports while a file is loaded."""


@dataclass(frozen=True)
class Counts:
    """The numbers of triples in a store.

    :ivar graphs: by graph, before the union was added to the default graph.
    :ivar default_triples: distinct triples in the default graph.
    """

    graphs: dict[str, int]
    default_triples: int


def write_store(folder: Path, quads: Collection[Quad], hidden: Collection[str] = ()) -> Counts:
    """Write a store from quads in memory.

    :param hidden: graphs that are not part of the union.
    """
    store = Store(str(folder))
    store.bulk_extend(quads)
    counts = _count(store)
    store.bulk_extend(_in_default_graph(quads, hidden))
    return _finish(store, counts)


def load_store(folder: Path, files: list[RdfFile], progress: Callable[[str], None], skipped: list[Skipped]) -> Counts:
    """Write a store from RDF files; two files never share a blank node.

    Large files are parsed in native code, not by a loop over their quads in Python.

    :param skipped: the small files that hold no triple are appended to it.
    :raises RdfSyntaxError: a file does not parse; with file, line and column.
    """
    native = [file for file in files if file.size >= _NATIVE_MIN_BYTES and file.suffix not in _PYTHON_SUFFIXES]
    try:
        store = Store(str(folder))
        store.bulk_extend(stream_rdf([file for file in files if file not in native], skipped))
        for file in native:
            with open_rdf(file) as (stream, syntax):
                if syntax == RdfFormat.JSON_LD:
                    store.bulk_extend(stream_rdf([file], skipped))
                    continue
                stream_with_progress = cast(
                    IO[bytes], _ProgressReader(stream, Path(file.name).name, file.size, progress)
                )
                store.bulk_load(stream_with_progress, syntax, base_iri=file.base_iri)
        counts = _count(store)
        if counts.keys() - {DEFAULT_GRAPH}:
            progress("joining the graphs")
            store.bulk_extend(_in_default_graph(_named(store)))
        return _finish(store, counts)
    except OSError as error:
        raise StrategyGraphError(
            f"the store could not be written: {error}", where=str(folder), hint="Make room there"
        ) from error


class _ProgressReader:
    """A file for the native loader, read through Python to handle Ctrl-C and to report progress."""

    def __init__(self, stream: IO[bytes], name: str, size: int, progress: Callable[[str], None]) -> None:
        self._stream = stream
        self._name = name
        self._size = size
        self._progress = progress
        # Progress is measured in compressed bytes.
        self._on_disk = stream.fileobj if isinstance(stream, gzip.GzipFile) else stream
        self._next = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        position = self._on_disk.tell()
        if not data:
            self._progress(f"sorting and writing {self._name}")
        elif position > self._next:
            self._progress(f"reading {self._name}, {position * 100 // self._size} %")
            self._next += self._size // _PROGRESS_STEPS
        return data


def _in_default_graph(quads: Iterable[Quad], hidden: Collection[str] = ()) -> Iterator[Quad]:
    """Yield the quads of the named graphs with the default graph as their graph."""
    default = DefaultGraph()
    for subject, predicate, value, graph in quads:
        if graph != default and graph.value not in hidden:
            yield Quad(subject, predicate, value, default)


def _named(store: Store) -> Iterator[Quad]:
    for name in store.named_graphs():
        yield from store.quads_for_pattern(None, None, None, name)


def _count(store: Store) -> dict[str, int]:
    """Return the number of triples by graph; the default graph is omitted if it is empty."""
    rows = store.query(_COUNTS)
    assert isinstance(rows, QuerySolutions)
    named: dict[str, int] = {}
    for row in rows:
        name, number = row["g"], row["n"]
        assert isinstance(number, Literal)
        named[name.value if isinstance(name, NamedNode) else str(name)] = int(number.value)
    unnamed = len(store) - sum(named.values())
    return {**({DEFAULT_GRAPH: unnamed} if unnamed else {}), **dict(sorted(named.items()))}


def _finish(store: Store, graphs: dict[str, int]) -> Counts:
    store.optimize()
    store.flush()
    named = sum(number for name, number in graphs.items() if name != DEFAULT_GRAPH)
    return Counts(graphs, len(store) - named if named else graphs.get(DEFAULT_GRAPH, 0))
