"""The SHACL test suite of the W3C (w3c/data-shapes), on our store and, for comparison, on RDFLib's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from strategy_graph.dataset.rdf_files.parse import parse_file
from strategy_graph.dataset.rdf_files.rdf_file import rdf_file
from strategy_graph.dataset.rdflib_terms import to_graph
from strategy_graph.dataset.validation.validate import ShapesError, validate_graphs

SUITE = Path(__file__).resolve().parents[4] / "shared" / "w3c" / "shacl" / "tests"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

Result = tuple[str, ...]
Case = tuple[Path, URIRef]

DEVIATIONS: dict[str, str] = {
    "core/property/uniqueLang-002#uniqueLang-002": 'takes sh:uniqueLang "1"^^xsd:boolean for true',
    "sparql/pre-binding/shapesGraph-001#shapesGraph-001": "does not bind $shapesGraph, which is optional",
}
"""The tests whose expected report pySHACL does not give, by path, with the reason."""


def _cases(manifest: Path = SUITE / "manifest.ttl") -> Iterator[Case]:
    if not manifest.exists():
        return
    graph = Graph().parse(manifest)
    for included in sorted(map(str, graph.objects(None, MF.include))):
        yield from _cases(Path(included.removeprefix("file://")))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            assert isinstance(entry, URIRef)
            yield manifest, entry


CASES = list(_cases())
pytestmark = pytest.mark.skipif(not SUITE.exists(), reason="the suite is not here")


def _name(case: Case) -> str:
    return f"{case[0].relative_to(SUITE).with_suffix('')}#{Path(case[1]).name}"


def _text(graph: Graph, node: Node | None) -> str:
    """Return a form of a term that can be compared across graphs; a blank node is anonymous, or a property path."""
    if node is None:
        return ""
    if not isinstance(node, BNode):
        return node.n3()
    if (node, RDF.first, None) in graph:
        return "(" + " ".join(_text(graph, item) for item in Collection(graph, node)) + ")"
    paths = [SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath]
    parts = sorted(f"{link.n3()} {_text(graph, value)}" for link in paths for value in graph.objects(node, link))
    return "[" + " ".join(parts) + "]"


def _results(graph: Graph, report: Node | None) -> Counter[Result]:
    links = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)
    return Counter(
        tuple(_text(graph, graph.value(result, link)) for link in links) for result in graph.objects(report, SH.result)
    )


def _file(node: Node | None) -> Path:
    return Path(urldefrag(str(node)).url.removeprefix("file://"))


def _memory_graph(path: Path) -> Graph:
    prefixes: dict[str, str] = {}
    quads = list(parse_file(rdf_file(path), resolve=True, prefixes=prefixes))
    return to_graph(quads, prefixes)


def _plain(path: Path) -> Graph:
    """Parse a file into RDFLib's own store, with the lexical forms preserved."""
    source, plain = _memory_graph(path), Graph()
    for prefix, namespace in source.namespaces():
        plain.bind(prefix, namespace, override=True, replace=True)
    for triple in source:
        plain.add(triple)
    return plain


def _ours(data: Path, shapes: Path) -> Counter[Result] | None:
    """Return our results; ``None`` if the shapes are rejected."""
    try:
        report = validate_graphs(_memory_graph(data), _memory_graph(shapes)).graph
    except ShapesError:
        return None
    return _results(report, next(report.subjects(RDF.type, SH.ValidationReport), None))


def _pyshacl(data: Path, shapes: Path) -> Counter[Result] | None:
    try:
        _, report, _ = pyshacl.validate(_plain(data), shacl_graph=_plain(shapes), advanced=True, inference="none")
    except Exception:  # pySHACL reports the suite's "failure" by various exceptions
        return None
    if not isinstance(report, Graph):
        return None
    return _results(report, next(report.subjects(RDF.type, SH.ValidationReport), None))


@pytest.mark.slow(reason="pySHACL validates each case too")
@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_report_is_as_expected_and_as_that_of_pyshacl(case: Case) -> None:
    manifest, entry = case
    graph = _plain(manifest)
    action = graph.value(entry, MF.action)
    data, shapes = (_file(graph.value(action, link)) for link in (SHT.dataGraph, SHT.shapesGraph))
    ours = _ours(data, shapes)
    assert ours == _pyshacl(data, shapes)
    expected = graph.value(entry, MF.result)
    assert expected is not None
    wanted = None if expected == SHT.Failure else _results(graph, expected)
    assert (ours == wanted) is (_name(case) not in DEVIATIONS), f"ours {ours}, expected {wanted}"


def test_the_whole_suite_is_here() -> None:
    assert len(CASES) == 120
    assert set(DEVIATIONS) <= {_name(case) for case in CASES}
