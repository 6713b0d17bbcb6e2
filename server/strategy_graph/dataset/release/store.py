"""Writes the Oxigraph store of a release.

Besides each graph, the store's own default graph holds what a query sees when it names no graph: the union of the
graphs, each triple once. Oxigraph can unite graphs as it answers, but then counts a triple once for each graph
that has it, and is slower.
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
from strategy_graph.dataset.rdf_files.parse import opened
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.rdf_files.syntax import suffixes_of
from strategy_graph.errors import StrategyGraphError

DEFAULT_GRAPH = ""
"""Stands for the default graph among the graph names of a foreign release."""

_COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_SMALL = 4 * 1024 * 1024
"""Bytes below which files are loaded together: the native loader takes some milliseconds a file."""
_READ_IN_PYTHON = frozenset(suffixes_of(RdfFormat.JSON_LD))
_TOLD = 10
"""Times that a long load says how far it is."""


@dataclass(frozen=True)
class Counts:
    """What a store holds.

    :ivar graphs: triples by graph, as they were before the union was added.
    :ivar default_triples: distinct triples in the default graph.
    """

    graphs: dict[str, int]
    default_triples: int


def write_store(folder: Path, quads: Collection[Quad], hidden: Collection[str] = ()) -> Counts:
    """A store of quads that are in memory.

    :param hidden: graphs that are no part of the union.
    """
    store = Store(str(folder))
    store.bulk_extend(quads)
    counts = _count(store)
    store.bulk_extend(_copies(quads, hidden))
    return _finish(store, counts)


def load_store(folder: Path, files: list[RdfFile], tell: Callable[[str], None], skipped: list[Skipped]) -> Counts:
    """A store of RDF files as they are; blank nodes of two files are never the same.

    Large files are parsed in native code, not by a loop over their quads in Python.

    :param skipped: takes in the small files that hold no triple.
    :raises RdfSyntaxError: a file does not parse; with file, line and column.
    """
    native = [file for file in files if file.size >= _SMALL and file.suffix not in _READ_IN_PYTHON]
    try:
        store = Store(str(folder))
        store.bulk_extend(stream_rdf([file for file in files if file not in native], skipped))
        for file in native:
            with opened(file) as (stream, syntax):
                if syntax == RdfFormat.JSON_LD:
                    store.bulk_extend(stream_rdf([file], skipped))
                    continue
                watched = cast(IO[bytes], _Watched(stream, Path(file.name).name, file.size, tell))
                store.bulk_load(watched, syntax, base_iri=file.base_iri)
        counts = _count(store)
        if counts.keys() - {DEFAULT_GRAPH}:
            tell("joining the graphs")
            store.bulk_extend(_copies(_named(store)))
        return _finish(store, counts)
    except OSError as error:
        raise StrategyGraphError(
            f"the store could not be written: {error}", where=str(folder), hint="Make room there"
        ) from error


class _Watched:
    """A file for the native loader, read through Python so that Ctrl-C takes effect and progress shows."""

    def __init__(self, stream: IO[bytes], name: str, size: int, tell: Callable[[str], None]) -> None:
        self._stream = stream
        self._name = name
        self._size = size
        self._tell = tell
        # How far a compressed file is read is what counts, not how much came out.
        self._on_disk = stream.fileobj if isinstance(stream, gzip.GzipFile) else stream
        self._next = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        position = self._on_disk.tell()
        if not data:
            self._tell(f"sorting and writing {self._name}")
        elif position > self._next:
            self._tell(f"reading {self._name}, {position * 100 // self._size} %")
            self._next += self._size // _TOLD
        return data


def _copies(quads: Iterable[Quad], hidden: Collection[str] = ()) -> Iterator[Quad]:
    """The quads of named graphs, moved into the default graph."""
    default = DefaultGraph()
    for subject, predicate, value, graph in quads:
        if graph != default and graph.value not in hidden:
            yield Quad(subject, predicate, value, default)


def _named(store: Store) -> Iterator[Quad]:
    for name in store.named_graphs():
        yield from store.quads_for_pattern(None, None, None, name)


def _count(store: Store) -> dict[str, int]:
    """Triples by graph, counted in the store; the default graph only where it has any."""
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
