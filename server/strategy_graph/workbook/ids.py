"""Gives each record its IRI: by its id, or by an id made from its name or from what it links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from pyoxigraph import NamedNode

from strategy_graph.workbook.columns import ID, Value
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.names import SLUG, slug
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.table import Record
from strategy_graph.workbook.values import BadValue

_NAMING = frozenset({"name", "other names", "title", "code", "plain name", "heading"})


class Ids:
    """Assigns IRIs, and adds the things to the index so that cells can refer to them."""

    def __init__(self, index: Index, problems: list[Problem]) -> None:
        self._index = index
        self._problems = problems
        self._rows: dict[str, Record] = {}

    def assign(self, records: list[Record]) -> list[tuple[NamedNode, Record]]:
        """Return the records with their IRIs, in their order; a record without one is left out and told."""
        found: dict[int, NamedNode] = {}
        for record in _in_dependency_order(records):
            iri = self._iri(record)
            if iri is None:
                continue
            before = self._rows.get(iri)
            if before is not None:
                self._problems.append(
                    record.problem(
                        ID,
                        f"its id {iri.rsplit('/', 1)[-1]!r} is that of row {before.row} too",
                        "Remove one of the rows, or give them different ids",
                    )
                )
                continue
            self._rows[iri] = record
            found[id(record)] = NamedNode(iri)
            self._add_to_index(record, iri)
        return [(found[id(record)], record) for record in records if id(record) in found]

    def _iri(self, record: Record) -> str | None:
        kind = self._kind(record)
        if kind is None:
            return None
        given = record.cell(ID)
        if given is not None:
            name = str(given.value)
            if SLUG.fullmatch(name) or "://" in name:
                return self._index.iri(kind, name)
            advice = f"Write {slug(name)}" if slug(name) else "Write small letters, digits and hyphens"
            self._problems.append(record.problem(ID, f"{name!r} is no id", advice))
            return None
        made = self._made(record)
        if not made:
            names = " and ".join(record.sheet.id_from)
            self._problems.append(
                record.problem(ID, f"no id can be made from {names}", "Write an id: small letters, digits and hyphens")
            )
            return None
        return self._index.iri(kind, made)

    def _kind(self, record: Record) -> str | None:
        if not record.sheet.kind_column:
            return record.sheet.kind
        cell = record.cell(record.sheet.kind_column)
        if cell is None:
            column = record.sheet.by_header[record.sheet.kind_column]
            self._problems.append(record.problem(column.header, "it is missing", column.help))
            return None
        return slug(str(cell.value))

    def _made(self, record: Record) -> str:
        parts = [record.sheet.id_prefix] if record.sheet.id_prefix else []
        for name in record.sheet.id_from:
            column = record.sheet.by_header[name]
            if column.has_language:
                texts = sorted(record.texts(name), key=lambda item: (item[0].language != "en", item[0].language))
                made = (slug(str(cell.value)) for _, cell in texts)
                # Of several languages the first that gives an id; of several columns with text the first only.
                text = next((part for part in made if part), "")
                if text:
                    parts.append(text)
                    break
                continue
            cell = record.cell(name)
            if cell is None:
                only = self._index.the_only(column.kinds[0]) if column.default else None
                parts.append(only.rsplit("/", 1)[-1] if only else "")
                continue
            value = str(cell.value)
            if column.value is Value.REFERENCE:
                # What is wrong with it is told when the cell itself is read.
                with suppress(BadValue):
                    value = self._index.refer(value, column).value.rsplit("/", 1)[-1]
            parts.append(slug(value))
        return "-".join(part for part in parts if part)

    def _add_to_index(self, record: Record, iri: str) -> None:
        names = [str(cell.value) for header, cell in record.cells.items() if header.name in _NAMING]
        lines = [line for name in names for line in name.split("\n")]
        if record.sheet.kind_column:
            self._index.add_entry(self._kind(record) or "", iri, lines)
            return
        self._index.add(record.sheet.kind, iri, lines)
        source = record.cell("source")
        if record.sheet.title == "Sections" and source is not None:
            with suppress(BadValue):
                column = record.sheet.by_header["source"]
                self._index.source_of[iri] = self._index.refer(str(source.value), column)


def _in_dependency_order(records: Iterable[Record]) -> Iterator[Record]:
    """Yield first what needs no reference for its id, then sections, then the rest."""

    def rank(record: Record) -> int:
        sheet = record.sheet
        references = any(sheet.by_header[name].value is Value.REFERENCE for name in sheet.id_from)
        return (not sheet.kind_column) + references + (sheet.kind in ("evidence", "claim"))

    return iter(sorted(records, key=rank))
