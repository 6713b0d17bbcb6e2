"""The page ``/explore/flow``: from initiatives through outcomes to measures, and where no measure is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_of
from strategy_graph.explorer.flow_lines import KINDS, QUERY, Line, picture_of, read_lines, read_unreached, things
from strategy_graph.explorer.links import Outcome, Theme, named, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import flow as picture
from strategy_graph.explorer.scope import read_scope
from strategy_graph.explorer.sentence import Sentence, names_in_words, plain_text
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import counted, listed

DEFAULTS: Final = {"prospective": "exclude"}

MAX_INITIATIVES: Final = 60
"""Largest number of initiatives in the picture: with more, ribbons can't be told apart."""

MAX_OUTCOMES: Final = 60
"""Largest number of outcomes in the picture."""

MAX_ASKED: Final = 500
"""Largest number of initiatives of which each link is read; of more, the outcomes without a measure alone."""

MAX_ROWS: Final = 200
"""Largest number of rows in the table; the files have all."""


@dataclass(frozen=True)
class FlowPage:
    """What the page shows.

    :ivar unreached: the measures that no initiative leads to; of one theme, they are not asked.
    :ivar drawing: the picture; ``None`` where there is too much for one.
    :ivar lines: the rows of the table; ``every`` says how many there are.
    :ivar hrefs: the focus pages of the things, by IRI.
    """

    initiatives: int
    outcomes: int
    unmeasured: list[Cell]
    unreached: list[Cell]
    flow: picture.Flow | None
    drawing: Markup | None
    lines: list[Line]
    every: int
    hrefs: dict[str, str]
    themes: list[Theme]
    too_large: bool = False

    @property
    def sentence(self) -> Sentence:
        if self.too_large:
            return (
                f"{counted(self.initiatives, 'initiative')} are too many to follow; "
                f"{len(self.unmeasured):,} of {counted(self.outcomes, 'outcome')} have no measure.",
            )
        if not self.every:
            return ("With these filters no initiative feeds an outcome.",)
        gap = len(self.unmeasured)
        return (
            f"{counted(self.initiatives, 'initiative')} feed{'s' if self.initiatives == 1 else ''} "
            f"{counted(self.outcomes, 'outcome')}; {gap} of these {'has' if gap == 1 else 'have'} no measure that "
            f"would show whether {'it is' if gap == 1 else 'they are'} reached.",
            *self._unreached(),
        )

    def _unreached(self) -> Sentence:
        if not self.unreached:
            return ()
        none = (
            "No initiative leads to one measure: "
            if len(self.unreached) == 1
            else "No initiative leads to these measures: "
        )
        return (f" {none}", *names_in_words(self.unreached), ".")

    @property
    def description(self) -> str:
        return _description(self.sentence, self.unmeasured)


def read(queries: PageQueries, values: Mapping[str, str]) -> FlowPage:
    """Ask the queries of the page."""
    themes, outcomes = read_outcomes(queries)
    of_all = values.get("theme", ANY) == ANY
    initiatives = sum(int(cell.text) for row in read_scope(queries, values).plans if (cell := row["initiatives"]))
    if of_all and initiatives > MAX_ASKED:
        return _of_many(queries, values, initiatives, outcomes, themes)
    lines = read_lines(queries, values.get("prospective", DEFAULTS["prospective"]))
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    columns = (
        things(line.initiative for line in lines),
        _in_plan(things(line.outcome for line in lines), outcomes),
        things(line.measure for line in lines if line.measure),
    )
    hrefs = {
        iri: focus_of(kind, iri, queries.root, **scope) or ""
        for kind, column in zip(KINDS, columns, strict=True)
        for iri in column
    }
    measured = {line.outcome.iri for line in lines if line.measure}
    unmeasured = [cell for iri, cell in columns[1].items() if iri not in measured]
    flow = None
    if lines and len(columns[0]) <= MAX_INITIATIVES and len(columns[1]) <= MAX_OUTCOMES:
        flow = picture_of(lines, columns, outcomes, hrefs, unmeasured)
    page = FlowPage(
        initiatives=len(columns[0]),
        outcomes=len(columns[1]),
        unmeasured=unmeasured,
        unreached=read_unreached(queries) if of_all else [],
        flow=flow,
        drawing=None,
        lines=lines[:MAX_ROWS],
        every=len(lines),
        hrefs=hrefs,
        themes=themes,
    )
    if flow is None:
        return page
    drawing = picture.draw("Initiatives, outcomes and measures", flow, description=page.description)
    return replace(page, drawing=drawing)


def _of_many(
    queries: PageQueries,
    values: Mapping[str, str],
    initiatives: int,
    outcomes: Mapping[str, Outcome],
    themes: list[Theme],
) -> FlowPage:
    """Return the page of a plan whose lines nobody can follow: the outcomes without a measure, to start from."""
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    gaps = [named(row, "outcome", "name") for row in queries.ask("outcomes-without-a-measure").rows]
    hrefs = {cell.iri or "": focus_of("outcome", cell.iri, queries.root, **scope) or "" for cell in gaps}
    return FlowPage(initiatives, len(outcomes), gaps, [], None, None, [], 0, hrefs, themes, too_large=True)


def draw(page: FlowPage) -> Markup:
    """Return the picture as an SVG file."""
    title = plain_text(page.sentence)
    if page.flow is None and (page.every or page.too_large):
        title += " That is too much for one picture: choose a theme."
    empty = picture.Flow(((), (), ()), (), ())
    return picture.draw(title, page.flow or empty, description=page.description, themes=page.themes, file=True)


def _description(sentence: Sentence, unmeasured: Sequence[Cell]) -> str:
    text = plain_text(sentence)
    if unmeasured:
        text += f" Without a measure: {listed([cell.text for cell in unmeasured], 'and')}."
    return f"{text} The table below the picture has each link."


def _in_plan(found: Mapping[str, Cell], outcomes: Mapping[str, Outcome]) -> dict[str, Cell]:
    """Return the outcomes in the order of the themes, and then of the plan."""
    places = {iri: place for place, iri in enumerate(outcomes)}
    return dict(sorted(found.items(), key=lambda item: places.get(item[0], len(places))))


PAGE: Final = Page(
    name="flow",
    title="Where does it lead: outcomes and measures",
    answers="What flows from initiatives through outcomes to measures of success, and which outcomes have no measure.",
    query=QUERY,
    filters=("basis", "prospective", "theme"),
    defaults=DEFAULTS,
    read=read,
    draw=draw,
)
