"""The page ``/explore/matrix``: every link from an initiative to an outcome at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import OWN_WORDS, Link, Outcome, by_initiative, read_links, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.paging import Paging, paging
from strategy_graph.explorer.pictures import matrix as picture
from strategy_graph.explorer.sentence import Sentence, names_in_words, plain_text
from strategy_graph.explorer.theme_marks import mark_of, theme_in_words
from strategy_graph.named_queries.parameters import ANY, ParameterError
from strategy_graph.named_queries.resource_lookup import parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import counted

QUERY: Final = "initiative-outcome-matrix"
DEFAULTS: Final = {"prospective": "exclude"}
"""As on the front page, so that the numbers of both agree; the query itself counts every link."""

ROWS: Final = 50
"""The number of initiatives on a page."""

MAX_COLUMNS: Final = 60
"""The most outcomes of which every page has a column; of more, it has those that its own initiatives feed."""

ROWS_OF_MANY_COLUMNS: Final = 20
"""The number of initiatives on such a page."""

MAX_LISTED: Final = 150
"""The most links of which the page gives the grounds; more can be taken away as rows."""

MAX_UNFED: Final = 60
"""The most outcomes without an initiative that are named."""

ORDERS: Final = {"outcomes": "by the number of outcomes", "plan": "in the order of the plan", "name": "by name"}


@dataclass(frozen=True)
class MatrixPage:
    """The links, by initiative for the picture and by outcome for the table.

    :ivar by_outcome: the outcomes that have links, each with these.
    :ivar unfed: the outcomes to which none of the links leads.
    :ivar links: the number of all links, on this page of the picture and on the others.
    :ivar prospective: whether links of initiatives without resources are counted.
    :ivar left_out: the number of those, where they are not.
    """

    rows: list[tuple[Cell, list[Link]]]
    by_outcome: list[tuple[Outcome, list[Link]]]
    links: int
    own_words: int
    initiatives: int
    order: str
    paging: Paging
    prospective: str
    left_out: int
    unfed: list[Cell]
    basis: str

    @property
    def columns(self) -> list[tuple[Outcome, list[Link]]]:
        """The outcomes that the picture and the list below it have, each with all of its links."""
        if len(self.by_outcome) <= MAX_COLUMNS:
            return self.by_outcome
        fed = {link.outcome.name.iri for _, links in self.rows for link in links}
        return [(outcome, links) for outcome, links in self.by_outcome if outcome.name.iri in fed]

    @property
    def lanes(self) -> list[tuple[int, str, str]]:
        """The colour, the letter and the name of each theme of the outcomes, in their order."""
        found = ((*mark_of(outcome), theme_in_words(outcome)) for outcome, _ in self.columns)
        return [*dict.fromkeys(found)]

    @property
    def orders(self) -> Mapping[str, str]:
        return ORDERS

    @property
    def sentence(self) -> Sentence:
        return (
            f"{counted(self.initiatives, 'initiative')} feed {counted(len(self.by_outcome), 'outcome')} by "
            f"{counted(self.links, 'link')}: {self.own_words} in the plan’s own words, "
            f"{self.links - self.own_words} by our reading.{self._without_resources}",
        )

    @property
    def _without_resources(self) -> str:
        if self.prospective == "only":
            return " Only initiatives without resources are counted."
        if self.prospective == "include":
            return " Initiatives without resources are counted too."
        if not self.left_out:
            return ""
        return f" {counted(self.left_out, 'link')} of initiatives without resources {_are(self.left_out)} left out."

    @property
    def without_initiative(self) -> Sentence:
        """Which outcomes have no link; nothing if each has one."""
        if not self.unfed:
            return ()
        named = self.unfed[:MAX_UNFED]
        more = len(self.unfed) - len(named)
        names = names_in_words([*named, Cell(f"{more:,} more")] if more else named, "or")
        start = {
            ANY: "No initiative feeds ",
            OWN_WORDS: "In the plan’s own words no initiative feeds ",
        }.get(self.basis, "By links on this basis alone no initiative feeds ")
        return (start, *names, ", even with our readings counted." if self.basis == ANY else ".")

    @property
    def listed(self) -> int:
        """The most links of an outcome that are listed below the picture, with their grounds."""
        if self.links <= MAX_LISTED:
            return MAX_LISTED
        return max(1, MAX_LISTED // len(self.columns))

    @property
    def drawing(self) -> Markup:
        return _draw(self, file=False)


def read(queries: PageQueries, values: Mapping[str, str]) -> MatrixPage:
    """Ask the queries of the page.

    :raises ParameterError: there is no such order, or no such page.
    """
    order = values.get("order", "outcomes")
    if order not in ORDERS:
        raise ParameterError(f"the parameter order does not take '{order}'", hint=f"Give one of {', '.join(ORDERS)}")
    _, outcomes = read_outcomes(queries)
    prospective = values.get("prospective", DEFAULTS["prospective"])
    pairs = _pairs(read_links(queries, outcomes, prospective=prospective))
    left_out = _pairs(read_links(queries, outcomes, prospective="only")) if prospective == "exclude" else {}
    rows = _ordered(by_initiative(pairs.values()), order)
    fed: dict[str, list[Link]] = {iri: [] for iri in outcomes}
    for link in pairs.values():
        fed[link.outcome.name.iri or ""].append(link)
    by_outcome = [(outcomes[iri], group) for iri, group in fed.items() if group]
    shown = paging(values, len(rows), ROWS if len(by_outcome) <= MAX_COLUMNS else ROWS_OF_MANY_COLUMNS)
    return MatrixPage(
        rows=[(group[0].initiative, group) for group in rows[shown.start : shown.end]],
        by_outcome=by_outcome,
        links=len(pairs),
        own_words=sum(link.own_words for link in pairs.values()),
        initiatives=len(rows),
        order=order,
        paging=shown,
        prospective=prospective,
        left_out=len(left_out),
        unfed=[outcomes[iri].name for iri, group in fed.items() if not group],
        basis=values.get("basis", ANY),
    )


def draw(page: MatrixPage) -> Markup:
    """Return the matrix as an SVG file."""
    return _draw(page, file=True)


def _pairs(links: Sequence[Link]) -> dict[tuple[str | None, str | None], Link]:
    """Return one link for each initiative and outcome."""
    return {(link.initiative.iri, link.outcome.name.iri): link for link in links}


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _draw(page: MatrixPage, *, file: bool) -> Markup:
    heads = [_head(outcome, len(links)) for outcome, links in page.columns]
    columns = {outcome.name.iri: index for index, (outcome, _) in enumerate(page.columns)}
    rows = [
        picture.MatrixRow(
            initiative.text,
            initiative.address,
            parameter_value(initiative.iri or "", "initiative"),
            {columns[link.outcome.name.iri]: _mark(link) for link in links},
        )
        for initiative, links in page.rows
    ]
    return picture.draw("Initiatives and outcomes", plain_text(page.sentence), heads, rows, file=file)


def _head(outcome: Outcome, total: int) -> picture.Head:
    series, letter = mark_of(outcome)
    return picture.Head(outcome.name.text, outcome.name.address, series, letter, theme_in_words(outcome), total)


def _mark(link: Link) -> picture.Mark:
    title = f"{link.initiative.text}: {link.outcome.name.text} ({link.basis.text})"
    return picture.Mark(link.own_words, link.claim.address if link.claim else None, title)


def _ordered(groups: Mapping[str, list[Link]], order: str) -> Sequence[list[Link]]:
    rows = [*groups.values()]
    if order == "outcomes":
        return sorted(rows, key=lambda links: -len(links))
    return rows if order == "plan" else sorted(rows, key=lambda links: links[0].initiative.text.casefold())


PAGE: Final = Page(
    name="matrix",
    title="Every link at once",
    answers="A grid of initiatives and outcomes, with the basis of each link and totals on both edges.",
    query=QUERY,
    filters=("basis", "prospective"),
    defaults=DEFAULTS,
    options=("order", "page"),
    read=read,
    draw=draw,
)
