"""Reads a StratML document into the records that a workbook would have; what has no place in the model is listed."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from strategy_graph.errors import StrategyGraphError
from strategy_graph.stratml.mapping import HOMES, ROOTS
from strategy_graph.stratml.xml_tree import Element, parse_xml
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.names import short_hash, slug
from strategy_graph.workbook.sheets import BY_TITLE
from strategy_graph.workbook.table import Cell, Header, Record, Scalar, Tables

_SOURCE = "stratml"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_SHOWN = 120


class StratmlReader:
    """Reads one document.

    :ivar homeless: a line for each value without a place in the model, with its line and path in the document.
    """

    def __init__(self) -> None:
        self.homeless: list[str] = []
        self._tables = Tables()
        self._language = "en"
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._groups: set[str] = set()

    def read(self, path: Path, language: str, problems: list[Problem]) -> Tables:
        """Return the records of a document.

        :param language: the language of text without ``xml:lang``.
        :raises StrategyGraphError: the file cannot be read, or is no StratML.
        """
        root = parse_xml(path)
        if root.name not in ROOTS:
            names = " or ".join(sorted(ROOTS))
            raise StrategyGraphError(
                f"the root element is {root.name}", where=f"{path}:{root.line}", hint=f"StratML begins with {names}"
            )
        self._language = language
        root.used = True
        core = root.first("StrategicPlanCore") or root
        strategy = self._document(root, core, path)
        for order, value in enumerate(core.all("Value"), 1):
            self._thing(value, order=order, strategy=strategy)
        for order, goal in enumerate(core.all("Goal"), 1):
            self._goal(goal, order, strategy)
        self._list_homeless(root)
        return self._tables

    def _document(self, root: Element, core: Element, path: Path) -> str:
        """Add the strategy, its plan, the organisations and the source; return the id of the strategy."""
        about = root.first("AdministrativeInformation") or Element("", 0, {})
        name, published = root.take("Name") or path.stem, self._date(about, "PublicationDate")
        first, last = self._date(about, "StartDate"), self._date(about, "EndDate")
        strategy = self._id("Strategies", name, root)
        years = "-".join(dict.fromkeys(date[:4] for date in (first, last) if date))
        period = years or published[:4]
        here = {"source": _SOURCE, "place@zxx": _place(root)}
        vision = core.take("Vision", "Description")
        self._record(
            root,
            "Strategies",
            {
                "id": strategy,
                "name": name,
                "language": root.language or self._language,
                "issued": published or first,
                "vision": vision,
                **here,
            },
        )
        notes = "\n".join(filter(None, (root.take("Description"), root.take("OtherInformation"))))
        plan = {"name": f"{name} {period}".strip(), "strategy": strategy, "period": period, "note": notes}
        self._record(root, "Plans", {"id": slug(period) or strategy, "issued": published or first, **plan, **here})
        publishers = []
        for element in core.all("Organization"):
            organisation = self._thing(element)
            publishers.append(element.take("Name"))
            claim = {"governed": f"strategy/{strategy}", "organisation": organisation, "role": "developer"}
            self._record(element, "Governance roles", {**claim, **self._grounds(element)})
            self._stakeholders(element)
        self._source(root, about, path, name, published, publishers)
        return strategy

    def _source(
        self, root: Element, about: Element, path: Path, name: str, published: str, publishers: list[str]
    ) -> None:
        page = about.take("Source")
        if page and not re.fullmatch(r"https?://\S+", page):
            page = ""
            about.first("Source").used = False  # type: ignore[union-attr]
        seen = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        dated: dict[str, Scalar] = {"issued": published} if published else {"date as given": "undated"}
        cells = {"id": _SOURCE, "code": "STRATML", "title": name, "publisher": "; ".join(publishers) or "unknown"}
        form = {"kind": "primary", "seen as": "whole", "seen on": seen, "page": page}
        self._record(root, "Sources", {**cells, **dated, **form})

    def _goal(self, element: Element, order: int, strategy: str) -> None:
        goal = self._thing(element, order=order, strategy=strategy, code=str(order))
        self._stakeholders(element)
        for number, objective in enumerate(element.all("Objective"), 1):
            outcome = self._thing(objective, order=self._next("outcome"), strategy=strategy, origin="stated")
            self._record(objective, "Goal alignments", {"outcome": outcome, "goal": goal, **self._grounds(objective)})
            self._stakeholders(objective)
            for count, indicator in enumerate(objective.all("PerformanceIndicator"), 1):
                self._indicator(indicator, f"{order}.{number}.{count}", outcome, strategy)

    def _indicator(self, element: Element, code: str, outcome: str, strategy: str) -> None:
        cells: dict[str, Scalar] = {}
        results = [result for instance in element.all("MeasurementInstance") for result in instance.all("TargetResult")]
        # A measure of ours has one target; earlier ones are listed.
        latest = max(results, key=lambda result: _text(result.first("EndDate")), default=None)
        if latest is not None:
            number = _text(latest.first("NumberOfUnits")).replace(",", "")
            if _NUMBER.fullmatch(number):
                cells["target value"] = number
                latest.take("NumberOfUnits")
            if end := self._date(latest, "EndDate"):
                cells["target year"] = end[:4]
        measure = self._thing(element, order=self._next("measure"), strategy=strategy, code=code, **cells)
        self._record(element, "Progress trackings", {"measure": measure, "outcome": outcome, **self._grounds(element)})

    def _stakeholders(self, element: Element) -> None:
        for stakeholder in element.all("Stakeholder"):
            name = _text(stakeholder.first("Name"))
            if name in self._groups:
                stakeholder.take("Name")
            elif name:
                self._groups.add(name)
                self._thing(stakeholder)

    def _thing(self, element: Element, **more: Scalar) -> str:
        """Add the record of an element by its home, and return its id."""
        home = HOMES[element.name]
        cells: dict[str, Scalar] = dict(more)
        for child, header in home.texts.items():
            text = element.take(child)
            if text:
                cells[header] = f"{cells[header]}\n{text}" if header in cells else text
        for child, header in home.strings.items():
            cells[header] = element.take(child) or cells.get(header, "")
        if "name" not in cells:
            cells["name"] = _text(element.first("Description")) or element.step
        if home.sheet == "Outcomes":
            cells.setdefault("definition", cells["name"])
        cells["id"] = self._id(home.sheet, str(cells.get("code") or cells["name"]), element)
        if BY_TITLE[home.sheet].has_inline_passage:
            cells |= {"source": _SOURCE, "place@zxx": _place(element)}
        sequence = _text(element.first("SequenceIndicator"))
        if sequence and sequence == re.sub(r".*\[(\d+)\]", r"\1", element.step):
            element.take("SequenceIndicator")
        self._record(element, home.sheet, cells)
        return str(cells["id"])

    def _record(self, element: Element, title: str, cells: dict[str, Scalar]) -> None:
        sheet = BY_TITLE[title]
        record = Record(sheet, element.line, sheet_title=element.path)
        for given, value in cells.items():
            name, _, language = given.partition("@")
            column = sheet.by_header.get(name)
            if column and column.has_language and not language:
                language = element.language or self._language
            if value != "":
                record.cells[Header(name, language)] = Cell(value)
        self._tables.records.append(record)

    def _grounds(self, element: Element) -> dict[str, Scalar]:
        return {"basis": "stated", "source": _SOURCE, "place@zxx": _place(element)}

    def _id(self, title: str, name: str, element: Element) -> str:
        made = slug(name) or f"{element.name.lower()}-{short_hash(name)}"
        if made in self._ids[title]:
            made = f"{made}-{short_hash(_text(element.first('Identifier')) or element.path)}"
        self._ids[title].add(made)
        return made

    def _next(self, kind: str) -> int:
        self._ids[f"number of {kind}"].add(str(len(self._ids[f"number of {kind}"]) + 1))
        return len(self._ids[f"number of {kind}"])

    def _date(self, element: Element, name: str) -> str:
        text = _text(element.first(name))
        return element.take(name) if _DATE.fullmatch(text) else ""

    def _list_homeless(self, root: Element) -> None:
        for element in root.walk():
            said = [] if element.used or not element.text else [element.text]
            said += [f"{name}={value}" for name, value in element.attributes.items() if value]
            for value in said:
                shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
                self.homeless.append(f"line {element.line}: {element.path}: {shown}")


def _place(element: Element) -> str:
    """Return an XPath to an element, short since what is below the core occurs only there."""
    return re.sub(r"^/\w+/StrategicPlanCore\[1\]/", "//", element.path)


def _text(element: Element | None) -> str:
    return element.text if element is not None else ""
