"""The pages ``/explore/focus/<kind>/<slug>``: one thing in the middle, and what is around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.addresses import FOCUS_QUERIES, focus_of
from strategy_graph.explorer.edges import edges_of
from strategy_graph.explorer.kinds import HEADINGS, WORDS
from strategy_graph.explorer.links import Outcome, read_outcomes
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import layers
from strategy_graph.explorer.pictures.boxes import Box
from strategy_graph.explorer.sentence import Sentence, plain_text
from strategy_graph.explorer.statements import Statement, Thing, read_statements, sentence_about
from strategy_graph.explorer.theme_marks import mark_of
from strategy_graph.named_queries.editions import EDITION
from strategy_graph.named_queries.resource_lookup import STRATEGY, members, parameter_value
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import listed, title_of

MAX_BOXES: Final = 40
"""Largest number of things of one kind in a column; the list below the picture has more."""

MAX_STATEMENTS: Final = 200
"""Largest number of links in the list; the query has all."""

KINDS_AROUND: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "initiative": (("organisation", "theme", "initiative"), ("",), ("outcome",), ("measure",)),
    "outcome": (("organisation",), ("initiative",), ("",), ("measure", "theme")),
    "organisation": (("organisation",), ("",), ("initiative",), ("outcome",)),
    "measure": (("initiative",), ("outcome",), ("",), ("theme",)),
    "theme": (("initiative",), ("",), ("outcome", "measure")),
}
"""The columns of each picture from left to right, by the kinds that stand in them; the empty text is the middle."""


@dataclass(frozen=True)
class FocusPage:
    """What the page shows.

    :ivar columns: the things by column and kind, the thing in the middle among them.
    :ivar near: its own links; ``beyond`` are those of its neighbours.
    :ivar left_out: how many things the picture leaves out.
    :ivar hrefs: the focus pages of the things, by IRI.
    """

    thing: Thing
    sentence: Sentence
    columns: list[list[layers.Group]]
    edges: list[layers.Edge]
    near: list[Statement]
    beyond: list[Statement]
    left_out: int
    hrefs: dict[str, str]
    drawing: Markup

    @property
    def word(self) -> str:
        return WORDS[self.thing.kind]

    @property
    def stacked(self) -> list[tuple[str, list[tuple[Box, bool | None]]]]:
        """The headings and the things around the middle, for a narrow screen.

        With each thing goes whether its line to the middle is in own words; ``None`` if it is one step on.
        """
        to_middle = {
            edge.other if edge.one == self.thing.iri else edge.one: edge.own_words
            for edge in self.edges
            if self.thing.iri in (edge.one, edge.other)
        }
        groups = [group for column in self.columns for group in column if not any(box.centre for box in group.boxes)]
        return [(group.title, [(box, to_middle.get(box.key)) for box in group.boxes]) for group in groups]

    @property
    def shown(self) -> tuple[list[Statement], list[Statement]]:
        """The links that the list has: at most so many."""
        return self.near[:MAX_STATEMENTS], self.beyond[: max(0, MAX_STATEMENTS - len(self.near))]


def read(queries: PageQueries, kind: str, iri: str, values: Mapping[str, str]) -> FocusPage:
    """Ask the queries of the page.

    :param values: the strategy and the edition that the page is about.
    """
    statements = read_statements(queries.ask(FOCUS_QUERIES[kind], **{kind: iri}).rows)
    _, outcomes = read_outcomes(queries)
    scope = {name: values.get(name, "") for name in (STRATEGY, EDITION)}
    things = {end.iri: end for each in statements for end in (each.subject, each.object)}
    middle = things.pop(iri, None) or Thing(kind, _name(queries, kind, iri))
    hrefs = {each.iri: focus_of(each.kind, each.iri, queries.root, **scope) or "" for each in things.values()}
    boxes = {each.iri: _box(each, hrefs.get(each.iri), outcomes.get(each.iri)) for each in things.values()}
    columns = [
        [
            layers.Group(kind, title_of(WORDS[kind]), [_box(middle, None, outcomes.get(iri), centre=True)])
            if not each
            else layers.Group(each, HEADINGS[each], [boxes[one.iri] for one in things.values() if one.kind == each])
            for each in column
        ]
        for column in KINDS_AROUND[kind]
    ]
    columns = [[group for group in column if group.boxes] for column in columns]
    shown = [[_first(group) for group in column] for column in columns]
    left_out = sum(len(group.boxes) for column in columns for group in column)
    left_out -= sum(len(group.boxes) for column in shown for group in column)
    near = [each for each in statements if each.steps == 1]
    beyond = [each for each in statements if each.steps > 1]
    edges = _edges(statements)
    sentence = sentence_about(middle, near, beyond)
    return FocusPage(
        thing=middle,
        sentence=sentence,
        columns=shown,
        edges=edges,
        near=near,
        beyond=beyond,
        left_out=left_out,
        hrefs=hrefs,
        drawing=layers.draw(_title(middle), shown, edges, description=plain_text(sentence), class_="layers focus"),
    )


def draw(page: FocusPage) -> Markup:
    """Return the picture as an SVG file."""
    return layers.draw(plain_text(page.sentence), page.columns, page.edges, file=True)


def _first(group: layers.Group) -> layers.Group:
    return layers.Group(group.kind, group.title, group.boxes[:MAX_BOXES])


def _name(queries: PageQueries, kind: str, iri: str) -> Cell:
    """Return the name of a thing that no link names."""
    found = members(kind, queries.run_query).get(parameter_value(iri, kind))
    return Cell(found.name, found.language or None, iri=iri) if found else Cell(iri, iri=iri)


def _title(thing: Thing) -> str:
    return f"{thing.name.text} and what is around it"


def _box(thing: Thing, href: str | None, outcome: Outcome | None, *, centre: bool = False) -> Box:
    series, letter = mark_of(outcome)
    themes = listed([each.name.text for each in outcome.themes], "and") if outcome and outcome.themes else ""
    return Box(
        key=thing.iri,
        text=thing.name.text,
        href=href or None,
        row=parameter_value(thing.iri, thing.kind),
        language=thing.name.language,
        title=f"{title_of(WORDS[thing.kind])}: {thing.name.text}" + (f" (theme: {themes})" if themes else ""),
        series=series,
        letter=letter,
        centre=centre,
    )


def _edges(statements: Sequence[Statement]) -> list[layers.Edge]:
    names = {thing.iri: thing.name.text for each in statements for thing in (each.subject, each.object)}
    return edges_of(
        (((each.subject.iri, each.object.iri), each.link.text, each.own_words) for each in statements), names
    )
