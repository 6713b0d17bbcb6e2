"""The page ``/explore/flow``: from initiatives through outcomes to measures, and where no measure is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_of
from strategy_graph.explorer.flow_lines import QUERY, Line, read_lines, read_unreached, things
from strategy_graph.explorer.links import Outcome, Theme, read_outcomes
from strategy_graph.explorer.marks import mark_of
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pictures import flow as picture
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.questions import Questions
from strategy_graph.explorer.sentence import Sentence, names_in_words, plain_text
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import counted, listed

MAX_INITIATIVES: Final = 60
"""Largest number of initiatives in the picture: with more, ribbons can't be told apart."""

MAX_OUTCOMES: Final = 60
"""Largest number of outcomes in the picture."""

MAX_ROWS: Final = 400
"""Largest number of rows in the table; the files have all."""

_KINDS: Final = ("initiative", "outcome", "measure")


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

    @property
    def sentence(self) -> Sentence:
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


def read(questions: Questions, values: Mapping[str, str]) -> FlowPage:
    """Ask the queries of the page."""
    lines = read_lines(questions)
    themes, outcomes = read_outcomes(questions)
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    columns = (
        things(line.initiative for line in lines),
        _in_plan(things(line.outcome for line in lines), outcomes),
        things(line.measure for line in lines if line.measure),
    )
    hrefs = {
        iri: focus_of(kind, iri, questions.root, **scope) or ""
        for kind, column in zip(_KINDS, columns, strict=True)
        for iri in column
    }
    measured = {line.outcome.iri for line in lines if line.measure}
    unmeasured = [cell for iri, cell in columns[1].items() if iri not in measured]
    flow = None
    if lines and len(columns[0]) <= MAX_INITIATIVES and len(columns[1]) <= MAX_OUTCOMES:
        flow = _flow(lines, columns, outcomes, hrefs, unmeasured)
    page = FlowPage(
        initiatives=len(columns[0]),
        outcomes=len(columns[1]),
        unmeasured=unmeasured,
        unreached=read_unreached(questions) if values.get("theme", ANY) == ANY else [],
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


def draw(page: FlowPage) -> Markup:
    """Return the picture as an SVG file."""
    title = plain_text(page.sentence)
    if page.flow is None and page.every:
        title += " That is too much for one picture: choose a theme."
    empty = picture.Flow(((), (), ()), (), ())
    return picture.draw(title, page.flow or empty, description=page.description, file=True)


def _description(sentence: Sentence, unmeasured: Sequence[Cell]) -> str:
    text = plain_text(sentence)
    if unmeasured:
        text += f" Without a measure: {listed([cell.text for cell in unmeasured], 'and')}."
    return f"{text} The table below the picture has each link."


def _in_plan(found: Mapping[str, Cell], outcomes: Mapping[str, Outcome]) -> dict[str, Cell]:
    """Return the outcomes in the order of the themes, and then of the plan."""
    places = {iri: place for place, iri in enumerate(outcomes)}
    return dict(sorted(found.items(), key=lambda item: places.get(item[0], len(places))))


def _flow(
    lines: Sequence[Line],
    columns: tuple[dict[str, Cell], dict[str, Cell], dict[str, Cell]],
    outcomes: Mapping[str, Outcome],
    hrefs: Mapping[str, str],
    unmeasured: Sequence[Cell],
) -> picture.Flow:
    fed: dict[tuple[str, str], Line] = {}
    tracked: dict[tuple[str, str], bool] = {}
    for line in lines:
        pair = (line.initiative.iri or "", line.outcome.iri or "")
        if pair not in fed or line.own_words:
            fed[pair] = line
    for line in lines:
        if line.measure:
            pair = (line.outcome.iri or "", line.measure.iri or "")
            tracked[pair] = tracked.get(pair, False) or line.tracked_in_own_words
    ribbons = [
        picture.Ribbon(
            one,
            other,
            line.own_words,
            mark_of(outcomes.get(other))[0],
            f"{line.initiative.text} – {line.outcome.text} ({line.basis.text})",
        )
        for (one, other), line in fed.items()
    ]
    ribbons += [
        picture.Ribbon(
            one, other, own, mark_of(outcomes.get(one))[0], f"{columns[1][one].text} – {columns[2][other].text}"
        )
        for (one, other), own in tracked.items()
    ]
    boxes = tuple(
        [_box(kind, iri, cell, hrefs[iri], outcomes.get(iri)) for iri, cell in column.items()]
        for kind, column in zip(_KINDS, columns, strict=True)
    )
    return picture.Flow((boxes[0], boxes[1], boxes[2]), ribbons, [cell.iri or "" for cell in unmeasured])


def _box(kind: str, iri: str, cell: Cell, href: str, outcome: Outcome | None) -> Box:
    series, letter = mark_of(outcome)
    return Box(
        key=iri,
        text=cell.text,
        href=href or None,
        row=parameter_value(iri, kind),
        language=cell.language,
        series=series,
        letter=letter,
    )


PAGE: Final = Page(
    name="flow",
    title="Where does it lead: outcomes and measures",
    answers="What flows from initiatives through outcomes to measures of success, and which outcomes have no measure.",
    query=QUERY,
    filters=("basis", "prospective", "theme"),
    read=read,
    draw=draw,
)
