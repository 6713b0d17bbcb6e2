"""Parses the manifests of the W3C SPARQL query test suites (w3c/rdf-tests, folders sparql10 and sparql11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from strategy_graph.dataset.rdflib_terms import to_graph

ROOT: Final = Path(__file__).resolve().parents[3] / "shared" / "w3c"
BASE: Final = "https://w3c.github.io/rdf-tests/sparql/"
"""The base IRI of the files of the suites."""

_MANIFESTS: Final = ("sparql10/manifest.ttl", "sparql11/manifest-all.ttl")
_MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_QT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
_DAWGT: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")


class Kind(Enum):
    """The kind of a test."""

    EVALUATION = "evaluation"
    POSITIVE_SYNTAX = "positive syntax"
    NEGATIVE_SYNTAX = "negative syntax"


_KINDS: Final[dict[Node, Kind]] = {
    _MF.QueryEvaluationTest: Kind.EVALUATION,
    _MF.CSVResultFormatTest: Kind.EVALUATION,
    _MF.PositiveSyntaxTest: Kind.POSITIVE_SYNTAX,
    _MF.PositiveSyntaxTest11: Kind.POSITIVE_SYNTAX,
    _MF.NegativeSyntaxTest: Kind.NEGATIVE_SYNTAX,
    _MF.NegativeSyntaxTest11: Kind.NEGATIVE_SYNTAX,
}


@dataclass(frozen=True)
class QueryTest:
    """A query test.

    :ivar name: the suite, its folder and the fragment of the test's IRI, such as ``sparql10/sort/dawg-sort-1``.
    :ivar approved: by the working group (``dawgt:Approved``).
    :ivar data: the files that are merged into the default graph.
    :ivar graph_data: the files that are named graphs.
    :ivar result: the file of the expected result; ``None`` for syntax tests.
    :ivar lax: rows may be repeated as often as in the expected result, or less often (``mf:LaxCardinality``).
    """

    name: str
    kind: Kind
    approved: bool
    query: Path
    data: tuple[Path, ...] = ()
    graph_data: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False

    @property
    def text(self) -> str:
        """The query, byte for byte."""
        return self.query.read_bytes().decode()


def read_tests() -> list[QueryTest]:
    """Return the query tests of both suites, in the order of the manifests; none if the suites are absent."""
    return [test for name in _MANIFESTS for test in _tests(ROOT / name)]


def iri_of(path: Path) -> str:
    """Return the IRI of a file of the suites."""
    return BASE + path.relative_to(ROOT).as_posix()


def data_quads(tests: list[QueryTest]) -> Iterator[Quad]:
    """Yield the data files of the tests, each in the graph of its own IRI; no two of them share a blank node."""
    for path in sorted({path for test in tests for path in (*test.data, *test.graph_data, *_siblings(test))}):
        name = NamedNode(iri_of(path))
        for quad in _parsed(path):
            yield Quad(quad.subject, quad.predicate, quad.object, name)


def _siblings(test: QueryTest) -> list[Path]:
    """Return the data files in the folder of a query that selects its dataset by FROM."""
    if test.kind is not Kind.EVALUATION or test.data or test.graph_data:
        return []
    return sorted(test.query.parent.glob("data*.ttl"))


def _parsed(path: Path) -> Iterator[Quad]:
    return parse(
        path.read_bytes(), RdfFormat.from_extension(path.suffix[1:]), base_iri=iri_of(path), rename_blank_nodes=True
    )


def _tests(manifest: Path) -> Iterator[QueryTest]:
    if not manifest.exists():
        return
    graph = to_graph(_parsed(manifest))
    for included in graph.objects(None, _MF.include):
        for item in Collection(graph, included):
            yield from _tests(_path(item))
    for entries in graph.objects(None, _MF.entries):
        for entry in Collection(graph, entries):
            kind = next((_KINDS[each] for each in graph.objects(entry, RDF.type) if each in _KINDS), None)
            if kind is not None:
                yield _test(graph, entry, kind, manifest.parent)


def _test(graph: Graph, entry: Node, kind: Kind, folder: Path) -> QueryTest:
    action = graph.value(entry, _MF.action)
    query = action if isinstance(action, URIRef) else graph.value(action, _QT.query)
    result = graph.value(entry, _MF.result)
    return QueryTest(
        name=f"{folder.relative_to(ROOT).as_posix()}/{str(entry).rpartition('#')[2]}",
        kind=kind,
        approved=(entry, _DAWGT.approval, _DAWGT.Approved) in graph,
        query=_path(query),
        data=tuple(sorted(map(_path, graph.objects(action, _QT.data)))),
        graph_data=tuple(sorted(map(_path, graph.objects(action, _QT.graphData)))),
        result=None if result is None else _path(result),
        lax=(entry, _MF.resultCardinality, _MF.LaxCardinality) in graph,
    )


def _path(iri: Node | None) -> Path:
    return ROOT / str(iri).removeprefix(BASE)
