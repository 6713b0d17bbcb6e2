"""Reads the content folders, or other RDF files, into quads."""

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
    """Quads by named graph, without duplicates, and the line numbers of their subjects."""

    graphs: dict[str, list[Quad]] = field(default_factory=dict)
    line_numbers: LineNumbers = field(default_factory=LineNumbers)
    shape_line_numbers: LineNumbers = field(default_factory=LineNumbers)


def load_content(content: Content) -> Loaded:
    """Read the ontology, the data and the shapes, each into its named graph; rules and examples are not facts.

    :raises StrategyGraphError: a folder is missing or a file does not parse.
    """
    loaded = Loaded()
    for name, found in (
        (GRAPH_ONTOLOGY, ontology_files(content)),
        (GRAPH_DATA, data_files(content)),
        (GRAPH_SHAPES, shape_files(content)),
    ):
        # The shapes mention the same IRIs as the facts; a finding must be located in the facts.
        line_numbers = loaded.shape_line_numbers if name == GRAPH_SHAPES else loaded.line_numbers
        loaded.graphs[name] = read_graph(found, name, line_numbers)
    return loaded


def read_graph(found: Found, graph: str, line_numbers: LineNumbers, *, resolve: bool = False) -> list[Quad]:
    """Return all triples of the files as quads of one graph, whatever graph the files put them in.

    :param resolve: resolve relative IRIs against the file's own IRI; otherwise they are an error.
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
            found.skipped.append(Skipped(file.name, reason_for_no_triples(file)))
        line_numbers.prefixes[file] = prefixes
    return list(quads)


def stream_rdf(files: Iterable[RdfFile], skipped: list[Skipped]) -> Iterator[Quad]:
    """Yield the quads of the files; triples without a graph are in the default graph.

    :param skipped: the files that hold no triple are appended to it.
    """
    for file in files:
        triples = 0
        for quad in parse_file(file, resolve=True):
            yield quad
            triples += 1
        if not triples:
            skipped.append(Skipped(file.name, reason_for_no_triples(file)))


def reason_for_no_triples(file: RdfFile) -> str:
    """Return the reason why a file that parses holds no triple."""
    with file.open() as stream:
        data = stream.read(_SNIFFED_BYTES)
    if not data.strip():
        return "empty"
    if sniff(data) == RdfFormat.JSON_LD and b'"@context"' not in data:
        return "JSON without @context, which says nothing in RDF"
    return "no triple in it"


def nothing_to_load(found: Found) -> StrategyGraphError:
    """Return the error about a path without triples."""
    if len(found.files) == 1 and found.skipped:
        return StrategyGraphError(
            f"there is nothing to load: {found.skipped[-1].reason}", where=found.files[0].name, hint=_ADVICE
        )
    told = describe_skipped(found.skipped)
    return StrategyGraphError(f"there is nothing to load: {told}", where=str(found.path), hint=_ADVICE)


_SNIFFED_BYTES = 1024 * 1024
_ADVICE = f"Name a file or folder of {SYNTAXES} with triples in it"


def load_rdf(path: Path) -> Dataset:
    """Load an RDF file, or a folder of RDF files, into memory.

    :raises StrategyGraphError: the path does not exist or holds no RDF file, or a file does not parse.
    """
    found = find_rdf(path)
    return Dataset(stream_rdf(found.files, found.skipped))
