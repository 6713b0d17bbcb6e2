"""Turns the records of a file into triples, and tells all that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from strategy_graph.workbook.columns import ID, Column, Value
from strategy_graph.workbook.dates import days_of
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.ids import Ids
from strategy_graph.workbook.other_triples import parse_other
from strategy_graph.workbook.passages import Passage, Passages
from strategy_graph.workbook.read import OTHER_TRIPLES, columns_of
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.table import Cell, Header, Record, Tables
from strategy_graph.workbook.terms import term
from strategy_graph.workbook.values import BadValue, as_text, literal, split

Node = NamedNode | BlankNode

_TYPE = term("rdf:type")
_EXACT, _SELECTOR, _QUOTE = term("oa:exact"), term("oa:hasSelector"), term("oa:TextQuoteSelector")
_EVIDENCE, _EVIDENCE_CLASS = term("dsg:hasEvidence"), term("dsg:Evidence")
_SOURCE, _SECTION, _LOCATOR = term("oa:hasSource"), term("dsg:inSection"), term("dsg:locator")
_PASSAGE = frozenset({"source", "section", "phrase", "place"})
_PROPERTY_VALUE = term("schema:PropertyValue")
_PROPERTY_ID, _VALUE = term("schema:propertyID"), term("schema:value")


@dataclass
class Imported:
    """The triples of a file by the title of their sheet, and the records that describe each thing."""

    triples: dict[str, list[Triple]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)

    def add(self, title: str, subject: Node, predicate: NamedNode, value: Node | Literal) -> None:
        self.triples.setdefault(title, []).append(Triple(subject, predicate, value))


def to_graph(tables: Tables, index: Index, problems: list[Problem]) -> Imported:
    """Return the triples of the records.

    :param index: what the folder describes besides; the things of the records are added to it.
    :param problems: what is wrong is appended to it.
    """
    imported, passages = Imported(), Passages()
    subjects = Ids(index, problems).assign(tables.records)
    builder = _Builder(index, problems, imported, passages)
    for subject, record in subjects:
        imported.records[subject.value] = record
        builder.describe(subject, record)
    builder.add_passages()
    for other in tables.others:
        triple = parse_other(other, problems)
        if triple:
            imported.triples.setdefault(OTHER_TRIPLES, []).append(triple)
    return imported


@dataclass
class _Builder:
    index: Index
    problems: list[Problem]
    imported: Imported
    passages: Passages

    def describe(self, subject: NamedNode, record: Record) -> None:
        sheet = record.sheet
        self.imported.add(sheet.title, subject, _TYPE, term(sheet.class_name))
        self._complete_dates(record)
        known = columns_of(sheet)
        inline: dict[str, list[Literal | NamedNode]] = {}
        for header, cell in record.cells.items():
            if header.name == ID:
                continue
            column = known[header.name]
            values = self._values(record, header, cell, column)
            if column.term:
                for value in values:
                    self._add(subject, record, column, value)
            else:
                inline.setdefault(header.name, []).extend(values)
        self._fill_in(subject, record)
        if inline:
            self._rest_on_passage(subject, record, inline)
        if sheet.title == "Evidence":
            self._note_evidence(subject, record)

    def _values(
        self, record: Record, header: Header, cell: Cell, column: Column, *, told: bool = False
    ) -> list[Literal | NamedNode]:
        """Return the values of a cell; what is wrong is told, unless it was before."""
        try:
            text = as_text(cell.value, column)
            if column.value is Value.REFERENCE:
                return list(self._references(text, column))
            if column.value is Value.CHOICE:
                return [self.index.choose(value, column) for value in split(text, column)]
            return [literal(value, column, header.language) for value in split(text, column)]
        except BadValue as error:
            if not told:
                self.problems.append(record.problem(header, error.message, error.advice))
            return []

    def _references(self, text: str, column: Column) -> list[NamedNode]:
        values = []
        for line in split(text, column):
            # A name may hold a semicolon, so the whole line is tried first.
            if column.many and ";" in line and not self.index.find(line, column):
                values += [self.index.refer(part.strip(), column) for part in line.split(";") if part.strip()]
            else:
                values.append(self.index.refer(line, column))
        return values

    def _add(self, subject: NamedNode, record: Record, column: Column, value: Literal | NamedNode) -> None:
        title, predicate = record.sheet.title, term(column.term)
        if column.value is Value.PHRASE:
            node = BlankNode()
            self.imported.add(title, subject, predicate, node)
            self.imported.add(title, node, _TYPE, _QUOTE)
            self.imported.add(title, node, _EXACT, value)
        elif column.value is Value.IDENTIFIER:
            register, _, identifier = value.value.partition(":")
            node = BlankNode()
            self.imported.add(title, subject, predicate, node)
            self.imported.add(title, node, _TYPE, _PROPERTY_VALUE)
            self.imported.add(title, node, _PROPERTY_ID, Literal(register))
            self.imported.add(title, node, _VALUE, Literal(identifier.strip()))
        else:
            self.imported.add(title, subject, predicate, value)

    def _fill_in(self, subject: NamedNode, record: Record) -> None:
        """Tell what is missing, and add what an empty cell stands for."""
        filled = {header.name for header in record.cells}
        for column in record.sheet.columns:
            if column.header in filled:
                continue
            only = self.index.the_only(column.kinds[0]) if column.default else None
            if only:
                self._add(subject, record, column, NamedNode(only))
            elif column.required:
                self.problems.append(record.problem(column.header, "it is missing", column.help))

    def _complete_dates(self, record: Record) -> None:
        date = record.cell("date")
        if record.sheet.title != "Milestones" or date is None or record.cell("earliest") or record.cell("latest"):
            return
        if days := days_of(str(date.value)):
            for name, day in zip(("earliest", "latest"), days, strict=True):
                record.cells[Header(name)] = Cell(day, date.column)

    def _rest_on_passage(
        self, subject: NamedNode, record: Record, inline: dict[str, list[Literal | NamedNode]]
    ) -> None:
        sections, phrases = inline.get("section", []), inline.get("phrase", [])
        sources = inline.get("source") or [self._source_of(section) for section in sections]
        if len(phrases) > 1:
            message = "one row gives one phrase"
            self.problems.append(record.problem(None, message, "Use rows of the sheet Evidence for several"))
        elif not phrases and "place" not in inline:
            message = "a source without a phrase or a place grounds nothing"
            self.problems.append(record.problem("source", message, "Write the phrase, or the place in words"))
        elif not sources:
            message = "a phrase stands in a source"
            self.problems.append(record.problem("source", message, "Name the source, or the section of it"))
        elif isinstance(sources[0], NamedNode):
            section = sections[0] if sections and isinstance(sections[0], NamedNode) else None
            phrase = phrases[0] if phrases and isinstance(phrases[0], Literal) else None
            place = tuple(value for value in inline.get("place", []) if isinstance(value, Literal))
            self.passages.add_use(subject, Passage(sources[0], section, phrase, place))

    def _source_of(self, section: Literal | NamedNode) -> NamedNode:
        return self.index.source_of.get(section.value, NamedNode(self.index.iri("source", "unknown")))

    def _note_evidence(self, subject: NamedNode, record: Record) -> None:
        """Note the passage that a row of the sheet Evidence describes, so that no other row makes it again."""
        found: dict[str, list[Literal | NamedNode]] = {}
        for header, cell in record.cells.items():
            if header.name in _PASSAGE:
                column = record.sheet.by_header[header.name]
                found.setdefault(header.name, []).extend(self._values(record, header, cell, column, told=True))
        source, section, phrase = (next(iter(found.get(name, [])), None) for name in ("source", "section", "phrase"))
        if isinstance(source, NamedNode) and len(found.get("phrase", [])) < 2:
            passage = Passage(source, section, phrase, tuple(found.get("place", [])))  # type: ignore[arg-type]
            self.passages.known.setdefault(passage, subject)

    def add_passages(self) -> None:
        for passage, node, new in self.passages.named(self.index.base):
            for user in self.passages.users(passage):
                title = self.imported.records[user.value].sheet.title
                self.imported.add(title, user, _EVIDENCE, node)
            if new:
                self._describe_passage(passage, node)

    def _describe_passage(self, passage: Passage, node: NamedNode) -> None:
        add = self.imported.add
        add("Evidence", node, _TYPE, _EVIDENCE_CLASS)
        add("Evidence", node, _SOURCE, passage.source)
        if passage.section:
            add("Evidence", node, _SECTION, passage.section)
        if passage.phrase:
            selector = BlankNode()
            add("Evidence", node, _SELECTOR, selector)
            add("Evidence", selector, _TYPE, _QUOTE)
            add("Evidence", selector, _EXACT, passage.phrase)
        for place in passage.place:
            add("Evidence", node, _LOCATOR, place)
