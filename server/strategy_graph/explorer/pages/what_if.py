"""The page ``/explore/what-if``: which outcomes lose their initiatives if some initiatives stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import Link, Outcome, by_initiative, read_links, read_outcomes
from strategy_graph.explorer.marks import mark_of
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.pictures import remaining as picture
from strategy_graph.explorer.questions import Questions
from strategy_graph.explorer.sentence import Sentence, names_in_words, plain_text
from strategy_graph.named_queries.parameters import ParameterError
from strategy_graph.named_queries.resource_lookup import find_member, parameter_value, resolve_resources
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import counted, listed

QUERY: Final = "what-if-an-initiative-stopped"
LINKS: Final = "initiative-outcome-matrix"
DEFAULTS: Final = {"prospective": "exclude"}
MAX_CHOICES: Final = 200
"""The largest number of initiatives to tick; of more, those to stop are typed."""

MAX_OUTCOMES: Final = 40
"""The largest number of outcomes that the picture shows."""

_NONE_LOST: Final = "no outcome would lose its last initiative"

MAX_STOPPED: Final = 100
"""The largest number of initiatives that an address can stop."""


@dataclass(frozen=True)
class Choice:
    """An initiative that can be stopped."""

    initiative: Cell
    value: str
    outcomes: int
    stopped: bool


@dataclass(frozen=True)
class Remaining:
    """An outcome with the links that stay and those that go."""

    outcome: Outcome
    staying: list[Link]
    going: list[Link]

    @property
    def series(self) -> int:
        """The number of the colour of its theme."""
        return mark_of(self.outcome)[0]

    @property
    def lost(self) -> bool:
        return bool(self.going) and not self.staying

    @property
    def thin(self) -> bool:
        return len(self.staying) == 1


@dataclass(frozen=True)
class WhatIfPage:
    """The initiatives, and what is left of each outcome; those that lose most come first."""

    choices: list[Choice]
    outcomes: list[Remaining]

    @property
    def stopped(self) -> list[Cell]:
        return [choice.initiative for choice in self.choices if choice.stopped]

    @property
    def shown(self) -> list[Remaining]:
        """The outcomes that the picture shows: those that lose most."""
        return self.outcomes[:MAX_OUTCOMES]

    @property
    def ticks(self) -> list[Choice]:
        """The initiatives to tick: none where they are too many, but those that stop."""
        return self.choices if len(self.choices) <= MAX_CHOICES else [each for each in self.choices if each.stopped]

    @property
    def affected(self) -> list[Remaining]:
        return [each for each in self.outcomes if each.going]

    @property
    def sentence(self) -> Sentence:
        if not self.stopped:
            return (f"Tick what stops. As it is, {self._hanging} on one initiative.",)
        return ("Without ", *names_in_words(self.stopped), f", {self._losses}.")

    @property
    def _hanging(self) -> str:
        thin, every = sum(each.thin for each in self.outcomes), counted(len(self.outcomes), "outcome")
        return f"{thin} of {every} {'hangs' if thin == 1 else 'hang'}" if thin else "no outcome hangs"

    @property
    def _losses(self) -> str:
        if not self.affected:
            return "no outcome would lose an initiative"
        lost = sum(each.lost for each in self.affected)
        thin = sum(each.thin for each in self.affected)
        weaker = len(self.affected) - lost - thin
        parts = [f"{counted(lost, 'outcome')} would have no initiative left" if lost else _NONE_LOST]
        if thin:
            parts.append(f"{counted(thin, 'outcome')} would hang on one initiative")
        if weaker:
            parts.append(f"{counted(weaker, 'outcome')} would have fewer initiatives")
        return listed(parts, "and")

    @property
    def drawing(self) -> Markup:
        return _draw(self, file=False)


def read(questions: Questions, values: Mapping[str, str]) -> WhatIfPage:
    """Ask the queries of the page.

    :raises ResourceNotFound: an initiative that is to stop is not in the release.
    :raises ParameterError: too many are to stop.
    """
    stopped = _stopped(questions, values.get("off", "").split())
    _, outcomes = read_outcomes(questions)
    links = read_links(questions, outcomes, prospective=values.get("prospective", DEFAULTS["prospective"]))
    pairs = [*{(link.initiative.iri, link.outcome.name.iri): link for link in links}.values()]
    remaining = {iri: Remaining(outcome, [], []) for iri, outcome in outcomes.items()}
    for link in pairs:
        each = remaining[link.outcome.name.iri or ""]
        (each.going if link.initiative.iri in stopped else each.staying).append(link)
    fed = [each for each in remaining.values() if each.staying or each.going]
    fed.sort(key=lambda each: (not each.going, len(each.staying)))
    choices = [
        Choice(group[0].initiative, parameter_value(iri, "initiative"), len(group), iri in stopped)
        for iri, group in by_initiative(pairs).items()
    ]
    counted_iris = {choice.initiative.iri for choice in choices}
    choices += [_uncounted(questions, iri) for iri in stopped if iri not in counted_iris]
    for iri in stopped:
        questions.ask(QUERY, initiative=parameter_value(iri, "initiative"))
    return WhatIfPage(choices, fed)


def draw(page: WhatIfPage) -> Markup:
    """Return what is left of each outcome as an SVG file."""
    return _draw(page, file=True)


def _stopped(questions: Questions, values: list[str]) -> list[str]:
    if len(values) > MAX_STOPPED:
        raise ParameterError(f"{len(values)} initiatives are to stop", hint=f"Give at most {MAX_STOPPED}")
    query = questions.catalogue[QUERY]
    stopped = []
    for value in dict.fromkeys(values):
        resolved = resolve_resources(query, {"initiative": value}, questions.run_query)
        stopped.append(query.parameter("initiative").checked_term(resolved["initiative"])[1:-1])
    return stopped


def _uncounted(questions: Questions, iri: str) -> Choice:
    """Return an initiative that stops, and of which the filters count no link."""
    found = find_member("initiative", iri, questions.run_query)
    name = Cell(found.name, found.language or None, iri=iri)
    return Choice(name, parameter_value(iri, "initiative"), 0, stopped=True)


def _draw(page: WhatIfPage, *, file: bool) -> Markup:
    rows = [
        picture.RemainingRow(
            each.outcome.name.text,
            each.outcome.name.address,
            each.series,
            [
                picture.Feeder(
                    f"{link.initiative.text} ({link.basis.text})" + (", stopped" if gone else ""),
                    link.claim.address if link.claim else None,
                    link.own_words,
                    gone,
                )
                for links, gone in ((each.staying, False), (each.going, True))
                for link in links
            ],
        )
        for each in page.shown
    ]
    return picture.draw("What is left of each outcome", plain_text(page.sentence), rows, file=file)


PAGE: Final = Page(
    name="what-if",
    title="What if an initiative stopped?",
    answers="Tick initiatives off, and see which outcomes lose their last initiative or hang on one.",
    query=LINKS,
    filters=("basis", "prospective"),
    defaults=DEFAULTS,
    options=("off",),
    lists=("off",),
    read=read,
    draw=draw,
)
