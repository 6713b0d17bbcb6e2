"""The page ``/explore/what-if``: which outcomes lose their initiatives if some initiatives stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from strategy_graph.explorer.links import OWN_WORDS, Link, Outcome, by_initiative, read_links, read_outcomes
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.page_queries import PageQueries
from strategy_graph.explorer.pictures import what_if as picture
from strategy_graph.explorer.sentence import Part, Sentence, names_in_words, plain_text
from strategy_graph.explorer.theme_marks import mark_of
from strategy_graph.named_queries.parameters import ANY, ParameterError
from strategy_graph.named_queries.resource_lookup import find_member, parameter_value, resolve_resources
from strategy_graph.named_queries.result_table import Cell
from strategy_graph.text import counted

QUERY: Final = "what-if-an-initiative-stopped"
LINKS: Final = "initiative-outcome-matrix"
DEFAULTS: Final = {"prospective": "exclude"}
MAX_CHOICES: Final = 200
"""The largest number of initiatives to tick; of more, those to stop are typed."""

MAX_OUTCOMES: Final = 40
"""The largest number of outcomes that the picture shows."""

MAX_MARKS: Final = 300
"""The largest number of links that the picture shows, save those of its first outcome."""

MAX_LEFT_NAMED: Final = 2
"""The largest number of initiatives left of an outcome that are named."""

MAX_NAMED: Final = 5
"""The largest number of lost outcomes that the sentence names."""

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

    @property
    def named(self) -> list[Link]:
        """The links that are left, where they are so few that each is named."""
        return self.staying if len(self.staying) <= MAX_LEFT_NAMED else []

    @property
    def in_own_words(self) -> Remaining:
        """The same of the links in the plan's own words alone."""
        own = ([link for link in links if link.own_words] for links in (self.staying, self.going))
        return Remaining(self.outcome, *own)


@dataclass(frozen=True)
class WhatIfPage:
    """The initiatives, and what is left of each outcome; those that lose most come first.

    :ivar every: the number of all outcomes, also of those that no initiative feeds.
    :ivar basis: the basis of the links that are counted.
    """

    choices: list[Choice]
    outcomes: list[Remaining]
    every: int
    basis: str

    @property
    def stopped(self) -> list[Cell]:
        return [choice.initiative for choice in self.choices if choice.stopped]

    @property
    def shown(self) -> list[Remaining]:
        """The outcomes that the picture shows, each with all of its links: those that lose most."""
        totals = accumulate(len(each.staying) + len(each.going) for each in self.outcomes)
        within = sum(1 for total in totals if total <= MAX_MARKS)
        return self.outcomes[: min(MAX_OUTCOMES, max(1, within))]

    @property
    def ticks(self) -> list[Choice]:
        """The initiatives to tick: none where they are too many, but those that stop."""
        return self.choices if len(self.choices) <= MAX_CHOICES else [each for each in self.choices if each.stopped]

    @property
    def affected(self) -> list[Remaining]:
        return [each for each in self.outcomes if each.going]

    @property
    def sentence(self) -> Sentence:
        """What is lost: in the plan's own words first, where readings are counted too."""
        own = [each.in_own_words for each in self.outcomes]
        if not self.stopped:
            return (f"Tick what stops. As it is, {self._hanging(own)}.",)
        without = ("Without ", *names_in_words(self.stopped))
        if self.basis == OWN_WORDS:
            return (*without, ", in the plan’s own words ", *_losses(own), ".")
        if self.basis != ANY:
            return (*without, ", ", *_losses(self.outcomes), ".")
        first, second = _losses(own), _losses(self.outcomes)
        if first == second:
            return (*without, ", in the plan’s own words ", *first, "; with our readings the numbers are the same.")
        return (*without, ", in the plan’s own words ", *first, "; with our readings ", *second, ".")

    def _hanging(self, own: list[Remaining]) -> str:
        every = counted(self.every, "outcome")
        if self.basis not in (ANY, OWN_WORDS):
            return _of_every(_thin(self.outcomes), every)
        words = f"{_of_every(_thin(own), every)} in the plan’s own words"
        return words if self.basis == OWN_WORDS else f"{words}, {_thin(self.outcomes) or 'none'} with our readings"

    @property
    def drawing(self) -> Markup:
        return _draw(self, file=False)


def read(queries: PageQueries, values: Mapping[str, str]) -> WhatIfPage:
    """Ask the queries of the page.

    :raises ResourceNotFound: an initiative that is to stop is not in the release.
    :raises ParameterError: too many are to stop.
    """
    stopped = _stopped(queries, values.get("off", "").split())
    _, outcomes = read_outcomes(queries)
    links = read_links(queries, outcomes, prospective=values.get("prospective", DEFAULTS["prospective"]))
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
    choices += [_uncounted(queries, iri) for iri in stopped if iri not in counted_iris]
    for iri in stopped:
        queries.ask(QUERY, initiative=parameter_value(iri, "initiative"))
    return WhatIfPage(choices, fed, len(outcomes), values.get("basis", ANY))


def draw(page: WhatIfPage) -> Markup:
    """Return what is left of each outcome as an SVG file."""
    return _draw(page, file=True)


def _thin(outcomes: list[Remaining]) -> int:
    return sum(each.thin for each in outcomes)


def _of_every(thin: int, every: str) -> str:
    return (
        f"{thin} of {every} {'hangs' if thin == 1 else 'hang'} on one initiative"
        if thin
        else "no outcome hangs on one initiative"
    )


def _losses(outcomes: list[Remaining]) -> Sentence:
    """Say how many outcomes lose their last initiative, with their names, and how many lose others."""
    affected = [each for each in outcomes if each.going]
    if not affected:
        return ("no outcome would lose an initiative",)
    lost = [each.outcome.name for each in affected if each.lost]
    thin = _thin(affected)
    weaker = len(affected) - len(lost) - thin
    parts: list[Sentence] = [
        (f"{counted(len(lost), 'outcome')} would have no initiative left",) if lost else (_NONE_LOST,)
    ]
    if 0 < len(lost) <= MAX_NAMED:
        parts = [(*parts[0], " (", *names_in_words(lost), ")")]
    if thin:
        parts.append((f"{counted(thin, 'outcome')} would hang on one initiative",))
    if weaker:
        parts.append((f"{counted(weaker, 'outcome')} would have fewer initiatives",))
    *others, last = parts
    joined: list[Part] = []
    for index, part in enumerate(others):
        joined += [*part, " and " if index == len(others) - 1 else ", "]
    return (*joined, *last)


def _stopped(queries: PageQueries, values: list[str]) -> list[str]:
    if len(values) > MAX_STOPPED:
        raise ParameterError(f"{len(values)} initiatives are to stop", hint=f"Give at most {MAX_STOPPED}")
    query = queries.catalogue[QUERY]
    stopped = []
    for value in dict.fromkeys(values):
        resolved = resolve_resources(query, {"initiative": value}, queries.run_query)
        stopped.append(query.parameter("initiative").checked_term(resolved["initiative"])[1:-1])
    return stopped


def _uncounted(queries: PageQueries, iri: str) -> Choice:
    """Return an initiative that stops, and of which the filters count no link."""
    found = find_member("initiative", iri, queries.run_query)
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
