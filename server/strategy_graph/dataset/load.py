"""Reads the content folders, or anybody's RDF files, into quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Dataset, NamedNode, Quad, RdfFormat

from strategy_graph.dataset.content import Content, data_files, ontology_files, shape_files
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.rdf_files.discovery import Found, Skipped, describe_skipped, find_rdf
from strategy_graph.dataset.rdf_files.parse import parse_file
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.dataset.rdf_files.syntax import SYNTAXES, sniff
from strategy_graph.errors import StrategyGraphError
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY, GRAPH_SHAPES


@dataclass
class Loaded:
    """Quads by the graph that they belong in, each list free of duplicates, and where they were read."""

    graphs: dict[str, list[Quad]] = field(default_factory=dict)
    line_numbers: LineNumbers = field(default_factory=LineNumbers)
    shape_line_numbers: LineNumbers = field(default_factory=LineNumbers)


def load_content(content: Content) -> Loaded:
    """The ontology, the data and the shapes, each in its named graph; rules and examples are not facts.

    :raises StrategyGraphError: a folder is missing or a file does not parse.
    """
    loaded = Loaded()
    for name, found in (
        (GRAPH_ONTOLOGY, ontology_files(content)),
        (GRAPH_DATA, data_files(content)),
        (GRAPH_SHAPES, shape_files(content)),
    ):
        # A focus node is a fact: the shapes, which name the same classes, must not pass for its place.
        line_numbers = loaded.shape_line_numbers if name == GRAPH_SHAPES else loaded.line_numbers
        loaded.graphs[name] = read_graph(found, name, line_numbers)
    return loaded


def read_graph(found: Found, graph: str, line_numbers: LineNumbers, *, resolve: bool = False) -> list[Quad]:
    """All triples of the files as quads of one graph, whatever graph the files put them in.

    :param resolve: relative IRIs resolve against the file's own address instead of being an error.
    """
    name = NamedNode(graph)
    quads: dict[Quad, None] = {}
    for file in found.files:
        prefixes: dict[str, str] = {}
        triples = 0
        for read in parse_file(file, resolve=resolve, prefixes=prefixes):
            quad = Quad(read.subject, read.predicate, read.object, name)
            quads[quad] = None
            line_numbers.note(file, quad)
            triples += 1
        if not triples:
            found.skipped.append(Skipped(file.name, why_no_triples(file)))
        line_numbers.prefixes[file] = prefixes
    return list(quads)


def stream_rdf(files: Iterable[RdfFile], skipped: list[Skipped]) -> Iterator[Quad]:
    """The quads of the files as they stand; triples without a graph are in the default graph.

    :param skipped: takes in the files that hold no triple.
    """
    for file in files:
        triples = 0
        for quad in parse_file(file, resolve=True):
            yield quad
            triples += 1
        if not triples:
            skipped.append(Skipped(file.name, why_no_triples(file)))


def why_no_triples(file: RdfFile) -> str:
    """Why a file that parses says nothing."""
    with file.open() as stream:
        data = stream.read(_LOOKED_AT)
    if not data.strip():
        return "empty"
    if sniff(data) == RdfFormat.JSON_LD and b'"@context"' not in data:
        return "JSON without @context, which says nothing in RDF"
    return "no triple in it"


def nothing_to_load(found: Found) -> StrategyGraphError:
    """The error about a path that gave no triple."""
    if len(found.files) == 1 and found.skipped:
        return StrategyGraphError(
            f"there is nothing to load: {found.skipped[-1].reason}", where=found.files[0].name, hint=_ADVICE
        )
    told = describe_skipped(found.skipped)
    return StrategyGraphError(f"there is nothing to load: {told}", where=str(found.path), hint=_ADVICE)


_LOOKED_AT = 1024 * 1024
_ADVICE = f"Name a file or folder of {SYNTAXES} with triples in it"


def load_rdf(path: Path) -> Dataset:
    """Any RDF file, or folder of RDF files, in memory.

    :raises StrategyGraphError: nothing is there, or a file does not parse.
    """
    found = find_rdf(path)
    return Dataset(stream_rdf(found.files, found.skipped))
