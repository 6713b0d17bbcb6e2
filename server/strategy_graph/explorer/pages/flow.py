"""The page ``/explore/flow``: from initiatives through outcomes to measures, and where no measure is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import focus_of
from strategy_graph.explorer.links import Outcome, Theme, named, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pictures import flow as picture
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.questions import Questions
from strategy_graph.explorer.sentence import Sentence, names_in_words, plain_text
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.parameters import ANY
from strategy_graph.named_queries.resource_lookup import STRATEGY, parameter_value
from strategy_graph.named_queries.result_table import Cell, Row
from strategy_graph.text import counted, listed

QUERY: Final = "initiatives-outcomes-and-measures"

MAX_INITIATIVES: Final = 60
"""Largest number of initiatives in the picture: with more, ribbons can't be told apart."""

MAX_OUTCOMES: Final = 60
"""Largest number of outcomes in the picture."""

MAX_ROWS: Final = 400
"""Largest number of rows in the table; the files have all."""

_PLURALS: Final = ("initiative", "outcome", "measure")


@dataclass(frozen=True)
class Line:
    """A row of the table: a contribution, and a measure that tracks its outcome, if one does."""

    initiative: Cell
    outcome: Cell
    basis: Cell
    own_words: bool
    measure: Cell | None
    tracking: Cell | None
    tracked_in_own_words: bool
    prospective: bool


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
            f"{counted(self.outcomes, 'outcome')}; {gap} of these {'has' if gap == 1 else 'have'} no measure that would "
            f"show whether {'it is' if gap == 1 else 'they are'} reached.",
            *self._unreached(),
        )

    def _unreached(self) -> Sentence:
        if not self.unreached:
            return ()
        none = "No initiative leads to one measure: " if len(self.unreached) == 1 else "No initiative leads to these measures: "
        return (f" {none}", *names_in_words(self.unreached), ".")

    @property
    def description(self) -> str:
        return _description(self.sentence, self.unmeasured)


def read(questions: Questions, values: Mapping[str, str]) -> FlowPage:
    """Ask the queries of the page."""
    rows = questions.ask(QUERY).rows
    themes, outcomes = read_outcomes(questions)
    lines = [_line(row) for row in rows]
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    columns = (
        _things(line.initiative for line in lines),
        _in_plan(_things(line.outcome for line in lines), outcomes),
        _things(line.measure for line in lines if line.measure),
    )
    hrefs = {
        iri: focus_of(kind, iri, questions.root, **scope) or ""
        for kind, column in zip(_PLURALS, columns, strict=True)
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
        unreached=_unreached(questions) if values.get("theme", ANY) == ANY else [],
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


def _line(row: Row) -> Line:
    return Line(
        initiative=named(row, "initiative", "name"),
        outcome=named(row, "outcome", "outcomeName"),
        basis=row["basis"] or Cell(""),
        own_words=_true(row, "ownWords"),
        measure=named(row, "measure", "measureName") if row["measure"] else None,
        tracking=row["trackingBasis"],
        tracked_in_own_words=_true(row, "trackedInOwnWords"),
        prospective=_true(row, "prospective"),
    )


def _unreached(questions: Questions) -> list[Cell]:
    rows = questions.ask("measures-and-initiatives-behind-them").rows
    return [named(row, "measure", "name") for row in rows if (number := row["initiatives"]) and number.text == "0"]


def _things(cells: Iterable[Cell]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        found.setdefault(cell.iri or "", cell)
    return found


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
            _series(outcomes.get(other)),
            f"{line.initiative.text} – {line.outcome.text} ({line.basis.text})",
        )
        for (one, other), line in fed.items()
    ]
    ribbons += [
        picture.Ribbon(
            one, other, own, _series(outcomes.get(one)), f"{columns[1][one].text} – {columns[2][other].text}"
        )
        for (one, other), own in tracked.items()
    ]
    boxes = tuple(
        [_box(kind, iri, cell, hrefs[iri], outcomes.get(iri)) for iri, cell in column.items()]
        for kind, column in zip(_PLURALS, columns, strict=True)
    )
    return picture.Flow((boxes[0], boxes[1], boxes[2]), ribbons, [cell.iri or "" for cell in unmeasured])


def _series(outcome: Outcome | None) -> int:
    return outcome.themes[0].series if outcome and len(outcome.themes) == 1 else 0


def _box(kind: str, iri: str, cell: Cell, href: str, outcome: Outcome | None) -> Box:
    themes = outcome.themes if outcome else ()
    letter = (themes[0].letter if len(themes) == 1 else "+" if themes else "–") if outcome else ""
    return Box(
        key=iri,
        text=cell.text,
        href=href or None,
        row=parameter_value(iri, kind),
        language=cell.language,
        series=_series(outcome),
        letter=letter,
    )


def _true(row: Row, column: str) -> bool:
    cell = row.get(column)
    return bool(cell and cell.text == "true")


PAGE: Final = Page(
    name="flow",
    title="Where does it lead: outcomes and measures",
    answers="What flows from initiatives through outcomes to measures of success, and which outcomes have no measure.",
    query=QUERY,
    filters=("basis", "prospective", "theme"),
    read=read,
    draw=draw,
)
