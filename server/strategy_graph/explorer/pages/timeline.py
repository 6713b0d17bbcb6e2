"""The page ``/explore/timeline``: what was planned, what happened later, and what nothing is known of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.days import by_day, counts_by
from strategy_graph.explorer.links import named
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import timeline as picture
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.named_queries.result_table import Cell, Row
from strategy_graph.text import counted

QUERY: Final = "milestones-in-order"
DUE: Final = "due-and-unconfirmed"
LATER: Final = ("later", "expected-later")
"""The statuses of what later sources tell; the others are as the plan saw it."""


@dataclass(frozen=True)
class Milestone:
    """A milestone with its date, if it has one.

    :ivar later: whether it was learned after the plan.
    :ivar unconfirmed: whether it was due and nothing tells whether it happened.
    :ivar days: the first and the last day that the date allows.
    :ivar became: what later became of it.
    """

    name: Cell
    of: Cell | None
    status: Cell | None
    when: str
    note: Cell | None
    became: Cell | None
    later: bool
    unconfirmed: bool
    days: tuple[datetime.date, datetime.date] | None


@dataclass(frozen=True)
class TimelinePage:
    """The milestones in order of time.

    :ivar by: the day up to which what was due is counted, as ``by 31 December 2023``.
    :ivar due_values: the parameters with which the query counts so.
    """

    milestones: list[Milestone]
    by: str
    due_values: Mapping[str, str]

    @property
    def unconfirmed(self) -> int:
        return sum(milestone.unconfirmed for milestone in self.milestones)

    @property
    def dated(self) -> list[Milestone]:
        return [milestone for milestone in self.milestones if milestone.days]

    @property
    def undated(self) -> list[Milestone]:
        return [milestone for milestone in self.milestones if not milestone.days]

    @property
    def sentence(self) -> Sentence:
        later = sum(milestone.later for milestone in self.milestones)
        number = len(self.milestones)
        return (
            f"{counted(number, 'milestone')}: {number - later} as the plan saw them, {later} from later sources; "
            f"{len(self.undated)} have no date. Of {self.unconfirmed} that were {self.due}, nothing tells whether "
            "they happened.",
        )

    @property
    def due(self) -> str:
        return f"due {self.by}".strip()

    @property
    def drawing(self) -> Markup:
        return _draw(self, file=False)


def read(queries: PageQueries, values: Mapping[str, str]) -> TimelinePage:
    """Ask the queries of the page."""
    later = {key for status in LATER for key in map(_key, queries.ask(QUERY, status=status).rows)}
    rows: dict[str, Row] = {}
    for row in queries.ask(QUERY).rows:
        rows.setdefault(_key(row), row)
    unconfirmed = {_key(row) for row in queries.ask(DUE).rows}
    milestones = [_milestone(row, key in later, key in unconfirmed) for key, row in rows.items()]
    query = queries.catalogue[DUE]
    return TimelinePage(milestones, by_day(query), counts_by(query))


def draw(page: TimelinePage) -> Markup:
    """Return the timeline as an SVG file."""
    return _draw(page, file=True)


def _draw(page: TimelinePage, *, file: bool) -> Markup:
    bands = [
        picture.Band("As the plan saw it", 1, [*_events(page.dated, later=False)]),
        picture.Band("What later sources tell", 2, [*_events(page.dated, later=True)]),
    ]
    return picture.draw("Milestones in order of time", plain_text(page.sentence), bands, due=page.due, file=file)


def _events(milestones: Sequence[Milestone], *, later: bool) -> Iterable[picture.Event]:
    for milestone in milestones:
        if milestone.later == later and milestone.days:
            yield picture.Event(
                milestone.name.text,
                milestone.of.text if milestone.of else "",
                milestone.name.address,
                *milestone.days,
                milestone.when,
                open=milestone.unconfirmed,
            )


def _milestone(row: Row, later: bool, unconfirmed: bool) -> Milestone:
    days = (_day(row["earliest"]), _day(row["latest"]))
    when = row["when"] or row["date"] or row["dateNote"]
    return Milestone(
        name=named(row, "milestone", "name"),
        of=row["of"],
        status=row["status"],
        when=when.text if when else "",
        note=row["dateNote"] if row["when"] else None,
        became=row["became"],
        later=later,
        unconfirmed=unconfirmed,
        days=(days[0], days[1]) if days[0] and days[1] else None,
    )


def _day(cell: Cell | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(cell.text[:10]) if cell else None
    except ValueError:
        return None  # a year before 1 or after 9999


def _key(row: Row) -> str:
    cell = row["milestone"]
    return (cell.iri if cell else None) or ""


PAGE: Final = Page(
    name="timeline",
    title="What was planned, and what happened?",
    answers="Milestones on a line of time: as the plan saw them, and as later sources tell.",
    query=QUERY,
    filters=(),
    read=read,
    draw=draw,
)
