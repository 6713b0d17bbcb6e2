"""Reads the content folders, or anybody's RDF files, into quads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Dataset, NamedNode, Quad

from strategy_graph.dataset.content import Content, rdf_files
from strategy_graph.dataset.origins import Origins
from strategy_graph.dataset.parse import parse_file
from strategy_graph.dataset.syntax import RDF_SUFFIXES, SYNTAXES
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, GRAPH_SHAPES


@dataclass
class Loaded:
    """Quads by the graph that they belong in, each list free of duplicates, and where they were read."""

    graphs: dict[str, list[Quad]] = field(default_factory=dict)
    origins: Origins = field(default_factory=Origins)
    shape_origins: Origins = field(default_factory=Origins)


def load_content(content: Content) -> Loaded:
    """The ontology, the data and the shapes, each in its named graph; rules and examples are not facts.

    :raises StrategyGraphError: a folder is missing or a file does not parse.
    """
    loaded = Loaded()
    for name, folder in (
        (GRAPH_ONTOLOGY, content.ontology),
        (GRAPH_DATA, content.data),
        (GRAPH_SHAPES, content.shapes),
    ):
        # A focus node is a fact: the shapes, which name the same classes, must not pass for its place.
        origins = loaded.shape_origins if name == GRAPH_SHAPES else loaded.origins
        loaded.graphs[name] = read_graph(rdf_files(folder), name, origins)
    return loaded


def read_graph(files: list[Path], graph: str, origins: Origins, *, resolve: bool = False) -> list[Quad]:
    """All triples of the files as quads of one graph, whatever graph the files put them in.

    :param resolve: relative IRIs resolve against the file's own address instead of being an error.
    """
    name = NamedNode(graph)
    quads: dict[Quad, None] = {}
    for path in files:
        prefixes: dict[str, str] = {}
        for read in parse_file(path, base_iri=path.resolve().as_uri() if resolve else None, prefixes=prefixes):
            quad = Quad(read.subject, read.predicate, read.object, name)
            quads[quad] = None
            origins.note(path, quad)
        origins.prefixes[path] = prefixes
    return list(quads)


def find_rdf(path: Path) -> list[Path]:
    """The RDF files that a user's path stands for: the file itself, or every one in the folder and below.

    :raises StrategyGraphError: nothing is there, or the folder holds no RDF file.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise StrategyGraphError("no such file or folder", where=str(path), hint="Check the path")
    files = sorted(
        found
        for found in path.rglob("*")
        if found.suffix.lower() in RDF_SUFFIXES
        and found.is_file()
        and not any(part.startswith(".") for part in found.relative_to(path).parts)
    )
    if not files:
        raise StrategyGraphError(
            "this folder holds no RDF file", where=str(path), hint=f"Put {SYNTAXES} there, or name a file"
        )
    return files


def stream_rdf(files: list[Path]) -> Iterator[Quad]:
    """The quads of the files as they stand; triples without a graph are in the default graph."""
    for path in files:
        yield from parse_file(path, base_iri=path.resolve().as_uri())


def load_rdf(path: Path) -> Dataset:
    """Any RDF file, or folder of RDF files, in memory.

    :raises StrategyGraphError: nothing is there, or a file does not parse.
    """
    return Dataset(stream_rdf(find_rdf(path)))
