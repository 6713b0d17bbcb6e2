"""Turns triples into records, the inverse of :mod:`to_graph`; a triple that fits no column becomes a generic row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.workbook.columns import ID, Column, Value
from strategy_graph.workbook.names import SLUG
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.sheets import BY_CLASS, SHEETS
from strategy_graph.workbook.table import Cell, Header, OtherTriple, Record, Scalar, Tables
from strategy_graph.workbook.terms import CLASS_IRIS, term
from strategy_graph.workbook.values import as_text, cell_value

_TYPE = term("rdf:type")
_NESTED = {
    Value.PHRASE: (term("oa:TextQuoteSelector"), (term("oa:exact"),)),
    Value.IDENTIFIER: (term("schema:PropertyValue"), (term("schema:propertyID"), term("schema:value"))),
}
"""The class and properties of the blank node that a cell stands for."""

_SEPARATOR = {Value.REFERENCE: "; "}


def from_graph(triples: Iterable[Triple], index: Index) -> Tables:
    """Return the records of the triples, in the order of the sheets, then by order or id."""
    return _Reader(triples, index).tables()


class _Reader:
    def __init__(self, triples: Iterable[Triple], index: Index) -> None:
        self._index = index
        self._left: dict[object, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in sorted(set(triples), key=str):
            self._left[triple.subject][triple.predicate].append(triple.object)

    def tables(self) -> Tables:
        records = [record for subject in list(self._left) if (record := self._record(subject))]
        ranks = {sheet.title: number for number, sheet in enumerate(SHEETS)}
        records.sort(key=lambda record: (ranks[record.sheet.title], *_place(record)))
        labels: dict[object, str] = {}
        others = [
            OtherTriple(0, _written(subject, labels), str(predicate), _written(value, labels))
            for subject, properties in self._left.items()
            for predicate, values in properties.items()
            for value in values
        ]
        return Tables(records, sorted(others, key=lambda other: (other.subject, other.predicate, other.object)))

    def _record(self, subject: object) -> Record | None:
        if not isinstance(subject, NamedNode):
            return None
        properties = self._left[subject]
        classes = [value for value in properties[_TYPE] if isinstance(value, NamedNode) and value.value in CLASS_IRIS]
        if not classes:
            return None
        sheet = BY_CLASS[CLASS_IRIS[classes[0].value]]
        record = Record(sheet, 0)
        for column in sheet.columns:
            predicate = term(column.term)
            taken = self._take(properties[predicate], column)
            if not taken:
                continue
            for header, cells in taken.items():
                values = [value for value, _ in cells]
                separator = _SEPARATOR.get(column.value, "\n")
                joined: Scalar = values[0]
                if len(values) > 1:
                    joined = separator.join(as_text(value, column) for value in values)
                record.cells[header] = Cell(joined)
                for _, term_ in cells:
                    self._consume(properties[predicate], term_, column)
        kind = sheet.kind or self._kind(record)
        slug = self._index.slug(kind, subject.value)
        if kind is None or not (SLUG.fullmatch(slug) or "://" in slug):
            slug = subject.value
        record.cells = {Header(ID): Cell(slug), **record.cells}
        properties[_TYPE].remove(classes[0])
        return record

    def _kind(self, record: Record) -> str:
        cell = record.cell(record.sheet.kind_column)
        return str(cell.value) if cell else ""

    def _take(self, values: list[object], column: Column) -> dict[Header, list[tuple[Scalar, object]]]:
        """Return the values that fit the column by header; several that a single-valued column cannot hold stay."""
        found: dict[Header, list[tuple[Scalar, object]]] = defaultdict(list)
        for value in values:
            cell = self._cell(value, column)
            if cell is not None:
                language, scalar = cell
                found[Header(column.header, language)].append((scalar, value))
        for cells in found.values():
            # By their text, since blank nodes have no lasting order.
            cells.sort(key=lambda cell: str(cell[0]))
            if not column.many:
                del cells[1:]
        return found

    def _cell(self, value: object, column: Column) -> tuple[str, Scalar] | None:
        if column.value is Value.REFERENCE:
            written = self._index.written(value.value, column.kinds) if isinstance(value, NamedNode) else None
            return ("", written) if written else None
        if column.value is Value.CHOICE:
            entry = self._index.written_entry(value.value, column.scheme) if isinstance(value, NamedNode) else None
            return ("", entry) if entry else None
        if column.value in _NESTED:
            return self._nested(value, column)
        return cell_value(value, column)

    def _nested(self, node: object, column: Column) -> tuple[str, Scalar] | None:
        class_, names = _NESTED[column.value]
        if not isinstance(node, BlankNode):
            return None
        properties = {name: values for name, values in self._left[node].items() if values}
        if properties.get(_TYPE) != [class_] or set(properties) != {_TYPE, *names}:
            return None
        values = [properties[name] for name in names]
        if any(len(value) != 1 or not isinstance(value[0], Literal) for value in values):
            return None
        if column.value is Value.PHRASE:
            return cell_value(values[0][0], column)
        register, identifier = (value[0].value for value in values)  # type: ignore[attr-defined]
        whole = f"{register}: {identifier}"
        return None if set(":\n ") & set(register) or identifier != identifier.strip() else ("", whole)

    def _consume(self, values: list[object], value: object, column: Column) -> None:
        values.remove(value)
        if column.value in _NESTED:
            del self._left[value]


def _place(record: Record) -> tuple[float, str]:
    order = record.cell("order")
    number = order.value if order and isinstance(order.value, int | float) else 0
    whole = next((str(cell.value) for header, cell in record.cells.items() if header.name in ("source",)), "")
    return (number, whole + str(record.cells[Header(ID)].value)) if not whole else (0, f"{whole} {number:09}")


def _written(node: object, labels: dict[object, str]) -> str:
    if isinstance(node, BlankNode):
        return labels.setdefault(node, f"_:b{len(labels) + 1}")
    return str(node)
