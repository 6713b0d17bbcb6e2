"""The page ``/explore/gaps``: what the plan leaves open, and what this graph does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.days import by_day, counts_by
from strategy_graph.explorer.links import OWN_WORDS
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import bars
from strategy_graph.explorer.presentation import DisplayTable, display_table
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.result_table import Row, Table


@dataclass(frozen=True)
class Kind:
    """A kind of gap: the rows of a named query, or some of them.

    :ivar key: its anchor on the page.
    :ivar counts: the column whose different values are counted.
    :ivar whole: the query and the column of what they are counted of, if anything; without a column, the query counts
        initiatives itself.
    :ivar keep: whether a row is a gap.
    :ivar by_links: whether its number depends on the basis of the links that are counted.
    """

    key: str
    title: str
    explains: str
    query: str
    counts: str
    whole: tuple[str, str] | None = None
    keep: Callable[[Row], bool] = lambda row: True
    by_links: bool = False


_STANDING: Final = {"exclude": "with resources", "only": "without resources"}
"""The row of ``multiple-outcomes-headline`` that is counted, by the filter on initiatives without resources."""


def _nothing_behind(row: Row) -> bool:
    cell = row["initiatives"]
    return cell is None or cell.text == "0"


def _without_lead(row: Row) -> bool:
    return row["lead"] is None


KINDS: Final = (
    Kind(
        "unfed",
        "Outcomes without an initiative",
        "No initiative feeds these outcomes.",
        "outcomes-with-feeders",
        "outcome",
        ("outcomes-by-theme", "outcome"),
        _nothing_behind,
        by_links=True,
    ),
    Kind(
        "unmeasured",
        "Outcomes without a measure",
        "No measure of success tracks these outcomes.",
        "outcomes-without-a-measure",
        "outcome",
        ("outcomes-by-theme", "outcome"),
    ),
    Kind(
        "thin",
        "Outcomes that hang on one initiative",
        "If this initiative stopped, nothing in the plan would feed them.",
        "outcomes-hanging-on-one-initiative",
        "outcome",
        ("outcomes-by-theme", "outcome"),
        by_links=True,
    ),
    Kind(
        "measures",
        "Measures without an initiative in the plan’s own words",
        "In the plan’s own words no initiative feeds an outcome that these measures track.",
        "measures-without-an-initiative",
        "measure",
        ("measures-and-initiatives-behind-them", "measure"),
    ),
    Kind(
        "vision",
        "Parts of the vision without an initiative",
        "No initiative feeds an outcome that stands for these parts of the vision.",
        "vision-elements-and-initiatives",
        "element",
        ("vision-elements-and-initiatives", "element"),
        _nothing_behind,
        by_links=True,
    ),
    Kind(
        "readings",
        "Initiatives that count only with our readings",
        "In the plan’s own words they feed fewer outcomes than it takes to count them.",
        "initiatives-hanging-on-a-reading",
        "initiative",
        ("multiple-outcomes-headline", ""),
    ),
    Kind(
        "titles",
        "Links to outcomes whose only words are the title of the initiative",
        "A title counts as the plan’s own words, and says little of what is done.",
        "links-resting-on-a-title",
        "claim",
    ),
    Kind(
        "no-lead-known",
        "Initiatives for which no lead is known at all",
        "No source states a lead, and none follows from what the sources say.",
        "initiatives-without-a-lead",
        "initiative",
        ("multiple-outcomes-by-tier", ""),
        _without_lead,
    ),
    Kind(
        "no-lead",
        "Initiatives for which no source states a lead",
        "Where a lead is shown, it is derived or inferred; where none is, none is known.",
        "initiatives-without-a-lead",
        "initiative",
        ("multiple-outcomes-by-tier", ""),
    ),
    Kind(
        "no-news",
        "Plans without news that were due",
        "Nothing that was read tells whether they happened.",
        "due-and-unconfirmed",
        "milestone",
    ),
    Kind("unknown", "What the sources do not say", "Looked for, and not found.", "what-is-unknown", "note"),
)


_FIRST: Final = ("unmeasured", "no-lead-known")
"""The kinds that the sentence of the page tells."""


@dataclass(frozen=True)
class Gap:
    """A kind of gap with the rows that show it.

    :ivar title: that of the kind, with the day up to which it counts.
    :ivar whole: what ``number`` is counted of; 0 if that is not known.
    :ivar counted_on: what links are counted, where that makes a difference.
    :ivar values: the parameters with which the query counts so.
    """

    kind: Kind
    title: str
    counted_on: str
    number: int
    whole: int
    table: DisplayTable
    values: Mapping[str, str]

    @property
    def title_with_basis(self) -> str:
        """The title, and what links are counted where that makes a difference."""
        return f"{self.title}, {self.counted_on}" if self.counted_on else self.title


@dataclass(frozen=True)
class GapsPage:
    """The gaps, each with its table."""

    gaps: list[Gap]

    @property
    def sentence(self) -> Sentence:
        """The gaps that readers ask for first; if there are none of them, the widest."""
        counted = [gap for gap in self.gaps if gap.whole and gap.number]
        if not counted:
            return ("Nothing is missing that these questions look for.",)
        first = [gap for gap in counted if gap.kind.key in _FIRST]
        told = first or [max(counted, key=lambda gap: gap.number / gap.whole)]
        return (" ".join(f"{gap.title}: {gap.number} of {gap.whole}." for gap in told),)

    @property
    def drawing(self) -> Markup:
        return _draw(self, file=False)


def read(queries: PageQueries, values: Mapping[str, str]) -> GapsPage:
    """Ask the queries of the page."""
    return GapsPage([_gap(kind, queries, values) for kind in KINDS])


def draw(page: GapsPage) -> Markup:
    """Return the numbers as an SVG file."""
    return _draw(page, file=True)


def _gap(kind: Kind, queries: PageQueries, values: Mapping[str, str]) -> Gap:
    query = queries.catalogue[kind.query]
    table = queries.ask(kind.query)
    rows = [row for row in table.rows if kind.keep(row)]
    taken = {parameter.name for parameter in query.parameters}
    return Gap(
        kind,
        f"{kind.title} {by_day(query)}".strip(),
        _counted_on(values.get("basis", query.parameter("basis").default)) if kind.by_links else "",
        len({_iri(row, kind.counts) for row in rows}),
        _whole(kind, queries, values.get("prospective", "exclude")),
        display_table(Table(table.columns, rows), query.columns),
        {**counts_by(query), **{name: value for name, value in values.items() if name in taken}},
    )


def _counted_on(basis: str) -> str:
    if basis == OWN_WORDS:
        return "in the plan’s own words alone"
    return "even with our readings" if basis == ANY else ""


def _whole(kind: Kind, queries: PageQueries, prospective: str) -> int:
    if kind.whole is None:
        return 0
    name, column = kind.whole
    rows = queries.ask(name).rows
    if column:
        return len({_iri(row, column) for row in rows})
    standing = _STANDING.get(prospective)
    counted_rows = [
        row for row in rows if standing is None or (cell := row.get("standing")) is None or cell.text == standing
    ]
    return sum(int(cell.text) for row in counted_rows if (cell := row["initiatives"]))


def _iri(row: Row, column: str) -> str:
    cell = row[column]
    return (cell.iri or cell.text) if cell else ""


def _draw(page: GapsPage, *, file: bool) -> Markup:
    rows = [
        bars.Bar(gap.title_with_basis, gap.number, gap.whole, None if file else f"#{gap.kind.key}") for gap in page.gaps
    ]
    return bars.draw("Gaps", plain_text(page.sentence), rows, file=file)


PAGE: Final = Page(
    name="gaps",
    title="Where are the gaps?",
    answers="Outcomes that nothing feeds or measures, plans without news, links on inference, and what no source says.",
    query="outcomes-without-a-measure",
    filters=("basis", "prospective"),
    # An outcome does not hang on one initiative because of a filter on readings.
    choices={"basis": (ANY, OWN_WORDS)},
    read=read,
    draw=draw,
)
