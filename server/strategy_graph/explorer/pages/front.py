"""The front page: which initiatives feed multiple outcomes, with the grounds of each link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_href
from strategy_graph.explorer.doubts import read_doubts
from strategy_graph.explorer.filters import filter_name
from strategy_graph.explorer.links import (
    OWN_WORDS,
    Link,
    Outcome,
    Theme,
    by_initiative,
    named,
    read_links,
    read_outcomes,
)
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pages.themes import QUERY as COMBINATIONS
from strategy_graph.explorer.pages.themes import read_combinations
from strategy_graph.explorer.paging import Paging, paging
from strategy_graph.explorer.pictures import ranked
from strategy_graph.explorer.pictures.themes import Combination
from strategy_graph.explorer.scope import read_scope
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY, parameter_value
from strategy_graph.named_queries.result_table import Cell, Row
from strategy_graph.text import counted, listed, plural_list

QUERY: Final = "initiatives-feeding-multiple-outcomes"
FILTERS: Final = ("minimum", "basis", "tier", "theme", "agency", "prospective")
_UNFILTERED: Final = dict.fromkeys(FILTERS, "")
ROWS: Final = 50
"""The largest number of initiatives on a page."""

MAX_LINKS: Final = 100
"""The largest number of links on a page of more than :data:`LEAST_ROWS` initiatives."""

LEAST_ROWS: Final = 10

MAX_GREATER: Final = 3
"""The most greater minima that are offered beside the list."""

SCOPE: Final = (STRATEGY, EDITION)
"""The parameters that say what a page is about."""


@dataclass(frozen=True)
class Headline:
    """How many initiatives feed multiple outcomes: the numbers of one row of ``multiple-outcomes-headline``."""

    initiatives: int
    own_words: int
    with_readings: int
    tiers: str

    @property
    def tiers_in_words(self) -> str:
        return plural_list(self.tiers) if self.tiers else "initiatives"


@dataclass(frozen=True)
class Figure:
    """A number of a whole, and the address of the picture that shows what it counts."""

    number: int
    whole: int
    text: str
    href: str


@dataclass(frozen=True)
class Entry:
    """An initiative of the ranked list.

    :ivar slug: names it in addresses.
    :ivar lanes: its links by lane.
    :ivar around: the address of the page with it in the middle.
    :ivar what_if: the address of the page that shows what is left without it.
    :ivar compare: the address of the page that compares it with another.
    """

    initiative: Cell
    slug: str
    tier: Cell
    outcomes: int
    own_words: int
    lanes: Sequence[Sequence[Link]]
    around: str
    what_if: str
    compare: str

    @property
    def links(self) -> list[Link]:
        return [link for lane in self.lanes for link in lane]


@dataclass(frozen=True)
class FrontPage:
    """What the front page shows.

    :ivar bases: the number of links of each basis in the whole plan, whatever the filters.
    :ivar greater: greater minima, each of which makes the list shorter.
    :ivar theme: the theme whose outcomes alone are counted, if one is chosen.
    :ivar doubts: the reasons to check a link, by the IRI of its claim.
    :ivar combined_by: the names of the filters that the combinations of themes follow.
    """

    minimum: int
    with_resources: Headline | None
    without_resources: Headline | None
    figures: list[Figure]
    bases: Mapping[str, int]
    greater: list[int]
    lanes: list[ranked.Lane]
    themes: list[Theme]
    theme: Theme | None
    entries: list[Entry]
    doubts: Mapping[str, Sequence[str]]
    paging: Paging
    combinations: list[tuple[Combination, Markup]]
    combined_by: list[str]
    notes: list[Row]

    @property
    def headline(self) -> str:
        """The answer in one sentence, in the plan's own words first."""
        row = self.with_resources
        if row is None:
            return "Which initiatives feed multiple outcomes?"
        return (
            f"{row.own_words} of the {row.initiatives} {row.tiers_in_words} feed {self.so_many} in the plan’s own words"
        )

    @property
    def so_many(self) -> str:
        return "more than one outcome" if self.minimum == 2 else f"at least {counted(self.minimum, 'outcome')}"

    @property
    def combined(self) -> str:
        """What the combinations of themes count, in words."""
        number = sum(combination.initiatives for combination, _ in self.combinations)
        by = f"only {listed(self.combined_by, 'and')} change" if self.combined_by else "none changes"
        return f"{counted(number, 'initiative')} with an outcome; of the filters, {by} it."

    @property
    def bases_in_words(self) -> str:
        """How many links of the whole plan have each basis."""
        each = [f"{number} {'is' if number == 1 else 'are'} {basis}" for basis, number in self.bases.items()]
        return f"Of the {counted(sum(self.bases.values()), 'link')} of the plan, {listed(each, 'and')}" if each else ""

    @property
    def caption(self) -> str:
        """What the ranked list shows, in one sentence."""
        of_theme = f" of the theme {self.theme.name.text}" if self.theme else ""
        return f"{counted(self.paging.total, 'initiative')} with at least {counted(self.minimum, 'outcome')}{of_theme}"


def read(queries: PageQueries, values: Mapping[str, str]) -> FrontPage:
    """Ask the queries of the page.

    :param values: the parameters of the page.
    :raises ParameterError: there is no such page.
    """
    theme_list, outcomes = read_outcomes(queries)
    headline = {_text(row, "standing"): _headline(row) for row in queries.ask("multiple-outcomes-headline").rows}
    every = read_links(queries, dict(outcomes), **{**_UNFILTERED, "basis": ANY, "prospective": "exclude"})
    table = queries.ask(QUERY).rows
    minimum = int(values.get("minimum", queries.catalogue[QUERY].parameter("minimum").default))
    numbers = {_number(row, "outcomes") for row in table}
    links = read_links(queries, outcomes, prospective=values.get("prospective", "exclude"))
    pages = paging(values, len(table), _rows_of_a_page(table))
    lanes = _lanes(theme_list, outcomes)
    of_theme = values.get("theme", ANY)
    theme = _theme(theme_list, of_theme)
    shown = by_initiative(link for link in links if of_theme == ANY or theme in link.outcome.themes)
    taken = {parameter.name for parameter in queries.catalogue[COMBINATIONS].parameters}
    return FrontPage(
        minimum=minimum,
        with_resources=headline.get("with resources"),
        without_resources=headline.get("without resources"),
        figures=_figures(queries, every, len(outcomes), values),
        bases=Counter(link.basis.text for link in every),
        greater=[number for number in sorted(numbers) if number > minimum][:MAX_GREATER],
        lanes=lanes,
        themes=theme_list,
        theme=theme,
        entries=[_entry(row, shown, lanes, queries.root, values) for row in table[pages.start : pages.end]],
        doubts=read_doubts(queries),
        paging=pages,
        combinations=read_combinations(queries, theme_list),
        combined_by=[filter_name(name) for name in FILTERS if name in taken],
        notes=_notes(queries, values),
    )


def draw(page: FrontPage) -> Markup:
    """Return the ranked list as an SVG file."""
    rows = [ranked.RankedRow(entry.initiative.text, entry.outcomes, entry.lanes) for entry in page.entries]
    return ranked.draw(page.caption, page.lanes, rows)


def outcome_in(lanes: Sequence[ranked.Lane], outcome: Outcome) -> int:
    """Return the index of the lane in which an outcome belongs."""
    if len(outcome.themes) == 1:
        return next(i for i, lane in enumerate(lanes) if lane.letter == outcome.themes[0].letter)
    title = _SEVERAL.title if outcome.themes else _NONE.title
    return next(i for i, lane in enumerate(lanes) if lane.title == title)


_SEVERAL: Final = ranked.Lane("Several themes", 0, "+")
_NONE: Final = ranked.Lane("No theme", 0, "–")


def _rows_of_a_page(table: Sequence[Row]) -> int:
    """Return the number of rows of each page: the first page, which has the most links, decides."""
    totals = accumulate(_number(row, "outcomes") for row in table[:ROWS])
    return min(ROWS, max(LEAST_ROWS, sum(1 for total in totals if total <= MAX_LINKS)))


def _lanes(theme_list: Sequence[Theme], outcomes: Mapping[str, Outcome]) -> list[ranked.Lane]:
    lanes = [ranked.Lane(theme.name.text, theme.series, theme.letter) for theme in theme_list]
    numbers = {len(outcome.themes) for outcome in outcomes.values()}
    if any(number > 1 for number in numbers):
        lanes.append(_SEVERAL)
    if 0 in numbers or not lanes:
        lanes.append(_NONE)
    return lanes


def _entry(
    row: Row, links: Mapping[str, list[Link]], lanes: Sequence[ranked.Lane], root: str, values: Mapping[str, str]
) -> Entry:
    initiative = named(row, "initiative", "name")
    slug = parameter_value(initiative.iri or "", "initiative")
    # What the other page counts is what this one counts.
    counted_there = {name: values[name] for name in (*SCOPE, "basis", "prospective") if name in values}
    in_lanes: list[list[Link]] = [[] for _ in lanes]
    for link in links.get(initiative.iri or "", []):
        in_lanes[outcome_in(lanes, link.outcome)].append(link)
    return Entry(
        initiative=initiative,
        slug=slug,
        tier=row["tier"] or Cell(""),
        outcomes=_number(row, "outcomes"),
        own_words=_number(row, "ownWords"),
        lanes=in_lanes,
        around=focus_href("initiative", slug, root, **_scope(values)),
        what_if=f"{root}/explore/what-if?{urlencode({**counted_there, 'off': slug})}",
        compare=f"{root}/compare?{urlencode({**_scope(values), 'a': f'initiative/{slug}'}, safe='/')}",
    )


def _theme(themes: Sequence[Theme], value: str) -> Theme | None:
    """Return the theme that a parameter names by its IRI or its last segment."""
    named = (each for each in themes if value in (each.name.iri, parameter_value(each.name.iri or "", "theme")))
    return next(named, None)


def _figures(queries: PageQueries, every: Sequence[Link], outcomes: int, values: Mapping[str, str]) -> list[Figure]:
    """Return the figures of the whole plan: the pages that they lead to are not filtered either.

    :param every: the links of the whole plan.
    :param outcomes: the number of its outcomes.
    """
    scope = _scope(values)
    unmeasured = queries.ask("outcomes-without-a-measure", **_UNFILTERED).rows
    hanging = {
        basis: len(queries.ask("outcomes-hanging-on-one-initiative", **{**_UNFILTERED, "basis": basis}).rows)
        for basis in (OWN_WORDS, ANY)
    }
    # Which of the two numbers the other page shows first is a filter there.
    thin = f"{queries.root}/explore/gaps?{urlencode({'basis': OWN_WORDS, **scope})}#thin"
    asked = f"?{urlencode(scope)}" if scope else ""
    matrix, gaps = f"{queries.root}/explore/matrix{asked}", f"{queries.root}/explore/gaps{asked}"
    own_words = sum(link.own_words for link in every)
    return [
        Figure(own_words, len(every), "links are in the plan’s own words", matrix),
        Figure(len(unmeasured), outcomes, "outcomes have no measure", f"{gaps}#unmeasured"),
        Figure(
            hanging[OWN_WORDS],
            outcomes,
            f"outcomes hang on one initiative in the plan’s own words, {hanging[ANY]} with our readings",
            thin,
        ),
    ]


def _scope(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name] for name in SCOPE if name in values}


def _notes(queries: PageQueries, values: Mapping[str, str]) -> list[Row]:
    """Return the notes, without those on an edition that is not shown and those on how the claims were made."""
    apart = {edition.name.iri for edition in read_scope(queries, values).editions if not edition.shown}
    rows = queries.ask("notes-on-the-plan").rows
    return [row for row in rows if row["kind"] is None and ((of := row["of"]) is None or of.iri not in apart)]


def _headline(row: Row) -> Headline:
    return Headline(
        _number(row, "initiatives"), _number(row, "ownWords"), _number(row, "withReadings"), _text(row, "tierNames")
    )


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    return cell.text if cell else ""


def _number(row: Row, column: str) -> int:
    return int(_text(row, column) or 0)


PAGE: Final = Page(
    name="initiatives",
    title="Which initiatives feed multiple outcomes?",
    answers="The initiatives by the number of outcomes that they feed, with the words that each link rests on.",
    query=QUERY,
    filters=FILTERS,
    read=read,
    draw=draw,
    options=("page",),
)
