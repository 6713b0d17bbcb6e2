"""Parses query results in every format, independently of the server, and compares them.

RDFLib parses JSON, XML and RDF. CSV is parsed by the standard library, and TSV here, since RDFLib's parsers omit rows
whose only cell is empty. Lexical forms are preserved only while ``rdflib.NORMALIZE_LITERALS`` is off.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final

from rdflib import RDF, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.ntriples import unquote
from rdflib.query import Result
from rdflib.term import Node

RS: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")

Row = tuple[Node | None, ...]


class Match(Enum):
    """How a result compares with the expected one.

    ``VALUES``: equal except for literals with the same value but another lexical form or another integer datatype.
    """

    TERMS = "as expected"
    VALUES = "as expected by value"
    NONE = "not as expected"


@dataclass(frozen=True)
class Table:
    """The result of a SELECT query.

    :ivar variables: sorted.
    :ivar rows: with a cell for each variable, in that order.
    :ivar ordered: the order of the rows is significant.
    :ivar lossy: the cells are those of CSV: IRIs and literals are plain literals, and unbound cells are empty.
    """

    variables: tuple[str, ...]
    rows: list[Row]
    ordered: bool = False
    lossy: bool = False


Answer = Table | Graph | bool


def read_expected(path: Path, base: str) -> Answer:
    """Parse the expected result in a file of the suites.

    :param base: the IRI of the file.
    """
    data = path.read_bytes()
    if path.suffix in {".ttl", ".rdf", ".nt"}:
        syntax = {".ttl": "turtle", ".rdf": "xml", ".nt": "nt"}[path.suffix]
        graph = _graph(Graph().parse(data=data, format=syntax, publicID=base))
        result_set = graph.value(None, RDF.type, RS.ResultSet)
        return graph if result_set is None else _result_set(graph, result_set)
    return READERS[{".srx": "xml", ".srj": "json"}.get(path.suffix, path.suffix[1:])](data)


def compare(ours: Answer, expected: Answer, *, lax: bool = False) -> Match:
    """Compare our result with the expected one.

    :param lax: rows may be repeated less often than expected, but each occurs (``mf:LaxCardinality``).
    """
    if isinstance(ours, Table) and isinstance(expected, Table):
        lossy = ours.lossy or expected.lossy
        mine, theirs = (as_csv(table) if lossy else table for table in (ours, expected))
        if _same_tables(mine, theirs, lax):
            return Match.TERMS
        mine, theirs = (_table_by_value(table, lossy) for table in (ours, expected))
        return Match.VALUES if _same_tables(mine, theirs, lax) else Match.NONE
    if isinstance(ours, Graph) and isinstance(expected, Graph):
        if isomorphic(ours, expected):
            return Match.TERMS
        return Match.VALUES if isomorphic(_graph(ours, _by_value), _graph(expected, _by_value)) else Match.NONE
    return Match.TERMS if isinstance(ours, bool) and ours is expected else Match.NONE


def as_csv(table: Table) -> Table:
    """Reduce a table to what CSV can express (SPARQL 1.1 Query Results CSV and TSV Formats, section 3)."""
    return replace(_changed(table, _as_csv), lossy=True)


def _as_csv(term: Node | None) -> Node:
    return term if isinstance(term, BNode) else Literal("" if term is None else str(term))


def _changed(table: Table, change: Callable[[Node | None], Node | None]) -> Table:
    return replace(table, rows=[tuple(map(change, row)) for row in table.rows])


def _result_set(graph: Graph, result_set: Node) -> Table | bool:
    """Convert a result in the vocabulary of the Data Access Working Group."""
    truth = graph.value(result_set, RS.boolean)
    if truth is not None:
        return str(truth) == "true"
    variables = sorted(str(name) for name in graph.objects(result_set, RS.resultVariable))
    solutions = list(graph.objects(result_set, RS.solution))
    indexes = {solution: graph.value(solution, RS["index"]) for solution in solutions}
    ordered = bool(solutions) and None not in indexes.values()
    if ordered:
        solutions.sort(key=lambda solution: int(str(indexes[solution])))
    rows = []
    for solution in solutions:
        cells = {
            str(graph.value(binding, RS.variable)): graph.value(binding, RS.value)
            for binding in graph.objects(solution, RS.binding)
        }
        rows.append(tuple(map(cells.get, variables)))
    return Table(tuple(variables), rows, ordered)


def _by_rdflib(data: bytes, syntax: str) -> Table | bool:
    result = Result.parse(io.BytesIO(data), format=syntax)
    if result.type == "ASK":
        return bool(result.askAnswer)
    variables = sorted(result.vars or [])
    rows = [tuple(_simple(row.get(variable)) for variable in variables) for row in result.bindings]
    return Table(tuple(map(str, variables)), rows)


def _from_csv(data: bytes) -> Table | bool:
    text = data.decode()
    if text in {"true", "false"}:
        return text == "true"
    lines = [line or [""] for line in csv.reader(io.StringIO(text, newline=""))]
    cells = ((BNode(cell) if cell.startswith("_:") else Literal(cell) for cell in line) for line in lines[1:])
    return _arranged(lines[0], cells, lossy=True)


def _from_tsv(data: bytes) -> Table | bool:
    text = data.decode()
    if text in {"true", "false"}:
        return text == "true"
    lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    return _arranged([name.removeprefix("?") for name in lines[0]], (map(_cell, line) for line in lines[1:]))


def _arranged(names: list[str], lines: Iterable[Iterable[Node | None]], lossy: bool = False) -> Table:
    names = [] if names == [""] else names
    variables = tuple(sorted(names))
    rows = []
    for line in lines:
        cells = dict(zip(names, line, strict=bool(names)))
        rows.append(tuple(cells[variable] for variable in variables))
    return Table(variables, rows, lossy=lossy)


_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^<([^<>]*)>)?')
_SHORT: Final = (
    (re.compile(r"true|false"), XSD.boolean),
    (re.compile(r"[+-]?\d+"), XSD.integer),
    (re.compile(r"[+-]?\d*\.\d+"), XSD.decimal),
    (re.compile(r"[+-]?(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+"), XSD.double),
)
"""The unquoted literals of Turtle and TSV (SPARQL 1.1 Query Results CSV and TSV Formats, section 4.2)."""


def _cell(text: str) -> Node | None:
    """Parse a term in a cell of TSV.

    :raises ValueError: it is not a term.
    """
    if not text:
        return None
    if text.startswith("<") and text.endswith(">"):
        return URIRef(unquote(text[1:-1]))
    if text.startswith("_:"):
        return BNode(text)
    if quoted := _QUOTED.fullmatch(text):
        datatype = URIRef(quoted[3]) if quoted[3] else None
        return _simple(Literal(unquote(quoted[1]), lang=quoted[2], datatype=datatype))
    for pattern, datatype in _SHORT:
        if pattern.fullmatch(text):
            return Literal(text, datatype=datatype)
    raise ValueError(f"{text} is no term")


def _graph_reader(syntax: str) -> Callable[[bytes], Answer]:
    return lambda data: _graph(Graph().parse(data=data, format=syntax))


def _dataset_reader(syntax: str) -> Callable[[bytes], Answer]:
    def read(data: bytes) -> Answer:
        dataset = Dataset()
        dataset.parse(data=data, format=syntax)
        if len(dataset) > len(dataset.default_graph):
            raise ValueError("a triple is in a named graph")
        return _graph(dataset.default_graph)

    return read


READERS: Final[dict[str, Callable[[bytes], Answer]]] = {
    "json": partial(_by_rdflib, syntax="json"),
    "xml": partial(_by_rdflib, syntax="xml"),
    "csv": _from_csv,
    "tsv": _from_tsv,
    "turtle": _graph_reader("turtle"),
    "ntriples": _graph_reader("nt"),
    "rdfxml": _graph_reader("xml"),
    "jsonld": _graph_reader("json-ld"),
    "trig": _dataset_reader("trig"),
    "nquads": _dataset_reader("nquads"),
}
"""The parser of each format of the service, by its short name."""


def _simple(term: Node | None) -> Node | None:
    """Drop the datatype of strings: a simple literal has the datatype xsd:string (RDF 1.1 Concepts, section 3.3)."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def _graph(triples: Iterable[tuple[Node, Node, Node]], change: Callable[[Node | None], Node | None] = _simple) -> Graph:
    graph = Graph()
    for subject, predicate, value in triples:
        changed = change(value)
        assert changed is not None
        graph.add((subject, predicate, changed))
    return graph


_INTEGERS: Final = {
    XSD[name]
    for name in (
        "integer long int short byte unsignedLong unsignedInt unsignedShort unsignedByte "
        "positiveInteger negativeInteger nonPositiveInteger nonNegativeInteger"
    ).split()
}
_CANONICAL: Final[dict[URIRef, Callable[[str], str]]] = {
    **dict.fromkeys(_INTEGERS, lambda text: str(int(text))),
    XSD.decimal: lambda text: str(Decimal(text).normalize()),
    XSD.double: lambda text: repr(float(text)),
    XSD.float: lambda text: repr(float(text)),
    XSD.boolean: lambda text: {"1": "true", "0": "false"}.get(text, text),
    **dict.fromkeys((XSD.dateTime, XSD.date, XSD.time), lambda text: re.sub(r"[+-]00:00$", "Z", text)),
}


def _by_value(term: Node | None) -> Node | None:
    """Return the term, with numbers, booleans and time zones in a canonical form."""
    if not isinstance(term, Literal) or term.datatype not in _CANONICAL:
        return term
    try:
        text = _CANONICAL[term.datatype](str(term))
    except (ValueError, InvalidOperation):
        return term
    return Literal(text, datatype=XSD.integer if term.datatype in _INTEGERS else term.datatype)


def _by_look(term: Node | None) -> Node | None:
    """Return a cell of CSV, with numbers in a canonical form: CSV has no datatypes, so any number is converted."""
    try:
        return Literal(repr(float(str(term))))
    except ValueError:
        return term


def _table_by_value(table: Table, lossy: bool) -> Table:
    table = _changed(table, _by_value)
    return _changed(as_csv(table), _by_look) if lossy else table


def _same_tables(ours: Table, expected: Table, lax: bool) -> bool:
    if ours.variables != expected.variables:
        return False
    if lax:
        # Rows with blank nodes would need an isomorphism; the lax tests have none.
        mine, theirs = Counter(ours.rows), Counter(expected.rows)
        return mine.keys() == theirs.keys() and mine <= theirs
    return len(ours.rows) == len(expected.rows) and _isomorphic(ours.rows, expected.rows, expected.ordered)


_Pairs = frozenset[tuple[Node | None, Node | None]]


def _isomorphic(ours: Sequence[Row], expected: Sequence[Row], ordered: bool) -> bool:
    """Return whether a bijection between the blank nodes makes the rows equal.

    :param ordered: the order of the rows is significant.
    """
    mine, theirs = list(map(_outline, ours)), list(map(_outline, expected))
    if mine != theirs if ordered else Counter(mine) != Counter(theirs):
        return False
    places: dict[Row, list[int]] = {}
    for place, outline in enumerate(theirs):
        places.setdefault(outline, []).append(place)
    # Rows without blank nodes are already compared.
    left = [place for place, outline in enumerate(mine) if _BLANK in outline]

    def extend(step: int, pairs: _Pairs, used: frozenset[int]) -> bool:
        if step == len(left):
            return True
        at = left[step]
        for place in [at] if ordered else places[mine[at]]:
            more = None if place in used else _joined(ours[at], expected[place], pairs)
            if more is not None and extend(step + 1, more, used | {place}):
                return True
        return False

    return extend(0, frozenset(), frozenset())


_BLANK: Final = BNode("blank")


def _outline(row: Row) -> Row:
    """Return the row with every blank node replaced by the same one."""
    return tuple(_BLANK if isinstance(cell, BNode) else cell for cell in row)


def _joined(row: Row, other: Row, pairs: _Pairs) -> _Pairs | None:
    """Extend the mapping by the rows' pairs of blank nodes; return ``None`` if it is then not one to one."""
    more = pairs | {pair for pair in zip(row, other, strict=True) if isinstance(pair[0], BNode)}
    one_to_one = len({left for left, _ in more}) == len(more) == len({right for _, right in more})
    return more if one_to_one else None
